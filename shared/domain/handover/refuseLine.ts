import type { BagId, LotId, ProductId, VisitId } from '../../kernel/ids'
import { grams, type Pieces, pieces } from '../../kernel/quantity'
import { type BagState, contentOf } from '../bag/bagState'
import { leftOfItems } from '../bag/leftOfItems'
import { type Decide, facts, refuse } from '../decide'
import type { RefusalReason } from '../facts'
import type { Goods } from '../terms'

export interface RefuseLine {
  readonly bagId: BagId
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly visitId: VisitId
  readonly reason: RefusalReason
}

/** 拒收: pieces the household does not take; they are held apart lot by lot, and the money is owed back. */
export const refuseLine: Decide<RefuseLine> = ({ fold }, args) => {
  const { bagId, productId, visitId, reason } = args
  const bag = fold.state('bag', bagId)
  if (!bag?.bag) return refuse('bag-unknown')
  if (args.pieces <= 0) return refuse('quantity-not-positive')
  if (contentOf(bag, productId).pieces < args.pieces) return refuse('not-in-bag')
  const parts = lastPutFirst(bag, productId, args.pieces)
  return facts(
    ...parts.map((goods) => ({ kind: 'LineRefused' as const, v: 1 as const, bagId, visitId, goods, reason })),
  )
}

/** Splits refused pieces over the lots they were packed from, each with its own weight. */
function lastPutFirst(bag: BagState, productId: ProductId, count: number): Goods[] {
  const byLot = new Map<LotId, Goods>()
  let rest = count
  for (const { item, left } of leftOfItems(bag, productId).toReversed()) {
    const some = Math.min(rest, left.pieces)
    if (some <= 0) continue
    rest -= some
    const { lotId, grams: weighed } = item.goods
    const before = byLot.get(lotId)
    const weight = Math.round((left.grams * some) / left.pieces)
    byLot.set(lotId, {
      productId,
      lotId,
      pieces: pieces((before?.pieces ?? 0) + some),
      grams: weighed === null ? null : grams((before?.grams ?? 0) + weight),
    })
  }
  return [...byLot.values()]
}
