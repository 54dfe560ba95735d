import { StoreBroken } from './entryStore'
import type { NotOpened, StorageRoom } from './openedStores'
import { asStoreError } from './storeErrors'

/** Less room than this and a browser cannot even make its files, whatever it then says is the matter. */
const leastRoomBytes = 4 * 1024 * 1024

/** What a failed opening means for the person in front of it. A full disk is told from a damaged one by its room. */
export function whyNotOpened(error: unknown, room: StorageRoom | null): NotOpened {
  const because = asStoreError(error)
  if (because.name === 'DiskFull' || isFull(room)) return { status: 'full', because }
  // What Chromium answers when its own files are damaged ("Internal error opening backing store").
  if (because.message.startsWith('UnknownError'))
    return { status: 'corrupt', because: { what: 'unreadable', error: because } }
  return { status: 'cannot-open', because }
}

/** The same once the databases are open: what then cannot be read is damaged. */
export function whyNotRead(error: unknown, room: StorageRoom): NotOpened {
  const why = whyNotOpened(error, room)
  const isDamage = why.status === 'cannot-open' && error instanceof StoreBroken
  return isDamage ? { status: 'corrupt', because: { what: 'unreadable', error } } : why
}

function isFull(room: StorageRoom | null): boolean {
  if (room?.quotaBytes == null || room.usedBytes === null) return false
  return room.quotaBytes - room.usedBytes < leastRoomBytes
}
