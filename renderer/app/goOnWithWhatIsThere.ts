import { DiskFull } from '../storage/entryStore'
import { type StillThere, setAside } from '../storage/setAside'
import { formerEnrolment } from '../sync/enrolment'
import { ambient, opensWith } from './compose'
import { asNewDevice } from './newDevice'

/**
 * Sets damaged records aside and begins the next generation with all that can be read of them, as a new device: the
 * numbers of the old one may be taken by entries that are lost here and known elsewhere.
 */
export async function goOnWithWhatIsThere(
  mayLeaveAll: boolean,
  onProgress: (so: StillThere) => void,
): Promise<'begun' | 'elsewhere' | 'full' | 'failed'> {
  try {
    const carried = await setAside(opensWith(), {
      mayLeaveAll,
      onProgress,
      ...asNewDevice(ambient.newId(), ambient.newId),
      renamedDrafts: [formerEnrolment],
    })
    return carried ? 'begun' : 'elsewhere'
  } catch (error) {
    return error instanceof DiskFull ? 'full' : 'failed'
  }
}
