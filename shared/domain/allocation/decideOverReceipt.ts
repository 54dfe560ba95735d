import type { ProductId } from '../../kernel/ids'
import { type Pieces, grams as toGrams } from '../../kernel/quantity'
import { type Decide, type Decided, facts, refuse } from '../decide'
import type { Fact } from '../facts'
import { takeFrom } from '../stock/moveGoods'
import type { OrderTerms } from '../terms'
import { allocationOf } from './allocationOf'

export interface DecideOverReceipt {
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly as: 'return' | 'surplus' | 'substitute'
  readonly forProductId: ProductId | null
  /** For a substitute: the orders as they will stand, each agreed with its household. */
  readonly amended: readonly OrderTerms[]
}

/** Over-receipt is never given away silently: back to the supplier, to surplus stock, or in place of another short. */
export const decideOverReceipt: Decide<DecideOverReceipt> = ({ fold }, args): Decided => {
  const { productId, pieces, as, forProductId, amended } = args
  if (pieces <= 0) return refuse('quantity-not-positive')
  const { floor, outstanding } = allocationOf(fold, productId)
  if (pieces > floor - outstanding) return refuse('more-than-there')
  const decision: Fact = { kind: 'OverReceiptDecided', v: 1, productId, pieces, as, forProductId }
  if (as === 'return') {
    const sale = fold.state('product', productId)?.product?.sale
    const grams = sale?.by === 'weight' ? toGrams(sale.nominalGrams * pieces) : null
    const parts = takeFrom(fold, 'floor', { productId, pieces, grams })
    if (typeof parts === 'string') return refuse(parts)
    const returned = parts.map(
      (goods): Fact => ({ kind: 'GoodsReturned', v: 1, goods, from: 'floor', reason: 'over' }),
    )
    return facts(decision, ...returned)
  }
  if (as === 'surplus') return facts(decision)
  if (forProductId === null || amended.length === 0) return refuse('nothing-changed')
  const substituted = amended.map(
    (order): Fact => ({ kind: 'OrderAmended', v: 1, order, reason: 'substitute' }),
  )
  return facts(decision, ...substituted)
}
