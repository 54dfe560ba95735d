import { addDays, type BusinessDay } from '../../kernel/businessDay'
import type { DeviceId } from '../../kernel/ids'
import type { Fold } from '../fold/fold'

/**
 * The business day whose drawer takes the money that moves now: today's, or, once it was closed at this desk, the
 * next one that is open. What was counted and signed stays as it was, and what came after it is in the next count.
 */
export function drawerDay(
  site: Fold,
  { today, deviceId }: { readonly today: BusinessDay; readonly deviceId: DeviceId },
): BusinessDay {
  let day = today
  while (isDrawerClosed(site, day, deviceId)) day = addDays(day, 1)
  return day
}

/** @param desk the device whose drawer it is */
export function isDrawerClosed(site: Fold, day: BusinessDay, desk: string): boolean {
  return (site.state('day', day)?.drawers[desk]?.closed ?? null) !== null
}
