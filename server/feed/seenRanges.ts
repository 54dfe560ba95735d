import type { SeqRange } from '../../shared/contract/sync'

export interface SeenRanges {
  readonly upTo: number
  readonly beyond: SeqRange[]
  readonly missing: SeqRange[]
}

/** What is there of a device's sequence, out of runs of it that may overlap and come in any order. */
export function seenRanges(runs: readonly SeqRange[]): SeenRanges {
  const merged: SeqRange[] = []
  for (const [from, to] of [...runs].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) merged[merged.length - 1] = [last[0], Math.max(last[1], to)]
    else merged.push([from, to])
  }
  const upTo = merged[0]?.[0] === 1 ? merged[0][1] : 0
  const beyond = upTo > 0 ? merged.slice(1) : merged
  let expected = upTo + 1
  const missing = beyond.map(([from, to]): SeqRange => {
    const gap: SeqRange = [expected, from - 1]
    expected = to + 1
    return gap
  })
  return { upTo, beyond, missing }
}
