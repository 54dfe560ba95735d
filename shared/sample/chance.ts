/** Chance that comes out the same for the same seed, on every machine. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** Whole, both ends included. */
  int(from: number, to: number): number
  /** True in `part` of all cases. */
  happens(part: number): boolean
  /** @throws RangeError on an empty list */
  pick<T>(list: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
}

/** mulberry32: small, fast, good enough to make a sample with and for nothing else. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => {
    const at = int(0, list.length - 1)
    const [one] = list.slice(at, at + 1)
    if (one === undefined) throw new RangeError('nothing to pick from')
    return one
  }
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => ({ one, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ one }) => one)
  return { next, int, happens: (part) => next() < part, pick, shuffled }
}
