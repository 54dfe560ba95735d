import type { BagId, ProductId, VisitId } from '../../kernel/ids'
import { grams, type Pieces } from '../../kernel/quantity'
import { contentOf } from '../bag/bagState'
import { type Decide, facts, refuse } from '../decide'
import type { RefusalReason } from '../facts'

export interface RefuseLine {
  readonly bagId: BagId
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly visitId: VisitId
  readonly reason: RefusalReason
}

/** 拒收: pieces the household does not take; they are held apart, and the money is owed back. */
export const refuseLine: Decide<RefuseLine> = ({ fold }, { bagId, productId, pieces, visitId, reason }) => {
  const bag = fold.state('bag', bagId)
  if (!bag?.bag) return refuse('bag-unknown')
  if (pieces <= 0) return refuse('quantity-not-positive')
  const content = contentOf(bag, productId)
  if (content.pieces < pieces) return refuse('not-in-bag')
  const item = bag.items.find(({ goods }) => goods.productId === productId)
  if (!item) return refuse('not-in-bag')
  const byWeight = item.goods.grams !== null
  const weight = byWeight ? grams(Math.round((content.grams * pieces) / content.pieces)) : null
  const goods = { productId, lotId: item.goods.lotId, pieces, grams: weight }
  return facts({ kind: 'LineRefused', v: 1, bagId, visitId, goods, reason })
}
