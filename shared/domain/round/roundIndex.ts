import type { RoundId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import type { Entry } from '../entry/entry'
import type { Fold } from '../fold/fold'

/** What the round menu needs of every round, also of those that left memory. */
export interface RoundLine {
  readonly roundId: RoundId
  readonly title: string
  readonly openedAt: Stamp
  readonly closedAt: Stamp | null
}

export type RoundIndex = { readonly [roundId: string]: RoundLine }

/** What opens, closes or takes back the like. */
const telling: readonly string[] = ['RoundOpened', 'RoundClosed', 'FactVoided']

/**
 * The index after one more entry, whatever order entries come in.
 * @param fold the entry's round, with the entry folded in
 */
export function indexEntry(index: RoundIndex, entry: Entry, fold: Fold): RoundIndex {
  const { roundId } = entry
  if (roundId === null || !entry.facts.some(({ kind }) => telling.includes(kind))) return index
  const known = fold.history('round', roundId)
  const opened = known.findLast(({ fact }) => fact.kind === 'RoundOpened')
  const closedAt = fold.state('round', roundId)?.closedAt ?? null
  const first = opened ?? known[0]
  if (!first) {
    const { [roundId]: _undone, ...others } = index
    return others
  }
  const title = opened?.fact.kind === 'RoundOpened' ? opened.fact.title : ''
  return { ...index, [roundId]: { roundId, title, openedAt: first.stamp, closedAt } }
}
