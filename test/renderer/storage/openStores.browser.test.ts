import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeskStores, OpenedStores } from '../../../renderer/storage/openedStores'
import { openStores } from '../../../renderer/storage/openStores'
import { setAside } from '../../../renderer/storage/setAside'
import { nothingSeen } from '../../../shared/domain/entry/seen'
import { chainOf, firstDesk, siteId } from './chainOf'
import { freshDatabases, noVault } from './freshDatabases'

const how = { siteId, vault: noVault }
const open: DeskStores[] = []

beforeEach(freshDatabases)
afterEach(async () => {
  vi.restoreAllMocks()
  for (const stores of open.splice(0)) await stores.close()
})

async function close(stores: DeskStores): Promise<void> {
  open.splice(open.indexOf(stores), 1)
  await stores.close()
}

function ready(opened: OpenedStores): DeskStores {
  if (opened.status !== 'ready') throw new Error(`not ready: ${JSON.stringify(opened)}`)
  open.push(opened.stores)
  return opened.stores
}

test('every write of the desk asks the disk to be strict', async () => {
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const stores = ready(await openStores(how))
  await stores.entries.append(chainOf(1)[0] as never)
  await stores.entries.appendAll(chainOf(5))
  await stores.identities.put(aPerson(1))
  await stores.local.writeSetting('sound', 'loud')
  await stores.local.logScan({ atMs: 1, raw: '6901234567892', outcome: 'put' })
  const writes = asked.mock.results.flatMap(({ value }) => {
    const transaction = value instanceof IDBTransaction ? value : undefined
    return transaction?.mode === 'readwrite' ? [`${transaction.db.name} ${transaction.durability}`] : []
  })
  const databases = new Set(writes)
  expect([...databases].sort()).toEqual([
    'rxdb-dexie-tuandian--0--_rxdb_internal strict',
    'rxdb-dexie-tuandian--0--entries strict',
    'rxdb-dexie-tuandian--0--identities strict',
    'tuandian-local strict',
    'tuandian-settle strict',
  ])
})

test('the databases keep their names and versions: every desk that was ever opened is found under them', async () => {
  ready(await openStores(how))
  const found = (await indexedDB.databases()).map(({ name, version }) => `${name} ${version}`).sort()
  expect(found).toEqual([
    'rxdb-dexie-tuandian--0--_rxdb_internal 10',
    'rxdb-dexie-tuandian--0--entries 10',
    'rxdb-dexie-tuandian--0--identities 10',
    'tuandian-local 40',
    'tuandian-settle 10',
  ])
})

test('where Chromium cannot even name the databases any more, the desk goes on in another place, at every start', async () => {
  const before = ready(await openStores(how))
  await before.entries.appendAll(chainOf(3))
  await close(before)
  const found = await indexedDB.databases()
  // As it is with a bad block there; opening or deleting anything in that state may end the browser.
  const broken = () => new DOMException('Internal error opening backing store', 'UnknownError')
  const untouched = [vi.spyOn(indexedDB, 'open'), vi.spyOn(indexedDB, 'deleteDatabase')]
  vi.spyOn(indexedDB, 'databases').mockImplementation(() => Promise.reject(broken()))
  expect((await openStores(how)).status).toBe('corrupt')
  const goingOn = {
    mayLeaveAll: true,
    onProgress: () => {},
    settingsFrom: () => ({ deviceId: 'another-desk' }),
    carriedSetting: () => undefined,
    renamedDrafts: [],
  }
  // Not by itself: nobody has seen that nothing can be read.
  await expect(setAside(how, { ...goingOn, mayLeaveAll: false })).rejects.toThrow('backing store')
  expect(await navigator.storageBuckets?.keys()).toEqual([])
  expect(await setAside(how, goingOn)).toEqual({ entries: 0, people: 0 })
  for (const start of [1, 2]) {
    const stores = ready(await openStores(how))
    expect(await stores.local.readSetting('desk')).toEqual({ deviceId: 'another-desk' })
    await stores.entries.appendAll(chainOf(start).slice(start - 1))
    expect((await stores.entries.head(firstDesk)).deviceSeq).toBe(start)
    await close(stores)
  }
  // And once more, where that place is in the same state by now: it stays as well.
  const buckets = navigator.storageBuckets as StorageBucketManager
  const { open: openBucket } = Object.getPrototypeOf(buckets)
  const nameless = { indexedDB: { databases: () => Promise.reject(broken()) } as never }
  vi.spyOn(buckets, 'open').mockImplementation((name, options) =>
    name === 'tuandian-1' ? Promise.resolve(nameless) : openBucket.call(buckets, name, options),
  )
  expect((await openStores(how)).status).toBe('corrupt')
  localStorage.clear()
  await setAside(how, goingOn)
  ready(await openStores(how))
  expect((await buckets.keys()).sort()).toEqual(['tuandian-1', 'tuandian-2'])
  for (const asked of untouched) expect(asked).not.toHaveBeenCalled()
  vi.restoreAllMocks()
  expect(await indexedDB.databases()).toEqual(found)
})

test('a scan is one transaction on the disk', async () => {
  const stores = ready(await openStores(how))
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const [first, second] = chainOf(2)
  if (!first || !second) throw new Error('no entries')
  await stores.entries.append(first)
  await stores.entries.append(second)
  expect(asked).toHaveBeenCalledTimes(2)
})

test('another window of the desk waits for its turn and takes over when the first one goes', async () => {
  const first = ready(await openStores(how))
  const [entry] = chainOf(1)
  if (!entry) throw new Error('no entry')
  await first.entries.append(entry)
  const second = await openStores(how)
  expect(second.status).toBe('elsewhere')
  if (second.status !== 'elsewhere') return
  const takenOver = second.whenFree()
  await first.close()
  open.splice(0)
  expect(await ready(await takenOver).entries.after(nothingSeen)).toEqual([entry])
})

test('a window that stops waiting takes nothing over', async () => {
  ready(await openStores(how))
  const second = await openStores(how)
  if (second.status !== 'elsewhere') throw new Error(second.status)
  const giveUp = new AbortController()
  const waiting = second.whenFree(giveUp.signal)
  giveUp.abort()
  expect((await waiting).status).toBe('cannot-open')
})

test.each([
  ['tuandian-local', 50],
  ['rxdb-dexie-tuandian--1--entries', 10],
  ['rxdb-dexie-tuandian--3--identities', 10],
])('a database of a newer Tuandian is left alone: %s', async (name, version) => {
  await makeDatabase(name, version)
  expect(await openStores(how)).toEqual({ status: 'newer', database: name })
  expect((await indexedDB.databases()).map((database) => database.name)).toEqual([name])
})

test('a desk that was refused can be opened again once the reason is gone', async () => {
  await makeDatabase('tuandian-local', 50)
  expect((await openStores(how)).status).toBe('newer')
  await freshDatabases()
  ready(await openStores(how))
})

test('a database that cannot be opened is said, and no empty desk is made in its place', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  expect((await openStores(how)).status).toBe('cannot-open')
  vi.restoreAllMocks()
  ready(await openStores(how))
})

test('a log shorter than it was known to be is said', async () => {
  const stores = ready(await openStores(how))
  await stores.entries.appendAll(chainOf(20))
  await stores.close()
  open.splice(0)
  await deleteEntries('desk-1:0000000018', 'desk-1:0000000020')
  expect(await openStores(how)).toEqual({
    status: 'corrupt',
    because: { what: 'shorter', expectedSeq: 20, foundSeq: 17 },
  })
})

test('a log with a hole near its end is said', async () => {
  const stores = ready(await openStores(how))
  await stores.entries.appendAll(chainOf(20))
  await stores.close()
  open.splice(0)
  await deleteEntries('desk-1:0000000018', 'desk-1:0000000018')
  expect(await openStores(how)).toEqual({
    status: 'corrupt',
    because: { what: 'broken-chain', atSeq: 19 },
  })
})

test('a scan after the connection to the disk was lost is refused by name, and nothing is written', async () => {
  const stores = ready(await openStores(how))
  const [first, second] = chainOf(2)
  if (!first || !second) throw new Error('no entries')
  await stores.entries.append(first)
  const whole = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError')
  })
  await expect(stores.entries.append(second)).rejects.toMatchObject({ name: 'StoreBroken' })
  whole.mockRestore()
  expect(await stores.entries.count()).toBe(1)
})

test('settings, drafts, scans, snapshots and photos come back after the desk was closed', async () => {
  const stores = ready(await openStores(how))
  const seen = { [firstDesk]: { upTo: 3, beyond: [] } }
  const photo = new Blob(['a photo'], { type: 'image/jpeg' })
  await stores.local.writeSetting('scanner', { suffix: 'Enter', fastestMs: 35 })
  await stores.local.writeDraft('paste', { text: '1. 张三 13800138000 鸡蛋 2' })
  await stores.local.writeSnapshot({ key: siteId, foldVersion: 1, seen, body: '{"bags":1}' })
  await stores.photos.keepOwn({ siteId, sha256: 'aa' }, photo, 1)
  for (let n = 1; n <= 3; n++) await stores.local.logScan({ atMs: n, raw: `code-${n}`, outcome: 'put' })
  await stores.close()
  open.splice(0)
  const { local, photos } = ready(await openStores(how))
  expect(await local.readSetting('scanner')).toEqual({ suffix: 'Enter', fastestMs: 35 })
  expect(await local.readSetting('never-set')).toBeUndefined()
  expect(await local.readDraft('paste')).toEqual({ text: '1. 张三 13800138000 鸡蛋 2' })
  expect(await local.readSnapshot(siteId)).toMatchObject({ foldVersion: 1, seen, body: '{"bags":1}' })
  expect(await (await photos.read({ siteId, sha256: 'aa' }))?.text()).toBe('a photo')
  expect((await local.lastScans(2)).map(({ raw }) => raw)).toEqual(['code-3', 'code-2'])
  await local.deleteDraft('paste')
  expect(await local.readDraft('paste')).toBeUndefined()
})

test('a photo whose bytes the disk has lost is lacking, can be fetched anew, and one not sent stays', async () => {
  const { photos } = ready(await openStores(how))
  const [lost, own] = [
    { siteId, sha256: 'aa' },
    { siteId, sha256: 'bb' },
  ]
  await photos.keepFetched(lost, new Blob(['a photo']), 1)
  await photos.keepOwn(own, new Blob(['not sent']), 1)
  expect(await photos.lacking([lost, own])).toEqual([])
  await inDatabase('tuandian-local', 'photoBytes', (bytes) => bytes.delete([siteId, 'aa']))
  expect(await photos.lacking([lost, own])).toEqual([lost])
  await photos.keepFetched(lost, new Blob(['a photo']), 2)
  expect(await (await photos.read(lost))?.text()).toBe('a photo')
  await photos.forgetSent(lost)
  await photos.forgetSent(own)
  expect(await photos.lacking([lost, own])).toEqual([lost])
})

function aPerson(version: number) {
  return {
    householdId: 'h-1' as never,
    name: '张三',
    phone: '13800138000',
    address: '3栋2单元501',
    note: null,
    version,
  }
}

function makeDatabase(name: string, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
}

function inDatabase(name: string, table: string, change: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const transaction = request.result.transaction(table, 'readwrite')
      change(transaction.objectStore(table))
      transaction.oncomplete = () => {
        request.result.close()
        resolve()
      }
    }
  })
}

function deleteEntries(from: string, to: string): Promise<void> {
  return inDatabase('rxdb-dexie-tuandian--0--entries', 'docs', (docs) => {
    docs.delete(IDBKeyRange.bound(from, to))
  })
}
