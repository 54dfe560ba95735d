import type { SeqRange } from '../../shared/contract/sync'
import type { SeqSpan } from '../../shared/domain/entry/seen'

/** What of 1 to `upTo` lies outside of `covered`, ascending. */
export function outside(covered: readonly SeqSpan[], upTo: number): SeqRange[] {
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

/** What of the ranges, that do not overlap, is not in `others`. */
export function minus(ranges: readonly SeqSpan[], others: readonly SeqSpan[]): SeqRange[] {
  if (others.length === 0) return ranges.map(([from, to]) => [from, to])
  const upTo = Math.max(0, ...ranges.map(([, to]) => to))
  return outside([...outside(ranges, upTo), ...others], upTo)
}

/** How many sequences lie in ranges that do not overlap. */
export function sizeOf(ranges: readonly SeqRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
}
