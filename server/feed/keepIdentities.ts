import { type IdentityOnWire, type IdentityRow, identityRow } from '../../shared/contract/sync'
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
    const there = now.get(identity.householdId)
    // A version older than the desk knew, or none, is one the centre lost when it was restored from a backup.
    if (!there || there.version <= (assumed ?? 0)) {
      now.set(identity.householdId, identity)
      kept.set(identity.householdId, identity)
    } else if (!isSame(there, identity)) conflicts.set(identity.householdId, there)
  }
  return { kept: [...kept.values()], conflicts: [...conflicts.values()] }
}

/** The same edit again, after a lost reply or by two desks that imported the same sheet, is no conflict. */
function isSame(a: IdentityOnWire, b: IdentityOnWire): boolean {
  if (a.version !== b.version) return false
  if (a.erased || b.erased) return a.erased === b.erased
  return a.name === b.name && a.phone === b.phone && a.address === b.address && a.note === b.note
}

/** Leaves of a household its id and version, so that every desk hears that the rest is gone. */
export function eraseIdentity(books: FeedBooks, siteId: string, householdId: string): Promise<number> {
  return books.inFeed(siteId, async (book) => {
    const { identities: last } = await book.lock()
    const [there] = await book.identitiesOf([householdId])
    if (!there || there.erased) return last
    await book.putIdentities([{ erased: true, householdId, version: there.version + 1 }], last)
    return last + 1
  })
}
