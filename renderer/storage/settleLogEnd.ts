import { Dexie, type Table } from 'dexie'

/** More than Chromium's LevelDB gathers before it begins a new log file: 4 MiB. */
const rounds = 6
const rowsARound = 17
/** Below the 64 KiB from which Chromium keeps a value in a file of its own, past the log. */
const rowBytes = 60_000
/** With less left than this, the room is for entries: a torn end is rarer than a disk that is nearly full. */
const leastRoomBytes = 16_000_000

/**
 * To be done before anything else is written. A power cut can leave the last record of Chromium's log half written.
 * It reads past that once, but goes on writing behind it; the next start then finds the torn place in the middle,
 * calls all of it corrupt and throws every database of the desk away. Enough bytes that mean nothing make it begin a
 * new file, and what was read moves out of the torn one.
 */
export async function settleLogEnd(): Promise<void> {
  const database = new Dexie('tuandian-settle', { chromeTransactionDurability: 'strict' })
  try {
    const { quota = leastRoomBytes, usage = 0 } = await navigator.storage.estimate()
    if (quota - usage < leastRoomBytes) return
    database.version(1).stores({ filling: '' })
    await database.open()
    const filling: Table<Uint8Array, number> = database.table('filling')
    const rows = Array.from({ length: rowsARound }, () => new Uint8Array(rowBytes))
    const keys = rows.map((_, n) => n)
    for (let round = 0; round < rounds; round++) await filling.bulkPut(rows, keys)
  } catch {
    // No room, or no database at all: the desk's own opening says so, in words.
  } finally {
    database.close()
  }
}
