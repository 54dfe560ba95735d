import type { Entry } from '../../shared/domain/entry/entry'
import { type Recorded, recordedFacts } from '../../shared/domain/fold/recorded'
import type { RoundId } from '../../shared/kernel/ids'

/** The facts of one scope that nobody undid, found the plain way. */
export function countingFacts(entries: readonly Entry[], roundId: RoundId | null): readonly Recorded[] {
  const all = entries.filter((entry) => entry.roundId === roundId).flatMap((entry) => recordedFacts(entry))
  const undone = new Set(all.flatMap(({ fact }) => (fact.kind === 'FactVoided' ? fact.factIds : [])))
  return all.filter(({ fact, factId }) => fact.kind !== 'FactVoided' && !undone.has(factId))
}
