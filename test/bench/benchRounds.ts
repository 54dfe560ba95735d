import type { BagTerms, Fact } from '../../shared/domain/facts'
import { formatBagCode } from '../../shared/domain/label/ownCodes'
import { lotIdOf } from '../../shared/domain/receiving/lot'
import type { OrderTerms, ProductTerms } from '../../shared/domain/terms'
import { addDays, businessDayAt } from '../../shared/kernel/businessDay'
import {
  type BagId,
  type DeliveryId,
  type HouseholdId,
  idOf,
  type OrderId,
  type ProductId,
  type RoundId,
  type VisitId,
} from '../../shared/kernel/ids'
import { fen } from '../../shared/kernel/money'
import { pieces } from '../../shared/kernel/quantity'

/** What one command writes. */
export interface Draft {
  readonly roundId: RoundId | null
  readonly facts: readonly Fact[]
}

export interface RoundSize {
  readonly households: number
  readonly products: number
  /** Lines of each order, one piece each. */
  readonly lines: number
}

export const dayMs = 86_400_000
/** 2025-01-01 08:00 in Shanghai. */
export const firstMorningMs = Date.UTC(2025, 0, 1)
const factsPerEntry = 400

export const roundIdOf = (roundNo: number): RoundId => idOf(`round-${roundNo}`)
export const productIdOf = (roundNo: number, n: number): ProductId => idOf(`round-${roundNo}/product-${n}`)
export const householdIdOf = (n: number): HouseholdId => idOf(`household-${n}`)

/** The products the household with this number ordered. */
export function orderedBy(household: number, { products, lines }: RoundSize): number[] {
  return Array.from({ length: lines }, (_, line) => (household + line * 7) % products)
}

/** A round as far as packing: opened, ordered, cut off, everything received as announced. */
export function* receivedRound(roundNo: number, size: RoundSize): Generator<Draft> {
  const roundId = roundIdOf(roundNo)
  const openedAtMs = firstMorningMs + roundNo * dayMs
  const day = businessDayAt(openedAtMs)
  const all = Array.from({ length: size.households }, (_, n) => n)
  const roundCode = roundNo.toString(36).toUpperCase().padStart(4, '0')
  const pickup = { pickupFrom: day, pickupUntil: addDays(day, 2) }
  yield* draftsOf(roundId, [
    { kind: 'RoundOpened', v: 1, roundId, roundCode, title: `Round ${roundNo}`, ...pickup },
    ...Array.from({ length: size.products }, (_, n): Fact => {
      return { kind: 'ProductListed', v: 1, product: aProduct(roundNo, n) }
    }),
  ])
  yield* draftsOf(
    roundId,
    all.map((n): Fact => ({ kind: 'OrderPlaced', v: 1, order: anOrder(roundNo, n, size, openedAtMs) })),
  )
  yield { roundId, facts: [{ kind: 'RoundCutOff', v: 1, roundId }] }
  const slots = all.map((n) => ({ householdId: householdIdOf(n), slot: n + 1 }))
  yield { roundId, facts: [{ kind: 'SlotsAssigned', v: 1, roundId, slots }] }
  yield* receiving(roundNo, size)
}

/** One entry per piece, as scans write them; then the bags closed, shelved and handed over, and the round closed. */
export function* packedRound(roundNo: number, size: RoundSize): Generator<Draft> {
  const roundId = roundIdOf(roundNo)
  yield* receivedRound(roundNo, size)
  for (let n = 0; n < size.households; n++) {
    const bag = bagOf(roundNo, n)
    for (const product of orderedBy(n, size)) {
      const goods = goodsOf(roundNo, product, 1)
      yield { roundId, facts: [{ kind: 'ItemPut', v: 1, bag, goods, weight: null, how: 'sow' }] }
    }
    yield { roundId, facts: [{ kind: 'BagClosed', v: 1, bag }] }
  }
}

/** Released, every line in a bag of its own on the shelf: what is scanned at the counter. */
export function* shelvedRound(roundNo: number, size: RoundSize): Generator<Draft> {
  const roundId = roundIdOf(roundNo)
  yield* receivedRound(roundNo, size)
  for (let n = 0; n < size.households; n++) {
    for (const [line, product] of orderedBy(n, size).entries()) {
      const bag = bagOf(roundNo, n, line + 1)
      const goods = goodsOf(roundNo, product, 1)
      const shelved = { place: `A-${n + 1}`, pickupCode: `A-1-${n}` }
      yield { roundId, facts: [{ kind: 'ItemPut', v: 1, bag, goods, weight: null, how: 'sow' }] }
      yield { roundId, facts: [{ kind: 'BagClosed', v: 1, bag }] }
      yield { roundId, facts: [{ kind: 'BagShelved', v: 1, bagId: bag.bagId, ...shelved }] }
    }
  }
  yield { roundId, facts: [{ kind: 'RoundReleased', v: 1, roundId, overrideReason: null }] }
}

export function* closedRound(roundNo: number, size: RoundSize): Generator<Draft> {
  const roundId = roundIdOf(roundNo)
  yield* packedRound(roundNo, size)
  for (let n = 0; n < size.households; n++) {
    const { bagId } = bagOf(roundNo, n)
    const pickupCode = `A-1-${n}`
    yield { roundId, facts: [{ kind: 'BagShelved', v: 1, bagId, place: 'A-1', pickupCode }] }
    const handedOver = {
      visitId: idOf<VisitId>(`visit-${roundNo}-${n}`),
      proof: 'bag-code',
      receiver: 'self',
    } as const
    yield { roundId, facts: [{ kind: 'BagHandedOver', v: 1, bagId, ...handedOver }] }
  }
  yield { roundId, facts: [{ kind: 'RoundClosed', v: 1, roundId }] }
  const businessDay = businessDayAt(firstMorningMs + roundNo * dayMs)
  const cash = { expectedCashFen: fen(0), countedCashFen: fen(0), reason: null, unsentEntries: 0 }
  yield { roundId: null, facts: [{ kind: 'DayClosed', v: 1, businessDay, ...cash }] }
}

function* receiving(roundNo: number, size: RoundSize): Generator<Draft> {
  const roundId = roundIdOf(roundNo)
  const deliveryId = deliveryIdOf(roundNo)
  const ordered = new Map<number, number>()
  for (let n = 0; n < size.households; n++)
    for (const product of orderedBy(n, size)) ordered.set(product, (ordered.get(product) ?? 0) + 1)
  const lines = [...ordered].map(([product, count]) => {
    return { productId: productIdOf(roundNo, product), pieces: pieces(count), grams: null }
  })
  const delivery = { deliveryId, roundId, supplierId: null, supplierName: 'Farm', dueDay: null, lines }
  yield { roundId, facts: [{ kind: 'DeliveryAnnounced', v: 1, delivery }] }
  for (const [product, count] of ordered) {
    const goods = goodsOf(roundNo, product, count)
    const counted = { productionDay: null, bestBefore: null, condition: 'good', how: 'count' } as const
    yield { roundId, facts: [{ kind: 'GoodsCounted', v: 1, deliveryId, goods, ...counted }] }
  }
  yield { roundId, facts: [{ kind: 'DeliveryClosed', v: 1, deliveryId }] }
}

function* draftsOf(roundId: RoundId, facts: readonly Fact[]): Generator<Draft> {
  for (let from = 0; from < facts.length; from += factsPerEntry)
    yield { roundId, facts: facts.slice(from, from + factsPerEntry) }
}

const deliveryIdOf = (roundNo: number): DeliveryId => idOf(`delivery-${roundNo}`)

export function bagOf(roundNo: number, household: number, bagNo = 1): BagTerms {
  const roundCode = roundNo.toString(36).toUpperCase().padStart(4, '0')
  const slot = household + 1
  const bagId = idOf<BagId>(formatBagCode({ roundCode, slot, zone: 'ambient', n: bagNo }))
  return {
    bagId,
    roundId: roundIdOf(roundNo),
    householdId: householdIdOf(household),
    slot,
    zone: 'ambient',
    bagNo,
  }
}

function goodsOf(roundNo: number, product: number, count: number) {
  const productId = productIdOf(roundNo, product)
  const lotId = lotIdOf(deliveryIdOf(roundNo), productId, null)
  return { productId, lotId, pieces: pieces(count), grams: null }
}

function aProduct(roundNo: number, n: number): ProductTerms {
  return {
    productId: productIdOf(roundNo, n),
    roundId: roundIdOf(roundNo),
    code: String(n),
    name: `Product ${n}`,
    spec: '500 g',
    zone: 'ambient',
    sale: { by: 'piece', unitPriceFen: fen(500) },
    supplierId: null,
    supplierName: null,
    barcodes: [`69${String(n).padStart(11, '0')}`],
    plu: null,
    caseSize: null,
    shelfLifeDays: null,
    minLifeDays: null,
    components: [],
    gift: false,
    limitPerHousehold: null,
  }
}

function anOrder(roundNo: number, n: number, size: RoundSize, openedAtMs: number): OrderTerms {
  const lines = orderedBy(n, size).map((product) => ({
    productId: productIdOf(roundNo, product),
    pieces: pieces(1),
    amountFen: fen(500),
    weight: null,
    components: [],
    giftOf: null,
  }))
  return {
    orderId: idOf<OrderId>(`round-${roundNo}/order-${n}`),
    roundId: roundIdOf(roundNo),
    householdId: householdIdOf(n),
    source: 'sample',
    sourceNo: String(n + 1),
    participateNo: n + 1,
    placedAtMs: openedAtMs + n,
    lines,
    paidFen: fen(500 * size.lines),
    fulfilment: 'pickup',
    cancelled: false,
  }
}
