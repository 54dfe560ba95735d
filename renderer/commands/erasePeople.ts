import type { HouseholdId } from '../../shared/kernel/ids'
import type { LivePoint } from '../point/livePoint'
import type { IdentityStore } from '../storage/identityStore'

/** Nothing of them is left on this desk: not on the disk, on no screen, in no search. */
export async function erasePeople(
  point: LivePoint,
  identities: Pick<IdentityStore, 'erase'>,
  householdIds: readonly HouseholdId[],
): Promise<void> {
  await identities.erase(householdIds)
  point.people.forget(householdIds)
  point.changed()
}
