import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type DexieSettings,
  type DexieStorageInternals,
  type EventBulk,
  getPrimaryFieldOfPrimaryKey,
  type RxDocumentData,
  type RxStorage,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  type StringKeys,
} from 'rxdb'
import {
  DEXIE_DOCS_TABLE_NAME,
  fromStorageToDexie,
  type RxStorageDexie,
  type RxStorageInstanceDexie,
} from 'rxdb/plugins/storage-dexie'
import { merge, type Observable, Subject } from 'rxjs'

// RxDB's Dexie storage, but new documents go in with one request instead of two: it reads each id before it
// writes it, and that round trip is a third of the time of a scan. IndexedDB's own `add` refuses a known id,
// and the transaction with it, so nothing has to be read first. A known id then takes RxDB's own way, and gets
// its conflict. What is written, and what RxDB is told about it, is made by RxDB's own functions.

// A page of new entries that RxDB's replication brings is looked up id by id, too, in the log and in what is kept
// beside it. In the log, one request for each device says that none of them is known; beside it there are none.

// It only pulls, and all the same goes through the log for what it could push, which keeps a scan waiting, and notes
// after every scan how far it has come with that. Here it finds nothing, and what it notes of it is not written.

type Internals = DexieStorageInternals
type Bulk<D> = EventBulk<RxStorageChangeEvent<RxDocumentData<D>>, RxStorageDefaultCheckpoint>

/** Below that many ids each is asked for by itself. */
const worthLooking = 8
/** What a replication keeps beside a collection, and how its ids end that are of checkpoints. */
const replicationMeta = 'rx-replication-meta-'
const ofCheckpoint = '|1'
const ofPushing = `up${ofCheckpoint}`

/**
 * @param collections whose documents are almost always new, and which RxDB's replication only pulls
 * @param beside for what the replication notes: how far it has pulled, once that is on the disk
 */
export function insertFirst(
  storage: RxStorageDexie,
  beside: RxStorageDexie,
  collections: readonly string[],
): RxStorage<Internals, DexieSettings> {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance<D>(params: RxStorageInstanceCreationParams<D, DexieSettings>) {
      if (params.collectionName.startsWith(replicationMeta))
        return pulledAlone(await beside.createStorageInstance<D>(params))
      const plain = await storage.createStorageInstance<D>(params)
      return collections.includes(params.collectionName) ? new InsertFirstInstance<D>(plain) : plain
    },
  }
}

/** A replication that only pulls keeps nothing of single documents, and asks for it with every page all the same. */
function pulledAlone<D>(meta: RxStorageInstanceDexie<D>): RxStorageInstanceDexie<D> {
  const find = meta.findDocumentsById.bind(meta)
  const write = meta.bulkWrite.bind(meta)
  meta.findDocumentsById = async (ids, withDeleted) => {
    const checkpoints = ids.filter((id) => id.endsWith(ofCheckpoint))
    return checkpoints.length === 0 ? [] : find(checkpoints, withDeleted)
  }
  meta.bulkWrite = async (rows, context) => {
    const kept = rows.filter(({ document }) => document[meta.primaryPath] !== ofPushing)
    return kept.length === 0 ? { error: [] } : write(kept, context)
  }
  return meta
}

class InsertFirstInstance<D>
  implements RxStorageInstance<D, Internals, DexieSettings, RxStorageDefaultCheckpoint>
{
  readonly #plain: RxStorageInstanceDexie<D>
  readonly #inserted = new Subject<Bulk<D>>()
  readonly #primaryPath: StringKeys<D>

  constructor(plain: RxStorageInstanceDexie<D>) {
    this.#plain = plain
    // RxDB types it as if a document's own `_rev` could be its key.
    this.#primaryPath = getPrimaryFieldOfPrimaryKey(plain.schema.primaryKey) as StringKeys<D>
  }

  get databaseName() {
    return this.#plain.databaseName
  }
  get collectionName() {
    return this.#plain.collectionName
  }
  get internals() {
    return this.#plain.internals
  }
  get options() {
    return this.#plain.options
  }
  get schema() {
    return this.#plain.schema
  }

  async bulkWrite(rows: BulkWriteRow<D>[], context: string): Promise<RxStorageBulkWriteResponse<D>> {
    const isNew = rows.every(({ previous, document }) => !previous && !document._deleted)
    if (isNew && (await this.#insert(rows, context))) return { error: [] }
    return this.#plain.bulkWrite(rows, context)
  }

  async #insert(rows: BulkWriteRow<D>[], context: string): Promise<boolean> {
    const { dexieDb, booleanIndexes } = await this.internals
    const noneKnown = new Map<string, RxDocumentData<D>>()
    const sorted = categorizeBulkWriteRows<D>(this, this.#primaryPath, noneKnown, rows, context)
    if (sorted.errors.length > 0 || sorted.attachmentsAdd.length > 0 || !sorted.newestRow) return false
    const documents = sorted.bulkInsertDocs.map((row) => fromStorageToDexie(booleanIndexes, row.document))
    if (!(await addNew(dexieDb.backendDB(), documents))) return false
    const newest = sorted.newestRow.document
    const checkpoint = { id: String(newest[this.#plain.primaryPath]), lwt: newest._meta.lwt }
    this.#inserted.next({ ...sorted.eventBulk, checkpoint })
    return true
  }

  changeStream(): Observable<Bulk<D>> {
    return merge(this.#plain.changeStream(), this.#inserted)
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<D>[]> {
    const { dexieDb } = await this.internals
    const near = ids.length < worthLooking ? ids : await nearKnown(dexieDb.backendDB(), ids)
    return near.length === 0 ? [] : this.#plain.findDocumentsById(near, withDeleted)
  }
  /** For what could be pushed: nothing is. */
  async getChangedDocumentsSince(_limit: number, checkpoint?: RxStorageDefaultCheckpoint) {
    return { documents: [], checkpoint: checkpoint ?? { id: '', lwt: 0 } }
  }
  query(prepared: Parameters<RxStorageInstanceDexie<D>['query']>[0]) {
    return this.#plain.query(prepared)
  }
  count(prepared: Parameters<RxStorageInstanceDexie<D>['count']>[0]) {
    return this.#plain.count(prepared)
  }
  getAttachmentData(documentId: string, attachmentId: string, digest: string) {
    return this.#plain.getAttachmentData(documentId, attachmentId, digest)
  }
  cleanup(minimumDeletedTimeMs: number) {
    return this.#plain.cleanup(minimumDeletedTimeMs)
  }
  close() {
    this.#inserted.complete()
    return this.#plain.close()
  }
  remove() {
    this.#inserted.complete()
    return this.#plain.remove()
  }
}

/**
 * The ids but those that cannot be known: of each device's, one request asks whether anything at all lies between
 * the first and the last of them.
 */
function nearKnown(database: IDBDatabase, ids: readonly string[]): Promise<string[]> {
  const stretches = new Map<string, string[]>()
  for (const id of ids) {
    const device = id.slice(0, id.lastIndexOf(':') + 1)
    const stretch = stretches.get(device)
    if (stretch) stretch.push(id)
    else stretches.set(device, [id])
  }
  return new Promise((resolve, reject) => {
    const near: string[] = []
    const transaction = database.transaction(DEXIE_DOCS_TABLE_NAME, 'readonly')
    transaction.oncomplete = () => resolve(near)
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'))
    const store = transaction.objectStore(DEXIE_DOCS_TABLE_NAME)
    for (const stretch of stretches.values()) {
      const [first = '', last = first] = firstAndLast(stretch)
      const asked = store.getKey(IDBKeyRange.bound(first, last))
      asked.onsuccess = () => asked.result !== undefined && near.push(...stretch)
    }
  })
}

function firstAndLast(ids: readonly string[]): string[] {
  const sorted = [...ids].sort()
  return [sorted.at(0) ?? '', sorted.at(-1) ?? '']
}

/** All of the documents, on the disk; or none of them and `false`, because one has a known id. */
function addNew(database: IDBDatabase, documents: readonly unknown[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(DEXIE_DOCS_TABLE_NAME, 'readwrite', { durability: 'strict' })
    transaction.oncomplete = () => resolve(true)
    transaction.onabort = () => {
      if (transaction.error?.name === 'ConstraintError') resolve(false)
      else reject(transaction.error ?? new DOMException('the transaction was aborted', 'AbortError'))
    }
    try {
      const store = transaction.objectStore(DEXIE_DOCS_TABLE_NAME)
      for (const document of documents) store.add(document)
      // Without it the browser asks the page once more before it commits.
      transaction.commit()
    } catch (error) {
      transaction.abort()
      reject(error)
    }
  })
}
