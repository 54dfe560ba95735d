import type { Brand } from './brand'

/** Whole fen (分): 100 fen are one yuan. May be negative where money flows back. */
export type Fen = Brand<number, 'Fen'>

/** @throws RangeError when `n` is not a safe integer. */
export function fen(n: number): Fen {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not whole fen: ${n}`)
  return (n === 0 ? 0 : n) as Fen
}

export const noFen = fen(0)

export function addFen(...parts: readonly Fen[]): Fen {
  return fen(parts.reduce<number>((sum, part) => sum + part, 0))
}

/** Hands out every fen: the shares always add up to `total`; the first ones carry the spare fen. */
export function splitFen(total: Fen, parts: number): Fen[] {
  const base = Math.floor(total / parts)
  const spare = total - base * parts
  return Array.from({ length: parts }, (_, i) => fen(base + (i < spare ? 1 : 0)))
}

/**
 * What the first `some` of `all` equal parts of `total` cost.
 * Growing `some` by one step at a time hands out every fen exactly once.
 */
export function partOfFen(total: Fen, some: number, all: number): Fen {
  if (all === 0) return noFen
  const base = Math.floor(total / all)
  const spare = total - base * all
  return fen(base * some + Math.min(some, spare))
}

/** Price of a weight, to the nearest fen, half away from zero. @param fenPerKg fen per 1,000 g */
export function fenOfWeight(fenPerKg: Fen, grams: number): Fen {
  return fen(Math.round((fenPerKg * grams) / 1000))
}
