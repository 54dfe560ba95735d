import { type Identity, sameWords } from '../../domain/identity'
import type { HouseholdId } from '../../kernel/ids'
import type { OrderPreview } from './importProposal'

/**
 * The people an import makes known: new households, and what it adds to known ones. What somebody corrected here
 * stands until the source itself says something else than the last time.
 */
export function peopleToKeep(
  orders: readonly OrderPreview[],
  known: (householdId: HouseholdId) => Identity | undefined,
): readonly Identity[] {
  const next = new Map<HouseholdId, Identity>()
  for (const { identity, what } of orders) {
    if (identity === null) continue
    const { householdId } = identity
    const there = next.get(householdId) ?? known(householdId)
    if (there === undefined) {
      next.set(householdId, identity)
      continue
    }
    const changed: Identity = {
      ...there,
      name: what.includes('name') ? identity.name : there.name,
      phone:
        what.includes('phone') && identity.phone !== null ? identity.phone : (there.phone ?? identity.phone),
      address:
        what.includes('address') && identity.address !== null
          ? identity.address
          : (there.address ?? identity.address),
      note: what.includes('note') && identity.note !== null ? identity.note : (there.note ?? identity.note),
    }
    if (sameWords(changed, there)) continue
    const base = known(householdId)?.version ?? 0
    next.set(householdId, { ...changed, version: base + 1 })
  }
  return [...next.values()]
}
