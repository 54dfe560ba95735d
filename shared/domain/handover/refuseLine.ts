import type { BagId, LotId, ProductId, VisitId } from '../../kernel/ids'
import { grams, type Pieces, pieces } from '../../kernel/quantity'
import { type BagState, contentOf } from '../bag/bagState'
import { type Decide, facts, refuse } from '../decide'
import type { RefusalReason } from '../facts'
import { type Amount, addAmount, noAmount } from '../stock/amount'
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

/** Splits refused pieces over the lots they were packed from, with each lot's own weight. */
function lastPutFirst(bag: BagState, productId: ProductId, count: number): Goods[] {
  const byWeight = bag.items.some(({ goods }) => goods.productId === productId && goods.grams !== null)
  const parts: Goods[] = []
  let left = count
  for (const [lotId, there] of [...leftOfLots(bag, productId)].reverse()) {
    const some = Math.min(left, Math.max(0, there.pieces))
    if (some === 0) continue
    left -= some
    const weight = byWeight ? grams(Math.round((there.grams * some) / there.pieces)) : null
    parts.push({ productId, lotId, pieces: pieces(some), grams: weight })
  }
  return parts
}

/** What the bag has of each lot, refused pieces taken off; the lot that was put last comes last. */
function leftOfLots(bag: BagState, productId: ProductId): ReadonlyMap<LotId, Amount> {
  const lots = new Map<LotId, Amount>()
  for (const { goods } of bag.items) {
    if (goods.productId !== productId) continue
    const before = lots.get(goods.lotId) ?? noAmount
    lots.delete(goods.lotId)
    lots.set(goods.lotId, addAmount(before, goods))
  }
  for (const { goods } of bag.refused) {
    const before = goods.productId === productId ? lots.get(goods.lotId) : undefined
    if (before === undefined) continue
    const gone = { pieces: -goods.pieces, grams: goods.grams === null ? null : -goods.grams }
    lots.set(goods.lotId, addAmount(before, gone))
  }
  return lots
}
