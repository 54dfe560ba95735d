import type { Json } from '../../shared/kernel/canonicalJson'
import type { DeskSettings } from '../point/deskSettings'
import type { GoingOn, KnownOfDamaged } from '../storage/setAside'
import { asCarriedBookmark } from '../sync/peopleBook'

type Carrying = Pick<GoingOn, 'settingsFrom' | 'carriedSetting'>

/**
 * What a desk takes along that goes on as another device: it is set as it was, and goes on for whoever wrote here.
 * What is known of the centre is about the old device and the whole log: it is asked for again.
 */
export function asNewDevice(deviceId: string, newId: () => string): Carrying {
  return {
    settingsFrom: (kept, { last, wroteHere }) => settingsOf(kept, { last, wroteHere }, { deviceId, newId }),
    carriedSetting: (key, value) =>
      asCarriedBookmark(key, value) ?? (key.startsWith('centre') ? undefined : value),
  }
}

/**
 * The same where the log is whole. A person is told of it. How far the feed was followed is forgotten all the same, the
 * history too: what was written in the old name before this desk was set back was left out of both.
 */
export function asTwin(deviceId: string): Carrying {
  const { settingsFrom, carriedSetting } = asNewDevice(deviceId, () => deviceId)
  return {
    settingsFrom: (kept, known) => ({ ...Object(settingsFrom(kept, known)), saysParted: true }),
    carriedSetting,
  }
}

function settingsOf(
  kept: Json | undefined,
  { last, wroteHere }: KnownOfDamaged,
  { deviceId, newId }: { readonly deviceId: string; newId(): string },
): Json {
  const { deviceId: before, formerDevices = [], ...rest }: Partial<DeskSettings> = Object(kept)
  const former = new Set([...formerDevices, ...wroteHere, ...(before === undefined ? [] : [before])])
  const siteId = last?.siteId ?? newId()
  return { siteId, ...rest, deviceId, formerDevices: [...former] } as unknown as Json
}
