import { countOf, seenOf } from '../../shared/domain/entry/seen'
import type { DeviceId, SiteId } from '../../shared/kernel/ids'
import type { DeskSite, Workplace } from '../commands/workplace'

/**
 * Entries on the disk of devices this one goes on for and that the centre may not have. Of a site that was taken away
 * nobody says what the centre has: there all of them count, and wait.
 */
export function formerEntries(workplace: Workplace, at: (site: DeskSite) => boolean = () => true): number {
  const { formerDevices = [] } = workplace.desk.point.settings
  let count = 0
  for (const deviceId of formerDevices)
    for (const site of workplace.view.sites)
      if (at(site) && mayBeLeft(workplace, deviceId, site.siteId))
        count += countAt(workplace, deviceId, site.siteId)
  return count
}

/** The centre has whatever there is of these devices in these feeds; what is of other sites is still to be brought. */
export async function formerBrought(
  workplace: Workplace,
  deviceIds: readonly string[],
  feeds: readonly string[],
): Promise<void> {
  const { point } = workplace.desk
  const { formerDevices = [], formerSites = {} } = point.settings
  const elsewhere = workplace.view.sites.map(({ siteId }) => siteId).filter((id) => !feeds.includes(id))
  const sites = new Map(Object.entries(formerSites))
  for (const deviceId of formerDevices.filter((one) => deviceIds.includes(one)))
    sites.set(
      deviceId,
      elsewhere.filter((id) => mayBeLeft(workplace, deviceId, id) && countAt(workplace, deviceId, id) > 0),
    )
  const left = formerDevices.filter((one) => sites.get(one)?.length !== 0)
  const change = {
    formerDevices: left,
    formerSites: Object.fromEntries([...sites].filter(([, { length }]) => length > 0)),
  }
  const before = { formerDevices, formerSites }
  if (JSON.stringify(change) !== JSON.stringify(before)) await point.changeSettings(change)
}

function mayBeLeft({ desk }: Workplace, deviceId: DeviceId, siteId: SiteId): boolean {
  return desk.point.settings.formerSites?.[deviceId]?.includes(siteId) ?? true
}

function countAt({ deskAt }: Workplace, deviceId: DeviceId, siteId: SiteId): number {
  const seen = deskAt(siteId)?.point.seen
  return seen ? countOf(seenOf(seen, deviceId)) : 0
}
