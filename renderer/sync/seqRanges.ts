import type { SeqRange } from '../../shared/contract/sync'

/** What of 1 to `upTo` lies outside of `covered`, ascending. */
export function outside(covered: readonly SeqRange[], upTo: number): SeqRange[] {
  const left: SeqRange[] = []
  let expected = 1
  for (const [from, to] of [...covered].sort(([a], [b]) => a - b)) {
    if (from > upTo) break
    if (from > expected) left.push([expected, from - 1])
    expected = Math.max(expected, to + 1)
  }
  if (expected <= upTo) left.push([expected, upTo])
  return left
}

/** The ranges without the sequences named, ascending and joined. */
export function without(ranges: readonly SeqRange[], seqs: Iterable<number>): SeqRange[] {
  const upTo = Math.max(0, ...ranges.map(([, to]) => to))
  const gaps = outside(ranges, upTo)
  return outside([...gaps, ...[...seqs].map((seq): SeqRange => [seq, seq])], upTo)
}

/** How many sequences lie in ranges that do not overlap. */
export function sizeOf(ranges: readonly SeqRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
}
