import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { checkRoomToOpen, checkRoomToWrite } from './diskRoom'
import { FlushedFiles } from './flushedFiles'
import { FolderTaken, lockFolder } from './folderLock'
import { busyOr, type Queries, type Sql } from './sql'

export interface Watching {
  /**
   * Called when something was asked and nothing has come back for `hungMs`: after a full disk the embedded database may
   * never answer again. Whoever runs the centre ends and starts it anew.
   */
  onHung(): void
  readonly hungMs?: number
}

export interface EmbeddedSettings extends Watching {
  readonly folder: string
  /** Told of each file of it that is on the disk now. */
  flushed?(path: string): void
}

const usualHungMs = 60_000
const reads = /^\s*select\b/i

/**
 * PostgreSQL inside this process: for trying out and a single small point. What it promised is on the disk.
 * @throws FolderTaken, NoRoom
 */
export async function openEmbedded({ folder, flushed, ...watching }: EmbeddedSettings): Promise<Sql> {
  const unlock = lockWithRoom(folder)
  try {
    const within = join(folder, 'database')
    const sql = embeddedSql(await openIn(within, flushed), watching, () => checkRoomToWrite(folder))
    return { ...sql, folder: within, close: () => sql.close().then(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/** @param beforeWrite throws where nothing more may be written */
export function embeddedSql(database: PGlite, watching: Watching, beforeWrite = () => {}): Sql {
  const watched = watchFor(watching)
  const checkRoomFor = (text: string): void => {
    if (!reads.test(text)) beforeWrite()
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
    close: () => database.close(),
  }
}

async function openIn(folder: string, flushed?: (path: string) => void): Promise<PGlite> {
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  const files = new FlushedFiles(folder, flushed)
  const database = await PGlite.create({ fs: files, startParams: FlushedFiles.startParams })
  if (isNew) files.flushAll()
  return database
}

/** One is done after the other: what waits its turn, as behind a backup, is no sign that none will come. */
function watchFor({ onHung, hungMs = usualHungMs }: Watching) {
  let asked = 0
  let silent: ReturnType<typeof setTimeout> | undefined
  const listen = (): void => {
    clearTimeout(silent)
    silent = asked > 0 ? setTimeout(onHung, hungMs) : undefined
  }
  return async <T>(answer: Promise<T>): Promise<T> => {
    asked += 1
    if (asked === 1) listen()
    try {
      return await answer
    } catch (error) {
      throw busyOr(error)
    } finally {
      asked -= 1
      listen()
    }
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
