import type { Fold } from '../../../shared/domain/fold/fold'
import type { Amount } from '../../../shared/domain/stock/amount'
import { stockAt } from '../../../shared/domain/stock/onHand'
import type { ProductTerms } from '../../../shared/domain/terms'
import type { ProductId } from '../../../shared/kernel/ids'

export interface HeldRow {
  readonly product: ProductTerms
  readonly amount: Amount
}

/** Goods held apart: damaged, wrong, short-dated, refused. */
export function heldGoods(fold: Fold): readonly HeldRow[] {
  return fold.members('products').flatMap((id) => {
    const product = fold.state('product', id)?.product
    const amount = stockAt(fold, 'hold', id as ProductId)
    return product && (amount.pieces > 0 || amount.grams > 0) ? [{ product, amount }] : []
  })
}
