import type { LotId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import type { FactOf } from '../facts'
import type { Fold } from '../fold/fold'
import type { Goods } from '../terms'
import { stockAt } from './onHand'

interface Taken {
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly grams: Grams | null
}

/** Sets goods apart (damage seen while packing), or puts them back. */
export const setGoodsAside: Decide<Taken & { readonly to: 'hold' | 'floor'; readonly reason: string }> = (
  { fold },
  { to, reason, ...taken },
) => {
  const parts = takeFrom(fold, to === 'hold' ? 'floor' : 'hold', taken)
  if (typeof parts === 'string') return refuse(parts)
  return facts(
    ...parts.map((goods) => ({ kind: 'GoodsSetAside' as const, v: 1 as const, goods, to, reason })),
  )
}

/** 报损. */
export const writeOffGoods: Decide<
  Taken & { readonly from: 'floor' | 'hold'; readonly reason: FactOf<'GoodsWrittenOff'>['reason'] }
> = ({ fold }, { from, reason, ...taken }) => {
  const parts = takeFrom(fold, from, taken)
  if (typeof parts === 'string') return refuse(parts)
  return facts(
    ...parts.map((goods) => ({ kind: 'GoodsWrittenOff' as const, v: 1 as const, goods, from, reason })),
  )
}

/** Back to the supplier. */
export const returnGoods: Decide<Taken & { readonly from: 'floor' | 'hold'; readonly reason: string }> = (
  { fold },
  { from, reason, ...taken },
) => {
  const parts = takeFrom(fold, from, taken)
  if (typeof parts === 'string') return refuse(parts)
  return facts(
    ...parts.map((goods) => ({ kind: 'GoodsReturned' as const, v: 1 as const, goods, from, reason })),
  )
}

/** 溢余: goods on the floor that no book knows of. */
export const findGoods: Decide<Taken & { readonly lotId: LotId | null; readonly reason: string }> = (
  { fold },
  args,
) => {
  if (args.pieces < 0 || (args.grams ?? 0) < 0 || (args.pieces === 0 && !args.grams))
    return refuse('quantity-not-positive')
  const { productId } = args
  if (!fold.state('product', productId)?.product) return refuse('product-unknown')
  const known = fold.members(`lots-of:${productId}`).toSorted()[0] as LotId | undefined
  const lotId = args.lotId ?? known ?? (`found/${productId}/-` as LotId)
  const goods = { productId, lotId, pieces: args.pieces, grams: args.grams }
  return facts({ kind: 'GoodsFound', v: 1, goods, reason: args.reason })
}

/** Splits an amount over the lots of a place; refuses to take more than the books have there. */
export function takeFrom(
  fold: Fold,
  place: 'floor' | 'hold',
  { productId, ...taken }: Taken,
): Goods[] | 'quantity-not-positive' | 'more-than-there' | 'product-unknown' {
  if (!fold.state('product', productId)?.product) return 'product-unknown'
  if (taken.pieces < 0 || (taken.grams ?? 0) < 0 || (taken.pieces === 0 && !taken.grams))
    return 'quantity-not-positive'
  const all = stockAt(fold, place, productId)
  if (taken.pieces > all.pieces || (taken.grams ?? 0) > all.grams) return 'more-than-there'
  const parts: Goods[] = []
  let piecesLeft: number = taken.pieces
  let gramsLeft: number = taken.grams ?? 0
  for (const lotId of fold.members(`lots-of:${productId}`).toSorted()) {
    const there = stockAt(fold, place, productId, lotId as LotId)
    const takePieces = Math.min(piecesLeft, Math.max(0, there.pieces))
    const takeGrams = Math.min(gramsLeft, Math.max(0, there.grams))
    if (takePieces === 0 && takeGrams === 0) continue
    piecesLeft -= takePieces
    gramsLeft -= takeGrams
    const weight = taken.grams === null ? null : grams(takeGrams)
    parts.push({ productId, lotId: lotId as LotId, pieces: pieces(takePieces), grams: weight })
  }
  return parts
}
