import { type Grams, grams, noGrams, noPieces, type Pieces, pieces } from '../../kernel/quantity'
import type { Goods, Place } from '../terms'

/** Pieces and, for goods sold by weight, grams. Never added across products. */
export interface Amount {
  readonly pieces: Pieces
  readonly grams: Grams
}

export const noAmount: Amount = { pieces: noPieces, grams: noGrams }

export function addAmount(a: Amount, b: { readonly pieces: number; readonly grams: number | null }): Amount {
  return { pieces: pieces(a.pieces + b.pieces), grams: grams(a.grams + (b.grams ?? 0)) }
}

export type MoveEnd = Place | 'received' | 'found'

/** What one movement of goods adds to the stock tallies: out of `from`, into `to`. */
export function moveTallies(goods: Goods, from: MoveEnd, to: MoveEnd): [string, number][] {
  const tallies: [string, number][] = []
  // Goods come in from 'received' and 'found': those two count what came, not what is left.
  const fromSign = from === 'received' || from === 'found' ? 1 : -1
  for (const scope of [goods.productId, `${goods.productId}|${goods.lotId}`]) {
    tallies.push([stockKey(scope, from, 'pieces'), fromSign * goods.pieces])
    tallies.push([stockKey(scope, to, 'pieces'), goods.pieces])
    if (goods.grams === null) continue
    tallies.push([stockKey(scope, from, 'grams'), fromSign * goods.grams])
    tallies.push([stockKey(scope, to, 'grams'), goods.grams])
  }
  return tallies
}

/** @param scope a product id, or `<productId>|<lotId>` */
export function stockKey(scope: string, place: MoveEnd, unit: 'pieces' | 'grams'): string {
  return `stock:${place}:${unit}:${scope}`
}
