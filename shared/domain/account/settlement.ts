import type { BagId, HouseholdId, OrderId, ProductId } from '../../kernel/ids'
import { addFen, type Fen, fen } from '../../kernel/money'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import { neededGoods } from '../order/neededGoods'
import type { OrderTerms } from '../terms'
import { packedOf } from './packed'
import { type SettledLine, settleLines } from './settledLine'

/** Pieces of one product that one order line was given; all it asked for while nothing is short. */
export type AllocatedOf = (orderId: OrderId, line: number, productId: ProductId) => Pieces

/** Something a person has to put right before or at the counter. */
export interface PackedTooMuch {
  /** 'packed-then-cancelled' where a cancelled order had asked for it, else the order was made smaller. */
  readonly kind: 'packed-then-cancelled' | 'packed-more-than-ordered'
  readonly orderId: OrderId | null
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly bagIds: readonly BagId[]
}

export interface Settlement {
  readonly householdId: HouseholdId
  /** By 跟团号, order, line. Lines of cancelled orders charge nothing and are left out. */
  readonly lines: readonly SettledLine[]
  /** What the active orders agreed on. */
  readonly chargedFen: Fen
  /** Taken off for what did not come, was refused or weighed less. */
  readonly refundedFen: Fen
  /** Prepaid, cancelled orders included, and what moved at the counter. */
  readonly paidFen: Fen
  readonly waivedFen: Fen
  /** Still to be paid; negative: owed back to the household. charged = paid + due + refunded + waived. */
  readonly dueFen: Fen
  /** A weighed line is still reckoned at its nominal price: say so at handover. */
  readonly weightUnconfirmed: boolean
  readonly tasks: readonly PackedTooMuch[]
}

/** The money of one household in one round, and what of its goods nobody pays for. */
export function settlementOf(fold: Fold, household: HouseholdId, allocatedOf: AllocatedOf): Settlement {
  const householdId = fold.householdOf(household)
  const orders = ordersOf(fold, householdId)
  const active = orders.filter((order) => !order.cancelled)
  const lines = settledLines(fold, householdId, active, allocatedOf)

  const chargedFen = addFen(...lines.map((line) => line.chargedFen))
  const refundedFen = addFen(...lines.map((line) => line.refundedFen))
  const prepaidFen = addFen(...orders.map((order) => order.paidFen))
  const paidFen = addFen(prepaidFen, fen(fold.tally(`paid:${householdId}`)))
  const waivedFen = fen(fold.tally(`waived:${householdId}`))
  return {
    householdId,
    lines,
    chargedFen,
    refundedFen,
    paidFen,
    waivedFen,
    dueFen: fen(chargedFen - refundedFen - paidFen - waivedFen),
    weightUnconfirmed: lines.some((line) => line.weight?.status === 'unconfirmed'),
    tasks: tasksOf(fold, householdId, orders),
  }
}

function ordersOf(fold: Fold, householdId: HouseholdId): readonly OrderTerms[] {
  return fold
    .members(`orders-of:${householdId}`)
    .flatMap((orderId) => fold.state('order', orderId)?.order ?? [])
    .sort(
      (a, b) =>
        a.participateNo - b.participateNo || (a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : 0),
    )
}

function settledLines(
  fold: Fold,
  householdId: HouseholdId,
  active: readonly OrderTerms[],
  allocatedOf: AllocatedOf,
): readonly SettledLine[] {
  const claimed = active.flatMap((order) =>
    neededGoods(order).map((need) => ({
      order,
      need,
      allocated: allocatedOf(order.orderId, need.line, need.productId),
    })),
  )
  const products = new Set(claimed.map(({ need }) => need.productId))
  const settled = [...products].flatMap((productId) =>
    settleLines(
      claimed.filter(({ need }) => need.productId === productId),
      {
        ...packedOf(fold, householdId, productId),
        shorted: fold.tally(`shorted:${productId}:${householdId}`),
      },
    ),
  )
  const placeOf = new Map(active.map(({ orderId }, place) => [orderId, place]))
  const place = (line: SettledLine) => placeOf.get(line.orderId) ?? 0
  return settled.sort((a, b) => place(a) - place(b) || a.line - b.line)
}

/** Goods in the bags that no active order asks for: to be taken out again, or paid for after all. */
function tasksOf(fold: Fold, householdId: HouseholdId, orders: readonly OrderTerms[]): PackedTooMuch[] {
  const wanted = new Map<ProductId, number>()
  const called = new Map<ProductId, { readonly orderId: OrderId; readonly pieces: Pieces }[]>()
  for (const order of orders)
    for (const { productId, pieces } of neededGoods(order)) {
      if (!order.cancelled) wanted.set(productId, (wanted.get(productId) ?? 0) + pieces)
      else called.set(productId, [...(called.get(productId) ?? []), { orderId: order.orderId, pieces }])
    }
  return productsInBags(fold, householdId).flatMap((productId) => {
    const { put, refused, bagIds } = packedOf(fold, householdId, productId)
    let excess = put - refused - (wanted.get(productId) ?? 0)
    const tasks: PackedTooMuch[] = []
    for (const cancelled of called.get(productId) ?? []) {
      const part = Math.min(excess, cancelled.pieces)
      if (part <= 0) continue
      excess -= part
      const { orderId } = cancelled
      tasks.push({ kind: 'packed-then-cancelled', orderId, productId, pieces: pieces(part), bagIds })
    }
    if (excess > 0)
      tasks.push({
        kind: 'packed-more-than-ordered',
        orderId: null,
        productId,
        pieces: pieces(excess),
        bagIds,
      })
    return tasks
  })
}

function productsInBags(fold: Fold, householdId: HouseholdId): ProductId[] {
  const products = new Set<ProductId>()
  for (const bagId of fold.members(`bags-of:${householdId}`))
    for (const { goods } of fold.state('bag', bagId)?.items ?? []) products.add(goods.productId)
  return [...products].sort()
}
