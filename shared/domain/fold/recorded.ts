import { type EntryId, type FactId, factIdOf, type OperatorId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import type { Entry } from '../entry/entry'
import { isKnownFact } from '../factCodec'
import type { Fact } from '../facts'

/** A fact with who, when and which: all the fold may look at. */
export interface Recorded<F extends Fact = Fact> {
  readonly factId: FactId
  readonly entryId: EntryId
  readonly index: number
  readonly stamp: Stamp
  readonly operatorId: OperatorId
  readonly fact: F
}

/** The facts of an entry that this version knows; the others stay in the entry, untouched. */
export function recordedFacts(entry: Entry): Recorded[] {
  const known: Recorded[] = []
  entry.facts.forEach((fact, index) => {
    if (!isKnownFact(fact)) return
    const factId = factIdOf(entry.id, index)
    const { id: entryId, stamp, operatorId } = entry
    known.push({ factId, entryId, index, stamp, operatorId, fact })
  })
  return known
}

/**
 * Stamp order; facts of one entry in the order they were written. A desk restored from a disk image may have
 * given one reading twice: then the entry decides, so that every desk folds them alike.
 */
export function compareRecorded(a: Recorded, b: Recorded): number {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? -1 : 1
  if (a.entryId !== b.entryId) return a.entryId < b.entryId ? -1 : 1
  return a.index - b.index
}
