import type { RxCollection } from 'rxdb'
import type { EntryDocument } from '../../../renderer/storage/entryDocument'
import type { TailHow } from '../../../renderer/sync/tail'

/** What a collection has, where it is all there is of a disk. */
export function hashesIn(collection: RxCollection<EntryDocument>): TailHow['onDisk'] {
  return async (entries) => {
    const ids = entries.map(({ id }) => id)
    const stored = await collection.storageInstance.findDocumentsById(ids, true)
    return new Map(stored.map(({ id, hash }) => [id, hash]))
  }
}
