import type { RxDatabase } from 'rxdb/plugins/core'
import { isElsewhere, openNewestPlace, placeInUse } from './databasePlace'
import { openDeskKeys } from './deskKeys'
import { type HeldLock, takeDeskLock } from './deskLock'
import { DexieHistoryStore } from './dexieHistoryStore'
import { DexieLocalStore } from './dexieLocalStore'
import { DexiePhotoStore } from './dexiePhotoStore'
import { HistoryEntryStore } from './historyEntryStore'
import { LengthWitness } from './lengthWitness'
import { LocalTables } from './localTables'
import { findDamage } from './logDamage'
import { newerDatabase } from './newerDatabase'
import { OlderPeople, olderThan } from './olderPeople'
import type { DeskStores, OpenedStores, OpenHow, StorageRoom } from './openedStores'
import { openLog } from './openLog'
import { RxEntryStore } from './rxEntryStore'
import { RxIdentityStore, versionsIn } from './rxIdentityStore'
import { settleLogEnd } from './settleLogEnd'
import { currentGeneration, type StoreNames, storeNames } from './storeNames'
import { whyNotOpened } from './whyNotOpened'

/** Opens the desk's databases in this window, or says why they may not be shown. Never rejects. */
export async function openStores(how: OpenHow): Promise<OpenedStores> {
  return underLock(how, { wait: false })
}

async function underLock(
  how: OpenHow,
  lockHow: { readonly wait: boolean; readonly signal?: AbortSignal | undefined },
): Promise<OpenedStores> {
  const opening = new Opening()
  try {
    const lock = await takeDeskLock(navigator.locks, lockHow)
    if (!lock) return { status: 'elsewhere', whenFree: (signal) => underLock(how, { wait: true, signal }) }
    opening.lock = lock
    await openNewestPlace()
    const found = await placeInUse().databases()
    const database = newerDatabase(found)
    if (database !== null) return await opening.give({ status: 'newer', database })
    await settleLogEnd()
    return await openUnderLock(how, found, opening)
  } catch (error) {
    return opening.give(whyNotOpened(error, opening.room))
  }
}

async function openUnderLock(
  how: OpenHow,
  found: readonly IDBDatabaseInfo[],
  opening: Opening,
): Promise<OpenedStores> {
  const names = namesNow(found)
  const room = await askForRoom(navigator.storage)
  opening.room = room
  const tables = new LocalTables(names.local)
  opening.tables = tables
  await tables.open()
  const { deskKeys, lost } = await openDeskKeys(tables, how.vault)

  const witness = new LengthWitness(reachableStorage(), names.lengthWitness, () => performance.now())
  opening.witness = witness
  const { log, collections, entryTable } = await openLog(names)
  opening.log = log
  const entries = new RxEntryStore(collections.entries, entryTable, (entry) =>
    witness.stored(entry.deviceId, entry.deviceSeq),
  )
  const because = await findDamage(entries, witness.lengths)
  if (because) return opening.give({ status: 'corrupt', because })

  const older = new OlderPeople(olderThan(names, found), {
    versions: (ids) => versionsIn(collections.identities, ids),
    opens: (keyId) => deskKeys.byId.has(keyId),
  })
  opening.older = older
  // Nobody waits for it.
  void older.letGoOfCarried()
  const sealing = { sealedFor: how.siteId, deskKeys }
  const history = new DexieHistoryStore(tables)
  const stores: DeskStores = {
    entries: new HistoryEntryStore(entries, history),
    history,
    entriesCollection: collections.entries,
    identities: new RxIdentityStore(collections.identities, sealing, (ids) => older.erase(ids)),
    local: new DexieLocalStore(tables, deskKeys),
    photos: new DexiePhotoStore(tables),
    room,
    keyLost: lost,
    wroteHere: [...witness.lengths.keys()],
    close: () => opening.close(),
  }
  return { status: 'ready', stores }
}

/** What is open so far, so that a window that cannot show the desk leaves nothing locked behind. */
class Opening {
  lock: HeldLock | undefined
  room: StorageRoom | null = null
  tables: LocalTables | undefined
  log: RxDatabase | undefined
  witness: LengthWitness | undefined
  older: OlderPeople | undefined

  async give(answer: OpenedStores): Promise<OpenedStores> {
    await this.close().catch(() => undefined)
    return answer
  }

  async close(): Promise<void> {
    try {
      this.older?.stop()
      this.witness?.note()
      this.tables?.close()
      await this.log?.close()
    } finally {
      await this.lock?.release()
    }
  }
}

async function askForRoom(storage: StorageManager): Promise<StorageRoom> {
  const persisted = await storage.persist().catch(() => false)
  const { usage = null, quota = null } = await storage.estimate().catch((): StorageEstimate => ({}))
  return { persisted, usedBytes: usage, quotaBytes: quota }
}

/**
 * The generation of the databases that is in use. What localStorage knows tells that all of them were lost; a bucket
 * that has its own mark says by itself what was begun in it.
 */
export function namesNow(found: readonly IDBDatabaseInfo[]): StoreNames {
  const databases = found.flatMap(({ name }) => name ?? [])
  const noted = isElsewhere() && databases.length > 0 ? [] : Object.keys(reachableStorage() ?? {})
  return storeNames(currentGeneration(databases, noted))
}

export function reachableStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null // forbidden by a policy: then only the chain itself tells
  }
}
