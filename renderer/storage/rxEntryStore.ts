import type { Table } from 'dexie'
import type { RxCollection } from 'rxdb'
import { type ChainHead, type Entry, emptyChain } from '../../shared/domain/entry/entry'
import { missingOf, type SeenVector, seenOf, spansOf } from '../../shared/domain/entry/seen'
import { type DeviceId, entryIdOf, idOf, type RoundId } from '../../shared/kernel/ids'
import { documentOf, type EntryDocument, entryOf } from './entryDocument'
import { EntryCollision, type EntryStore } from './entryStore'
import { inStore } from './storeErrors'

const chunk = 200
const page = 5000
const lastSeq = 9_999_999_999

/** The documents of the collection themselves: reads by key range do not need RxDB's query planner. */
export type EntryTable = Table<EntryDocument, string>

/** The desk's log in RxDB. Nothing else writes the collection but the replication of RxDB. */
export class RxEntryStore implements EntryStore {
  readonly #collection: RxCollection<EntryDocument>
  readonly #table: EntryTable
  readonly #onStored: (entry: Entry) => void

  /** @param onStored hears of every entry this desk wrote after it is on the disk */
  constructor(
    collection: RxCollection<EntryDocument>,
    table: EntryTable,
    onStored: (entry: Entry) => void = () => {},
  ) {
    this.#collection = collection
    this.#table = table
    this.#onStored = onStored
  }

  append(entry: Entry): Promise<void> {
    return this.appendAll([entry])
  }

  async takeAll(entries: readonly Entry[]): Promise<void> {
    for (const some of inChunks(entries)) await this.#write(some)
  }

  async appendAll(entries: readonly Entry[]): Promise<void> {
    for (const some of inChunks(entries)) {
      await this.#write(some)
      for (const entry of some) this.#onStored(entry)
    }
  }

  // The one place where an entry reaches the disk.
  #write(entries: readonly Entry[]): Promise<void> {
    return inStore(async () => {
      const { error: refused } = await this.#collection.bulkInsert(entries.map(documentOf))
      for (const { documentId, status, ...conflict } of refused) {
        if (status !== 409 || !('documentInDb' in conflict))
          throw new Error(`${documentId}: status ${status}`)
        const offered = conflict.writeRow.document.hash
        const stored = conflict.documentInDb.hash
        if (offered !== stored) throw new EntryCollision(idOf(documentId), stored, offered)
      }
    })
  }

  head(deviceId: DeviceId): Promise<ChainHead> {
    return inStore(async () => {
      const last = await this.#range(deviceId, 0, lastSeq).last()
      return last ? { deviceSeq: last.deviceSeq, hash: last.hash } : emptyChain
    })
  }

  ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]> {
    return inStore(async () => (await this.#range(deviceId, fromSeq, toSeq).toArray()).map(entryOf))
  }

  ofRound(roundId: RoundId): Promise<Entry[]> {
    return inStore(async () => {
      const ofRound = this.#table
        .where('[_deleted+roundId+id]')
        .between(['0', roundId, ''], ['0', roundId, '\uffff'])
      return (await ofRound.toArray()).map(entryOf)
    })
  }

  after(seen: SeenVector): Promise<Entry[]> {
    return inStore(async () => {
      const entries: Entry[] = []
      for (const deviceId of await this.#devices()) {
        const known = seenOf(seen, deviceId)
        const after = (spansOf(known).at(-1)?.[1] ?? 0) + 1
        for (const [from, to] of [...missingOf(known), [after, lastSeq] as const])
          await this.#readThrough(deviceId, from, to, entries)
      }
      return entries
    })
  }

  // In pages: one answer with half a million documents is more than a browser passes between its processes.
  async #readThrough(deviceId: DeviceId, fromSeq: number, toSeq: number, into: Entry[]): Promise<void> {
    let from = fromSeq
    for (;;) {
      const documents = await this.#range(deviceId, from, toSeq).limit(page).toArray()
      for (const stored of documents) into.push(entryOf(stored))
      const last = documents.at(-1)
      if (!last || documents.length < page) return
      from = last.deviceSeq + 1
    }
  }

  // Jumps from the first key of one device to the first key of the next, so it costs by devices, not entries.
  async #devices(): Promise<DeviceId[]> {
    const devices: DeviceId[] = []
    let [key] = await this.#table.orderBy(':id').limit(1).primaryKeys()
    while (key !== undefined) {
      const deviceId = key.slice(0, key.lastIndexOf(':'))
      devices.push(idOf<DeviceId>(deviceId))
      // ';' is the character after ':'.
      ;[key] = await this.#table.where(':id').aboveOrEqual(`${deviceId};`).limit(1).primaryKeys()
    }
    return devices
  }

  #range(deviceId: DeviceId, fromSeq: number, toSeq: number) {
    return this.#table
      .where(':id')
      .between(entryIdOf(deviceId, fromSeq), entryIdOf(deviceId, toSeq), true, true)
  }

  count(): Promise<number> {
    return inStore(() => this.#table.count())
  }

  async close(): Promise<void> {
    await this.#collection.close()
  }
}

function* inChunks(entries: readonly Entry[]): Generator<readonly Entry[]> {
  for (let from = 0; from < entries.length; from += chunk) yield entries.slice(from, from + chunk)
}
