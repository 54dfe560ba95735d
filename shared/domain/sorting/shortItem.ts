import type { HouseholdId, ProductId } from '../../kernel/ids'
import type { Pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import type { FactOf } from '../facts'
import { needOf } from './needs'

export interface ShortItem {
  readonly productId: ProductId
  readonly householdId: HouseholdId
  readonly pieces: Pieces
  readonly reason: FactOf<'ItemShorted'>['reason']
}

/** 缺: the household goes without these pieces; it becomes a discrepancy and a refund. */
export const shortItem: Decide<ShortItem> = ({ fold }, { productId, householdId, pieces, reason }) => {
  if (!fold.state('product', productId)?.product) return refuse('product-unknown')
  if (pieces <= 0) return refuse('quantity-not-positive')
  if (pieces > needOf(fold, productId, householdId).left) return refuse('more-than-needed')
  return facts({ kind: 'ItemShorted', v: 1, productId, householdId, pieces, reason })
}
