import { start } from '../../../renderer/app/compose'
import { loadSampleRound } from '../../../renderer/commands/loadSampleRound'
import { allocate } from '../../../shared/domain/allocation/allocate'
import { allocationOf, claimsFor } from '../../../shared/domain/allocation/allocationOf'
import { availablePieces, decideAllocation } from '../../../shared/domain/allocation/decideAllocation'
import type { Decide } from '../../../shared/domain/decide'
import type { BagTerms, Fact } from '../../../shared/domain/facts'
import type { Fold } from '../../../shared/domain/fold/fold'
import { formatBagCode } from '../../../shared/domain/label/ownCodes'
import { lotIdOf } from '../../../shared/domain/receiving/lot'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { cutOffRound } from '../../../shared/domain/round/cutOffRound'
import { needsOf } from '../../../shared/domain/sorting/needs'
import { lotsOnFloor } from '../../../shared/domain/stock/onHand'
import type { Zone } from '../../../shared/domain/terms'
import type { BagId, HouseholdId, ProductId, RoundId } from '../../../shared/kernel/ids'
import { grams, pieces } from '../../../shared/kernel/quantity'
import { sampleRound } from '../../../shared/sample/sampleRound'

const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })

/** A product as the test meets it. */
export interface SeededProduct {
  readonly productId: string
  readonly name: string
  readonly barcode: string | null
  readonly plu: string | null
  readonly nominalGrams: number
  readonly undecided: boolean
}

/**
 * Runs in the page, beside the built app and on its own disk: the week's sample round, cut off and received as the
 * trucks brought it, shorts decided but for one; with `packed` all households have what they get. `released`: it may
 * be fetched already.
 */
export async function seedSortingRound(packed: boolean, released = false): Promise<readonly SeededProduct[]> {
  const started = await start(() => {})
  if (started.status !== 'ready') throw new Error(`the desk is ${started.status}`)
  const { workplace, stores } = started
  const { desk } = workplace
  const roundId = await loadSampleRound(desk, 'week')
  await desk.run(roundId, cutOffRound, {})
  const fold = desk.point.picture.round(roundId)
  if (!fold) throw new Error('the sample round did not open')
  await desk.run(roundId, asGiven, received(fold, roundId))
  const undecided: ProductId[] = []
  for (const id of fold.members('products')) {
    const productId = id as ProductId
    if (allocationOf(fold, productId).status !== 'undecided') continue
    if (!packed && undecided.length === 0) undecided.push(productId)
    else await desk.run(roundId, decideAllocation, byOrderTime(fold, productId))
  }
  if (packed) await desk.run(roundId, asGiven, allPacked(fold, roundId))
  if (released)
    await desk.run(roundId, asGiven, [{ kind: 'RoundReleased', v: 1, roundId, overrideReason: 'seeded' }])
  const products = fold.members('products').flatMap((id): SeededProduct[] => {
    const product = fold.state('product', id)?.product
    if (!product || product.components.length > 0) return []
    const nominalGrams = product.sale.by === 'weight' ? Number(product.sale.nominalGrams) : 0
    const { name, plu } = product
    const more = { nominalGrams, undecided: undecided.includes(product.productId) }
    return [{ productId: id, name, barcode: product.barcodes[0] ?? null, plu, ...more }]
  })
  await stores.close()
  return products
}

/** What the trucks brought, product by product. The sample is made again only for its arrivals. */
function received(fold: Fold, roundId: RoundId): Fact[] {
  const sample = sampleRound({
    seed: 618,
    siteId: 'any' as never,
    siteSalt: 'any',
    openedAtMs: Date.UTC(2026, 5, 17),
  })
  const ofRound = (id: string) => `${roundId}/${id.split('/').at(-1)}`
  const counted = sample.arrivals.map((arrival): Fact => {
    const deliveryId = ofRound(arrival.deliveryId) as typeof arrival.deliveryId
    const productId = ofRound(arrival.productId) as ProductId
    const { condition, productionDay, bestBefore } = arrival
    const lotId = lotIdOf(deliveryId, productId, bestBefore)
    const goods = { productId, lotId, pieces: arrival.pieces, grams: arrival.grams }
    return {
      kind: 'GoodsCounted',
      v: 1,
      deliveryId,
      goods,
      condition,
      productionDay,
      bestBefore,
      how: 'count',
    }
  })
  const closed = fold
    .members('deliveries')
    .map((id): Fact => ({ kind: 'DeliveryClosed', v: 1, deliveryId: id as never }))
  return [...counted, ...closed]
}

function byOrderTime(fold: Fold, productId: ProductId) {
  const claims = claimsFor(fold, productId).map(({ order, need, householdId }) => ({
    orderId: order.orderId,
    line: need.line,
    householdId,
    participateNo: order.participateNo,
    placedAtMs: order.placedAtMs,
    asked: need.pieces,
    already: pieces(0),
    locked: null,
  }))
  const proposal = allocate({ policy: 'order-time', available: availablePieces(fold, productId), claims })
  if (!proposal.ok) throw new Error(proposal.refusal)
  const shares = proposal.rows.map(({ orderId, line, pieces: given }) => ({
    orderId,
    line,
    pieces: given,
    locked: false,
  }))
  return { productId, policy: 'order-time' as const, shares }
}

function allPacked(fold: Fold, roundId: RoundId): Fact[] {
  const round = currentRound(fold)
  const roundCode = round?.opened?.roundCode ?? ''
  return Object.entries(round?.slots ?? {}).flatMap(([id, slot]) => {
    const householdId = id as HouseholdId
    const bags = new Map<Zone, BagTerms>()
    const puts = needsOf(fold, householdId).flatMap(({ productId, allocated }): Fact[] => {
      const product = fold.state('product', productId)?.product
      const lotId = lotsOnFloor(fold, productId)[0]?.lotId
      if (!product || lotId === undefined || allocated === 0) return []
      const { zone, sale } = product
      const bagId = formatBagCode({ roundCode, slot, zone, n: 1 }) as BagId
      const bag = bags.get(zone) ?? { bagId, roundId, householdId, slot, zone, bagNo: 1 }
      bags.set(zone, bag)
      const weight = sale.by === 'weight' ? grams(sale.nominalGrams * allocated) : null
      const goods = { productId, lotId, pieces: allocated, grams: weight }
      return [{ kind: 'ItemPut', v: 1, bag, goods, weight: weight === null ? null : 'actual', how: 'sow' }]
    })
    return [...puts, ...[...bags.values()].map((bag): Fact => ({ kind: 'BagClosed', v: 1, bag }))]
  })
}
