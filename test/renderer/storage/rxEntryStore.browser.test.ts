import { openStores } from '../../../renderer/storage/openStores'
import { siteId } from './chainOf'
import { entryStoreContract } from './entryStore.contract'
import { freshDatabases, noVault } from './freshDatabases'

entryStoreContract('entries in RxDB on Dexie', async () => {
  await freshDatabases()
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  const { entries } = opened.stores
  return {
    append: (entry) => entries.append(entry),
    takeAll: (all) => entries.takeAll(all),
    appendAll: (all) => entries.appendAll(all),
    head: (deviceId) => entries.head(deviceId),
    ofDevice: (deviceId, from, to) => entries.ofDevice(deviceId, from, to),
    ofRound: (roundId) => entries.ofRound(roundId),
    after: (seen) => entries.after(seen),
    count: () => entries.count(),
    close: () => opened.stores.close(),
  }
})
