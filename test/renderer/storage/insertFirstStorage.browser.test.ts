import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { documentOf, type EntryDocument, entrySchema } from '../../../renderer/storage/entryDocument'
import { insertFirst } from '../../../renderer/storage/insertFirstStorage'
import { chainOf, firstDesk, secondDesk } from './chainOf'
import { freshDatabases } from './freshDatabases'

// RxDB's replication reads the log by the change stream and by `_meta.lwt`. Written the short way, the log must
// be one that RxDB itself could have written.

interface Log {
  readonly database: RxDatabase
  readonly entries: RxCollection<EntryDocument>
  readonly heard: unknown[]
}

const open: RxDatabase[] = []
beforeEach(freshDatabases)
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

async function logOn<I, O>(name: string, storage: RxStorage<I, O>): Promise<Log> {
  const database = await createRxDatabase({ name, storage, multiInstance: false })
  open.push(database)
  const { entries } = await database.addCollections({ entries: { schema: entrySchema } })
  const heard: unknown[] = []
  entries.storageInstance.changeStream().subscribe(({ events, checkpoint, context }) => {
    const bulk = { events, checkpoint, context, lwt: 0 }
    heard.push(withoutChance(bulk, database.token))
  })
  return { database, entries, heard }
}

const plain = () => getRxStorageDexie({ chromeTransactionDurability: 'strict' })

/** The same but for what differs between any two databases: the token and the time. */
function withoutChance(value: unknown, token: string): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, member) => (key === 'lwt' ? typeof member : member)).replaceAll(
      token,
      'TOKEN',
    ),
  )
}

test('the log and what RxDB hears of it are what its own storage would have made', async () => {
  const ours = await logOn('ours', insertFirst(plain(), plain(), ['entries']))
  const theirs = await logOn('theirs', plain())
  const [first, second, third, fourth] = chainOf(4).map(documentOf)
  if (!first || !second || !third || !fourth) throw new Error('no entries')
  for (const { entries } of [ours, theirs]) {
    await entries.bulkInsert([first])
    await entries.bulkInsert([second, third])
    const again = await entries.bulkInsert([third, fourth])
    expect(again.error.map(({ documentId, status }) => [documentId, status])).toEqual([[third.id, 409]])
  }
  expect(ours.heard).toHaveLength(3)
  expect(ours.heard).toEqual(theirs.heard)
  const stored = await Promise.all(
    [ours, theirs].map(async ({ database, entries }) =>
      withoutChance(await (await entries.storageInstance.internals).dexieTable.toArray(), database.token),
    ),
  )
  expect(stored[0]).toEqual(stored[1])
  expect(await ours.entries.count().exec()).toBe(4)
  expect((await ours.entries.findOne(second.id).exec())?.toJSON()).toEqual(second)
})

test('a live query of RxDB sees an entry written the short way', async () => {
  const { entries } = await logOn('ours', insertFirst(plain(), plain(), ['entries']))
  const counts: number[] = []
  const live = entries
    .find({ selector: { roundId: 'round-1' } })
    .$.subscribe((found) => counts.push(found.length))
  await expect.poll(() => counts.at(-1)).toBe(0)
  await entries.bulkInsert(chainOf(2).map(documentOf))
  await expect.poll(() => counts.at(-1)).toBe(2)
  live.unsubscribe()
})

test('there is nothing that RxDB could push, and nothing is gone through to find that', async () => {
  const { entries } = await logOn('ours', insertFirst(plain(), plain(), ['entries']))
  await entries.bulkInsert(chainOf(2).map(documentOf))
  expect(await entries.storageInstance.getChangedDocumentsSince?.(10)).toMatchObject({ documents: [] })
})

test('two entries of which one is known: the new one is written once, the known one is reported', async () => {
  const { entries } = await logOn('ours', insertFirst(plain(), plain(), ['entries']))
  const documents = chainOf(2).map(documentOf)
  await entries.bulkInsert(documents.slice(0, 1))
  const { success, error } = await entries.bulkInsert(documents)
  expect(success.map(({ id }) => id)).toEqual([documents[1]?.id])
  expect(error.map(({ documentId }) => documentId)).toEqual([documents[0]?.id])
  expect(await entries.count().exec()).toBe(2)
})

test('what an entry cannot be stored as is refused whole', async () => {
  const { entries } = await logOn('ours', insertFirst(plain(), plain(), ['entries']))
  const [good, bad] = chainOf(2).map(documentOf)
  if (!good || !bad) throw new Error('no entries')
  const unclonable = { ...bad, facts: (() => '') as never }
  await expect(entries.bulkInsert([good, unclonable])).rejects.toThrow()
  expect(await entries.count().exec()).toBe(0)
  await entries.bulkInsert([good])
  expect(await entries.count().exec()).toBe(1)
})

test('of many ids exactly those that are stored are found, whatever lies between them', async () => {
  const { entries } = await logOn('ours', insertFirst(plain(), plain(), ['entries']))
  const ofTwo = [firstDesk, secondDesk].map((deviceId) => chainOf(30, { deviceId }).map(documentOf))
  const [mine = [], theirs = []] = ofTwo
  const found = async (documents: readonly EntryDocument[]) => {
    const ids = documents.map(({ id }) => id)
    return (await entries.storageInstance.findDocumentsById(ids, true)).map(({ id }) => id).sort()
  }
  expect(await found([...mine, ...theirs])).toEqual([])
  const stored = [...mine.slice(0, 3), ...mine.slice(20, 21), ...theirs.slice(29)]
  await entries.bulkInsert(stored)
  expect(await found([...theirs, ...mine])).toEqual(stored.map(({ id }) => id).sort())
  expect(await found(mine.slice(3, 20))).toEqual([])
  expect(await found([...mine.slice(0, 20), ...theirs.slice(0, 29)])).toEqual(
    mine.slice(0, 3).map(({ id }) => id),
  )
})
