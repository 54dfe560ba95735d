import type { Entry } from '../../shared/domain/entry/entry'
import { recordedFacts } from '../../shared/domain/fold/recorded'
import type { RoundId } from '../../shared/kernel/ids'
import type { Stamp } from '../../shared/kernel/stamp'

/** What the round menu needs of every round, also of those that left memory. */
export interface RoundLine {
  readonly roundId: RoundId
  readonly title: string
  readonly openedAt: Stamp
  readonly closedAt: Stamp | null
}

export type RoundIndex = { readonly [roundId: string]: RoundLine }

/** The index after one more entry, whatever order entries come in. */
export function indexEntry(index: RoundIndex, entry: Entry): RoundIndex {
  if (entry.roundId === null) return index
  let next = index
  for (const { fact, stamp } of recordedFacts(entry)) {
    if (fact.kind !== 'RoundOpened' && fact.kind !== 'RoundClosed') continue
    const known = next[fact.roundId] ?? { roundId: fact.roundId, title: '', openedAt: stamp, closedAt: null }
    const line =
      fact.kind === 'RoundOpened'
        ? { ...known, title: fact.title, openedAt: stamp }
        : { ...known, closedAt: stamp }
    next = { ...next, [fact.roundId]: line }
  }
  return next
}
