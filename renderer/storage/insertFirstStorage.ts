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

type Internals = DexieStorageInternals
type Bulk<D> = EventBulk<RxStorageChangeEvent<RxDocumentData<D>>, RxStorageDefaultCheckpoint>

/** @param collections whose documents are almost always new */
export function insertFirst(
  storage: RxStorageDexie,
  collections: readonly string[],
): RxStorage<Internals, DexieSettings> {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance<D>(params: RxStorageInstanceCreationParams<D, DexieSettings>) {
      const plain = await storage.createStorageInstance<D>(params)
      return collections.includes(params.collectionName) ? new InsertFirstInstance<D>(plain) : plain
    },
  }
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

  findDocumentsById(ids: string[], withDeleted: boolean) {
    return this.#plain.findDocumentsById(ids, withDeleted)
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
