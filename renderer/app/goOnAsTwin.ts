import { type DeviceId, idOf } from '../../shared/kernel/ids'
import type { OpenHow } from '../storage/openedStores'
import { setAside } from '../storage/setAside'
import { twinEnrolment } from '../sync/enrolment'
import type { TwinNote } from '../sync/twinNote'
import { asTwin } from './newDevice'

/**
 * Another desk writes in this one's name. Begins the next generation of the records as a device of its own: what this
 * desk wrote since the two parted goes on under the new name, all else stays as it is.
 * @returns false where it could not be done: nothing has changed
 */
export async function goOnAsTwin(
  how: OpenHow,
  { deviceId, sharedUpTo }: TwinNote,
  { newId, onEntries }: { newId(): string; onEntries(carried: number): void },
): Promise<boolean> {
  const as = newId()
  const twin = { deviceId: idOf<DeviceId>(deviceId), sharedUpTo, as: idOf<DeviceId>(as) }
  try {
    const carried = await setAside(how, {
      ...asTwin(as),
      twin,
      mayLeaveAll: false,
      renamedDrafts: [twinEnrolment],
      onProgress: ({ entries }) => onEntries(entries),
    })
    return carried !== undefined
  } catch {
    return false // as on a full disk: the desk works on as it is, and tries again with its next start
  }
}
