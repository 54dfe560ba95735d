import type { OrderId, ProductId } from '../../kernel/ids'
import { type Pieces, grams as toGrams } from '../../kernel/quantity'
import { type At, type Decide, type Decided, facts, refuse } from '../decide'
import type { Fact } from '../facts'
import { takeFrom } from '../stock/moveGoods'
import type { OrderTerms } from '../terms'
import { overToDecide } from './productStanding'
import { type Swap, swapChances, withSubstitute } from './substitute'

export interface DecideOverReceipt {
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly as: 'return' | 'surplus' | 'substitute'
  /** For a substitute: what it stands in for. */
  readonly forProductId: ProductId | null
  /** For a substitute: whose lines, each agreed with its household. Together `pieces`. */
  readonly swaps: readonly Swap[]
}

/** Over-receipt is never given away silently: back to the supplier, to surplus stock, or in place of another short. */
export const decideOverReceipt: Decide<DecideOverReceipt> = (at, args): Decided => {
  const { productId, pieces, as } = args
  if (!at.fold.state('product', productId)?.product) return refuse('product-unknown')
  if (pieces <= 0) return refuse('quantity-not-positive')
  if (pieces > overToDecide(at.fold, productId)) return refuse('more-than-there')
  const { forProductId } = args
  const decision: Fact = { kind: 'OverReceiptDecided', v: 1, productId, pieces, as, forProductId }
  switch (as) {
    case 'surplus':
      return facts(decision)
    case 'return':
      return returned(at, args, decision)
    case 'substitute':
      return substituted(at, args, decision)
  }
}

function returned({ fold }: At, { productId, pieces }: DecideOverReceipt, decision: Fact): Decided {
  const sale = fold.state('product', productId)?.product?.sale
  const grams = sale?.by === 'weight' ? toGrams(sale.nominalGrams * pieces) : null
  const parts = takeFrom(fold, 'floor', { productId, pieces, grams })
  if (typeof parts === 'string') return refuse(parts)
  const moved = parts.map(
    (goods): Fact => ({ kind: 'GoodsReturned', v: 1, goods, from: 'floor', reason: 'over' }),
  )
  return facts(decision, ...moved)
}

function substituted({ fold }: At, args: DecideOverReceipt, decision: Fact): Decided {
  const { productId, forProductId, swaps, pieces } = args
  const product = fold.state('product', productId)?.product
  if (!product || forProductId === null || swaps.length === 0) return refuse('nothing-changed')
  if (swaps.reduce((sum, swap) => sum + swap.pieces, 0) !== pieces) return refuse('shares-do-not-add-up')
  const missing = new Map(
    swapChances(fold, forProductId).map((one) => [`${one.orderId}|${one.line}`, one.pieces]),
  )
  const orders = new Map<OrderId, OrderTerms>()
  for (const swap of swaps) {
    const order = orders.get(swap.orderId) ?? fold.state('order', swap.orderId)?.order
    if (!order) return refuse('order-unknown')
    const most = missing.get(`${swap.orderId}|${swap.line}`) ?? 0
    if (swap.pieces <= 0 || swap.pieces > most) return refuse('more-than-needed')
    orders.set(swap.orderId, withSubstitute(order, swap, product))
  }
  const amended = [...orders.values()].map(
    (order): Fact => ({ kind: 'OrderAmended', v: 1, order, reason: 'substitute' }),
  )
  return facts(decision, ...amended)
}
