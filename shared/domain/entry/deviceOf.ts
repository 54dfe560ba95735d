import type { DeviceId, EntryId } from '../../kernel/ids'

/** The device that wrote an entry. */
export function deviceOf(entryId: EntryId): DeviceId {
  return entryId.slice(0, entryId.lastIndexOf(':')) as DeviceId
}
