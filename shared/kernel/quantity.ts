import type { Brand } from './brand'

/** Whole pieces (件); for goods sold by weight, whole portions (份). */
export type Pieces = Brand<number, 'Pieces'>
/** Whole grams. */
export type Grams = Brand<number, 'Grams'>

/** @throws RangeError when `n` is not a safe integer. */
export function pieces(n: number): Pieces {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not whole pieces: ${n}`)
  return (n === 0 ? 0 : n) as Pieces
}

/** @throws RangeError when `n` is not a safe integer. */
export function grams(n: number): Grams {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not whole grams: ${n}`)
  return (n === 0 ? 0 : n) as Grams
}

export const noPieces = pieces(0)
export const noGrams = grams(0)
