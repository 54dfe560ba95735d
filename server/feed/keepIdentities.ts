import { type IdentityOnWire, type IdentityRow, identityRow } from '../../shared/contract/people'
import type { FeedBooks } from './feedBook'

export interface IdentitiesKept {
  /** The last change after this. */
  readonly head: number
  readonly kept: number
  /** What the centre has where the desk had assumed something else. */
  readonly conflicts: readonly IdentityOnWire[]
  /** Indexes of rows that could not be read. */
  readonly refused: readonly number[]
}

/** Keeps each edit that was made on what the centre has; where it has something later, that wins. */
export async function keepIdentities(
  books: FeedBooks,
  siteId: string,
  rows: readonly unknown[],
): Promise<IdentitiesKept> {
  const edits: IdentityRow[] = []
  const refused: number[] = []
  rows.forEach((value, index) => {
    const read = identityRow.safeParse(value)
    if (read.success && read.data.identity.version === (read.data.assumed ?? 0) + 1) edits.push(read.data)
    else refused.push(index)
  })
  return books.inFeed(siteId, async (book) => {
    if (edits.length === 0) return { head: (await book.heads()).identities, kept: 0, conflicts: [], refused }
    const { identities: last } = await book.lock()
    const held = await book.identitiesOf(edits.map(({ identity }) => identity.householdId))
    const { kept, conflicts } = settle(edits, new Map(held.map((one) => [one.householdId, one])))
    await book.putIdentities(kept, last)
    return { head: last + kept.length, kept: kept.length, conflicts, refused }
  })
}

function settle(
  edits: readonly IdentityRow[],
  held: ReadonlyMap<string, IdentityOnWire>,
): { kept: IdentityOnWire[]; conflicts: IdentityOnWire[] } {
  const now = new Map(held)
  const kept = new Map<string, IdentityOnWire>()
  const conflicts = new Map<string, IdentityOnWire>()
  for (const { assumed, identity } of edits) {
    const { householdId } = identity
    const there = now.get(householdId)
    const next = settled(there, afterItsErasure(identity), assumed ?? 0)
    if (next !== there) {
      now.set(householdId, next)
      kept.set(householdId, next)
    }
    if (isSame(next, identity)) conflicts.delete(householdId)
    else conflicts.set(householdId, next)
  }
  return { kept: [...kept.values()], conflicts: [...conflicts.values()] }
}

/** What the centre has after the edit: what it had, or the edit. An erasure wins over all that did not know of it. */
function settled(
  there: IdentityOnWire | undefined,
  identity: IdentityOnWire,
  assumed: number,
): IdentityOnWire {
  if (!there) return identity
  const [knows, has] = [erasureOf(identity), erasureOf(there)]
  if (knows > has) return { ...identity, version: Math.max(identity.version, there.version + 1) }
  if (knows < has || identity.erased) return there
  // A version older than the desk knew is one the centre lost when it was restored from a backup.
  return there.version <= assumed ? identity : there
}

/**
 * The centre lost the erasure when it was restored, so the desk began to count anew. Under a version that is not later
 * than it, the next erasure would not be either, and this would come back in its place.
 */
function afterItsErasure(one: IdentityOnWire): IdentityOnWire {
  return one.erased ? one : { ...one, version: Math.max(one.version, erasureOf(one) + 1) }
}

/** The last erasure this says of or knows of; 0 for none. */
function erasureOf(one: IdentityOnWire): number {
  return one.erased ? one.version : (one.afterErasure ?? 0)
}

/** The same edit again, after a lost reply or by two desks that imported the same sheet, is no conflict. */
function isSame(a: IdentityOnWire, b: IdentityOnWire): boolean {
  if (a.version !== b.version || erasureOf(a) !== erasureOf(b)) return false
  if (a.erased || b.erased) return a.erased === b.erased
  return a.name === b.name && a.phone === b.phone && a.address === b.address && a.note === b.note
}

/**
 * Leaves of a household its id and a version, so that every desk hears that the rest is gone; also of one that the
 * centre has not got: a desk may have it and not have sent it.
 */
export function eraseIdentities(
  books: FeedBooks,
  siteId: string,
  householdIds: readonly string[],
): Promise<{ readonly head: number; readonly erased: number }> {
  return books.inFeed(siteId, async (book) => {
    const { identities: last } = await book.lock()
    const held = new Map((await book.identitiesOf(householdIds)).map((one) => [one.householdId, one]))
    const gone = householdIds.flatMap((householdId): IdentityOnWire[] => {
      const there = held.get(householdId)
      return there?.erased ? [] : [{ erased: true, householdId, version: (there?.version ?? 0) + 1 }]
    })
    await book.putIdentities(gone, last)
    return { head: last + gone.length, erased: gone.length }
  })
}
