import { createRxDatabase } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { entrySchema } from './entryDocument'
import { identitySchema } from './identityDocument'
import { insertFirst } from './insertFirstStorage'
import { entriesCollection, identitiesCollection, type StoreNames } from './storeNames'

/** Opens, or makes, the RxDB database of one generation. */
export async function openLog(names: StoreNames) {
  const strict = getRxStorageDexie({ chromeTransactionDurability: 'strict' })
  // Lost with the power, it is pulled once more: what was pulled is on the disk before it.
  const relaxed = getRxStorageDexie({ chromeTransactionDurability: 'relaxed' })
  const log = await createRxDatabase({
    name: names.log,
    storage: insertFirst(strict, relaxed, [entriesCollection]),
    multiInstance: false,
  })
  try {
    const collections = await log.addCollections({
      [entriesCollection]: { schema: entrySchema },
      [identitiesCollection]: { schema: identitySchema },
    })
    const { dexieTable: entryTable } = await collections.entries.storageInstance.internals
    return { log, collections, entryTable }
  } catch (error) {
    await log.close().catch(() => undefined)
    throw error
  }
}
