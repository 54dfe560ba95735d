import type { HouseholdId } from '../../shared/kernel/ids'
import { erasePeopleInImports } from '../point/importDrafts'
import type { LivePoint } from '../point/livePoint'
import type { IdentityStore } from '../storage/identityStore'

/**
 * Nothing of them is left on this desk: not on the disk, in no kept list or unfinished import, on no screen, in no
 * search. What of them stands in a list can be found only as long as they are known: they themselves go last.
 */
export async function erasePeople(
  point: LivePoint,
  identities: Pick<IdentityStore, 'erase'>,
  householdIds: readonly HouseholdId[],
): Promise<void> {
  const known = householdIds.flatMap((householdId) => point.people.get(householdId) ?? [])
  await erasePeopleInImports(point.local, roundsOf(point), householdIds, known)
  await identities.erase(householdIds)
  forget(point, householdIds)
}

/**
 * The desk has no more to do with them, and what is unfinished may be finished yet: an import with half of its rows
 * would be taken for the whole of it.
 */
export async function letGoOfPeople(
  point: LivePoint,
  identities: Pick<IdentityStore, 'letGo'>,
  householdIds: readonly HouseholdId[],
): Promise<void> {
  await erasePeopleInImports(point.local, roundsOf(point), householdIds, [])
  await identities.letGo(householdIds)
  forget(point, householdIds)
}

const roundsOf = (point: LivePoint) => point.rounds().map(({ roundId }) => roundId)

function forget(point: LivePoint, householdIds: readonly HouseholdId[]): void {
  point.people.forget(householdIds)
  point.changed()
}
