import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { checkRoomToOpen, checkRoomToWrite } from './diskRoom'
import { FolderTaken, lockFolder } from './folderLock'
import { busyOr, type Queries, type Sql } from './sql'

export interface EmbeddedSettings {
  /** Where it lies; absent: in memory only. */
  readonly folder?: string
  /**
   * Called when a query has not come back after `hungMs`: after a full disk the embedded database may never answer
   * again. Whoever runs the centre ends and starts it anew.
   */
  onHung(): void
  readonly hungMs?: number
}

const usualHungMs = 60_000
const reads = /^\s*select\b/i

/**
 * PostgreSQL inside this process: for trying out, for tests and a single small point. What it promised survives
 * the end of the process, but not a power cut: it never flushes to the disk.
 * @throws FolderTaken, NoRoom
 */
export async function openEmbedded({ folder, onHung, hungMs = usualHungMs }: EmbeddedSettings): Promise<Sql> {
  const unlock = folder === undefined ? () => {} : lockWithRoom(folder)
  let database: PGlite
  try {
    database = await PGlite.create(folder === undefined ? {} : { dataDir: join(folder, 'database') })
  } catch (error) {
    unlock()
    throw error
  }
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    const hung = setTimeout(onHung, hungMs)
    try {
      return await answer
    } catch (error) {
      throw busyOr(error)
    } finally {
      clearTimeout(hung)
    }
  }
  const checkRoomFor = (text: string): void => {
    if (folder !== undefined && !reads.test(text)) checkRoomToWrite(folder)
  }
  const queriesOf = (on: PGlite | Transaction): Queries => ({
    query: async (text, values = []) => {
      checkRoomFor(text)
      return (await watched(on.query(text, [...values]))).rows
    },
    run: async (text) => {
      checkRoomFor(text)
      await watched(on.exec(text))
    },
  })
  return {
    kind: 'embedded',
    ...queriesOf(database),
    transaction: (work) =>
      database.transaction(async (tx) => {
        const queries = queriesOf(tx)
        const last: [string, readonly unknown[]][] = []
        const result = await work({ ...queries, withCommit: (text, values) => last.push([text, values]) })
        for (const [text, values] of last) await queries.query(text, values)
        return result
      }),
    listen: (channel, { heard }) => database.listen(channel, heard),
    close: async () => {
      await database.close()
      unlock()
    },
  }
}

/** A folder that is taken is said to be, however little room there is: what is asked goes to the centre in it. */
function lockWithRoom(folder: string): () => void {
  let unlock = () => {}
  try {
    unlock = lockFolder(folder)
    checkRoomToOpen(folder)
    return unlock
  } catch (error) {
    unlock()
    if (!(error instanceof FolderTaken)) checkRoomToOpen(folder)
    throw error
  }
}
