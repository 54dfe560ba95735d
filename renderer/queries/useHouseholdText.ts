import { maskAddress, maskName } from '../../shared/domain/identity'
import type { HouseholdId } from '../../shared/kernel/ids'
import type { LivePoint } from '../point/livePoint'
import { usePoint } from '../point/pointContext'

/** Who a household is, as little as is needed to tell it apart: masked name, masked address. */
export function householdText(point: LivePoint, householdId: HouseholdId): string {
  const identity = point.people.get(householdId)
  if (!identity) return ''
  const name = maskName(identity.name)
  return identity.address ? `${name} · ${maskAddress(identity.address)}` : name
}

export function useHouseholdText(): (householdId: HouseholdId) => string {
  const point = usePoint()
  return (householdId) => householdText(point, householdId)
}
