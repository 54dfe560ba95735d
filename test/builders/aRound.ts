import type { BagTerms, Fact, FactOf } from '../../shared/domain/facts'
import { lotIdOf } from '../../shared/domain/receiving/lot'
import type {
  DeliveryTerms,
  Goods,
  KitComponent,
  OrderLine,
  OrderTerms,
  PhotoTerms,
  ProductTerms,
} from '../../shared/domain/terms'
import { parseBusinessDay } from '../../shared/kernel/businessDay'
import {
  type BagId,
  type DeliveryId,
  type HouseholdId,
  idOf,
  type OrderId,
  type ProductId,
  type VisitId,
} from '../../shared/kernel/ids'
import { fen } from '../../shared/kernel/money'
import { grams, pieces } from '../../shared/kernel/quantity'
import { morningMs, round } from './aDesk'

/** Short names for the things of one small round; every builder answers with a complete value. */
export const product = (name: string): ProductId => idOf(`p-${name}`)
export const household = (name: string): HouseholdId => idOf(`h-${name}`)
export const order = (name: string): OrderId => idOf(`o-${name}`)
export const bag = (name: string): BagId => idOf(`bag-${name}`)
export const delivery = (name: string): DeliveryId => idOf(`d-${name}`)
export const visit = (name: string): VisitId => idOf(`visit-${name}`)

export function day(text: string) {
  const read = parseBusinessDay(text)
  if (read === undefined) throw new Error(`not a day: ${text}`)
  return read
}

export function aProduct(name: string, more: Partial<ProductTerms> = {}): ProductTerms {
  return {
    productId: product(name),
    roundId: round,
    code: null,
    name,
    spec: '',
    zone: 'ambient',
    sale: { by: 'piece', unitPriceFen: fen(500) },
    supplierId: null,
    supplierName: null,
    barcodes: [],
    plu: null,
    caseSize: null,
    shelfLifeDays: null,
    minLifeDays: null,
    components: [],
    gift: false,
    limitPerHousehold: null,
    ...more,
  }
}

export function aLine(
  name: string,
  count: number,
  amountFen: number,
  more: Partial<OrderLine> = {},
): OrderLine {
  return {
    productId: product(name),
    pieces: pieces(count),
    amountFen: fen(amountFen),
    weight: null,
    components: [],
    giftOf: null,
    ...more,
  }
}

export function aComponent(name: string, count: number, valueFen: number): KitComponent {
  return { productId: product(name), pieces: pieces(count), valueFen: fen(valueFen) }
}

export function anOrder(
  name: string,
  of: string,
  lines: readonly OrderLine[],
  more: Partial<OrderTerms> = {},
): OrderTerms {
  return {
    orderId: order(name),
    roundId: round,
    householdId: household(of),
    source: 'sheet',
    sourceNo: name,
    participateNo: 1,
    placedAtMs: morningMs,
    lines,
    paidFen: fen(lines.reduce((sum, line) => sum + line.amountFen, 0)),
    fulfilment: 'pickup',
    cancelled: false,
    ...more,
  }
}

export function placed(terms: OrderTerms): FactOf<'OrderPlaced'> {
  return { kind: 'OrderPlaced', v: 1, order: terms }
}

export function amended(terms: OrderTerms, reason = 'asked at the counter'): FactOf<'OrderAmended'> {
  return { kind: 'OrderAmended', v: 1, order: terms, reason }
}

export function someGoods(name: string, count: number, weight: number | null = null, lot = 'd-1'): Goods {
  return {
    productId: product(name),
    lotId: lotIdOf(idOf(lot), product(name), null),
    pieces: pieces(count),
    grams: weight === null ? null : grams(weight),
  }
}

export function aDelivery(name: string, lines: DeliveryTerms['lines']): DeliveryTerms {
  return {
    deliveryId: delivery(name),
    roundId: round,
    supplierId: null,
    supplierName: name,
    dueDay: null,
    lines,
  }
}

export function aBag(name: string, of: string, more: Partial<BagTerms> = {}): BagTerms {
  return {
    bagId: bag(name),
    roundId: round,
    householdId: household(of),
    slot: 1,
    zone: 'ambient',
    bagNo: 1,
    ...more,
  }
}

export function put(
  terms: BagTerms,
  goods: Goods,
  weight: FactOf<'ItemPut'>['weight'] = goods.grams === null ? null : 'actual',
): FactOf<'ItemPut'> {
  return { kind: 'ItemPut', v: 1, bag: terms, goods, weight, how: 'sow' }
}

export function handedOver(name: string, coming: string): FactOf<'BagHandedOver'> {
  return {
    kind: 'BagHandedOver',
    v: 1,
    bagId: bag(name),
    visitId: visit(coming),
    proof: 'bag-code',
    receiver: 'self',
  }
}

export function shelved(name: string, pickupCode = 'A-1-001'): FactOf<'BagShelved'> {
  return { kind: 'BagShelved', v: 1, bagId: bag(name), place: 'A-1', pickupCode }
}

export function refused(name: string, goods: Goods): FactOf<'LineRefused'> {
  return { kind: 'LineRefused', v: 1, bagId: bag(name), visitId: visit('1'), goods, reason: 'spoiled' }
}

export function shorted(name: string, of: string, count: number): FactOf<'ItemShorted'> {
  const who = { productId: product(name), householdId: household(of), pieces: pieces(count) }
  return { kind: 'ItemShorted', v: 1, ...who, reason: 'none-left' }
}

export function paid(of: string, amountFen: number): FactOf<'PaymentTaken'> {
  return {
    kind: 'PaymentTaken',
    v: 1,
    ...money(of, amountFen),
    method: 'cash',
    businessDay: day('2026-04-02'),
  }
}

export function paidBack(of: string, amountFen: number): FactOf<'RefundPaid'> {
  return { kind: 'RefundPaid', v: 1, ...money(of, amountFen), method: 'cash', businessDay: day('2026-04-02') }
}

export function waived(of: string, amountFen: number): FactOf<'DueWaived'> {
  return { kind: 'DueWaived', v: 1, ...money(of, amountFen), reason: 'regular' }
}

function money(of: string, amountFen: number) {
  return { roundId: round, householdId: household(of), visitId: visit('1'), fen: fen(amountFen) }
}

export function merged(from: string, into: string): Fact {
  return { kind: 'HouseholdsMerged', v: 1, roundId: round, from: household(from), into: household(into) }
}

/** A photo as a fact speaks of it; named by one letter. */
export const photo = (letter: string): PhotoTerms => ({
  sha256: letter.repeat(64),
  bytes: 300_000,
  width: 1600,
  height: 1200,
  mime: 'image/jpeg',
})
