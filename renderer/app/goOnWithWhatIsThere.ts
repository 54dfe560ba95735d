import type { Json } from '../../shared/kernel/canonicalJson'
import type { DeskSettings } from '../point/deskSettings'
import { DiskFull } from '../storage/entryStore'
import { type KnownOfDamaged, type StillThere, setAside } from '../storage/setAside'
import { formerEnrolment } from '../sync/enrolment'
import { asCarriedBookmark } from '../sync/peopleBook'
import { ambient, opensWith } from './compose'

/**
 * Sets damaged records aside and begins the next generation with all that can be read of them, as a new device: the
 * numbers of the old one may be taken by entries that are lost here and known elsewhere.
 */
export async function goOnWithWhatIsThere(
  onProgress: (so: StillThere) => void,
): Promise<'begun' | 'elsewhere' | 'full' | 'failed'> {
  try {
    const carried = await setAside(opensWith(), {
      onProgress,
      settingsFrom: asNewDevice,
      carriedSetting,
      renamedDrafts: [formerEnrolment],
    })
    return carried ? 'begun' : 'elsewhere'
  } catch (error) {
    return error instanceof DiskFull ? 'full' : 'failed'
  }
}

function asNewDevice(kept: Json | undefined, { last, wroteHere }: KnownOfDamaged): Json {
  const { deviceId, formerDevices = [], ...rest }: Partial<DeskSettings> = Object(kept)
  const former = new Set([...formerDevices, ...wroteHere, ...(deviceId === undefined ? [] : [deviceId])])
  const siteId = last?.siteId ?? ambient.newId()
  return { siteId, ...rest, deviceId: ambient.newId(), formerDevices: [...former] } as unknown as Json
}

/** What is known of the centre is about the old device and the whole log: it is asked for again. */
function carriedSetting(key: string, value: Json): Json | undefined {
  return asCarriedBookmark(key, value) ?? (key.startsWith('centre') ? undefined : value)
}
