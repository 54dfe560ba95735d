import type { ProductId } from '../../kernel/ids'
import { grams, pieces } from '../../kernel/quantity'
import type { Amount } from '../stock/amount'
import type { BagItem, BagState } from './bagState'

/** One put, and what of it is left after what the household refused. */
export interface LeftItem {
  readonly item: BagItem
  readonly refused: Amount
  readonly left: Amount
}

type Contents = Pick<BagState, 'items' | 'refused'>

/** The puts of one product, oldest first. Refused pieces come off the lot they were booked against, last put first. */
export function leftOfItems({ items, refused }: Contents, productId: ProductId): readonly LeftItem[] {
  const off = items
    .filter(({ goods }) => goods.productId === productId)
    .map((item) => ({ item, pieces: 0, grams: 0 }))
  for (const { goods } of refused) {
    if (goods.productId !== productId) continue
    let [piecesOff, gramsOff]: [number, number] = [goods.pieces, goods.grams ?? 0]
    for (const one of off.toReversed()) {
      if (one.item.goods.lotId !== goods.lotId || piecesOff === 0) continue
      const some = Math.min(piecesOff, one.item.goods.pieces - one.pieces)
      const weight = Math.round((gramsOff * some) / piecesOff)
      one.pieces += some
      one.grams += weight
      piecesOff -= some
      gramsOff -= weight
    }
  }
  return off.map(({ item, ...gone }) => ({
    item,
    refused: { pieces: pieces(gone.pieces), grams: grams(gone.grams) },
    left: {
      pieces: pieces(item.goods.pieces - gone.pieces),
      grams: grams((item.goods.grams ?? 0) - gone.grams),
    },
  }))
}

/** Portions in the bag that have only the weight they were sold as; refused ones need no weight any more. */
export function nominalPieces(contents: Contents, productId?: ProductId): number {
  const nominal = contents.items.filter(({ weight }) => weight === 'nominal')
  const products = new Set(nominal.map(({ goods }) => goods.productId))
  return [...products]
    .filter((id) => productId === undefined || id === productId)
    .flatMap((id) => leftOfItems(contents, id))
    .reduce((sum, { item, left }) => sum + (item.weight === 'nominal' ? left.pieces : 0), 0)
}
