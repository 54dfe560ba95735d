import { nothingSeen } from '../../shared/domain/entry/seen'
import type { DeviceId, OperatorId, SiteId } from '../../shared/kernel/ids'
import type { DeskStores } from '../storage/openedStores'

/** What the log says of a desk whose own settings are gone. */
export interface KnownFromLog {
  readonly siteId: SiteId
  /** Null where several desks wrote the log and nothing says which of them this one was: then it is a new one. */
  readonly deviceId: DeviceId | null
  readonly operatorId: OperatorId
  /** Sites besides that one whose entries are in the log: those of a warehouse desk. */
  readonly others: readonly SiteId[]
  /** Somebody's orders are in it: their ids were made with a secret. */
  readonly hasHouseholds: boolean
}

/**
 * The settings lie in another database than the log and can be lost without it. Who this desk is and where it stands
 * is then read from its entries; undefined for a first start, where there are none.
 */
export async function settingsFromLog({
  entries,
  wroteHere = [],
}: Pick<DeskStores, 'entries' | 'wroteHere'>): Promise<KnownFromLog | undefined> {
  if ((await entries.count()) === 0) return undefined
  const all = await entries.after(nothingSeen)
  const desks = new Set(all.map(({ deviceId }) => deviceId))
  const own = desks.size === 1 ? [...desks] : wroteHere.filter((deviceId) => desks.has(deviceId))
  const [deviceId] = own.length === 1 ? own : []
  const last = all.findLast((entry) => deviceId === undefined || entry.deviceId === deviceId)
  const hasHouseholds = all.some(({ facts }) => facts.some(({ kind }) => kind === 'OrderPlaced'))
  const { siteId, operatorId } = last ?? {}
  if (siteId === undefined || operatorId === undefined) return undefined
  const others = [...new Set(all.map((entry) => entry.siteId))].filter((other) => other !== siteId)
  return { siteId, deviceId: deviceId ?? null, operatorId, others, hasHouseholds }
}
