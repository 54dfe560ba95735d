import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { filter, firstValueFrom } from 'rxjs'
import { afterEach, expect, test } from 'vitest'
import { documentOf, type EntryDocument, entrySchema } from '../../../renderer/storage/entryDocument'
import { CentreClient } from '../../../renderer/sync/centreClient'
import { keepListening } from '../../../renderer/sync/hintStream'
import { PageSize } from '../../../renderer/sync/pageSize'
import type { TailCheckpoint } from '../../../renderer/sync/pullPage'
import { RxTail } from '../../../renderer/sync/rxTail'
import { machineAmbient, type SyncAmbient } from '../../../renderer/sync/syncAmbient'
import type { TailHow } from '../../../renderer/sync/tail'
import { entriesAnswer, paths } from '../../../shared/contract/sync'
import type { Entry } from '../../../shared/domain/entry/entry'
import { type ADeskOfTheCentre, anEnrolledDesk } from '../../server/aCentre'
import { anEmbeddedCentre } from '../../server/anEmbeddedCentre'
import { hashesIn } from './hashesIn'

/*
 * What RxDB expects of a replication, in the words of its own tests (test/unit/replication*.test.ts), held against
 * this centre. Of what stands there and not here:
 * - push, its batches, its conflicts and their handlers: entries go out by their sequence and are never edited
 *   (ADR 7), and an entry that is known is known. Half of "should replicate both sides" is the centre's contract.
 * - updated and deleted documents: an entry is neither. Equal timestamps: a position is there once.
 * - attachments: photos go apart. Modifiers, cleaning up with a removed collection, short primary keys: not used.
 * - several instances and leaders: one window of a desk has the log, the others wait (openStores.browser.test.ts).
 */

const at = anEmbeddedCentre()
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface AFeed {
  readonly writer: ADeskOfTheCentre
  readonly entries: readonly Entry[]
  write(count: number): Promise<void>
}

async function aFeed(count: number): Promise<AFeed> {
  const writer = await anEnrolledDesk(at())
  const entries: Entry[] = []
  const write = async (more: number) => {
    const written = writer.writeMany(more)
    await writer.push(written)
    entries.push(...written)
  }
  await write(count)
  return { writer, entries, write }
}

type Entries = RxCollection<EntryDocument>
const storage = getRxStorageMemory()
let databases = 0

async function aCollection(): Promise<Entries> {
  databases += 1
  const database: RxDatabase = await createRxDatabase({
    name: `expects-${databases}`,
    storage,
  })
  ends.push(() => database.close())
  const { entries } = await database.addCollections({ entries: { schema: entrySchema } })
  if (!entries) throw new Error('no collection')
  return entries
}

const idsIn = async (collection: Entries) => (await collection.find().exec()).map(({ id }) => id).sort()
const idsOf = ({ entries }: AFeed) => entries.map(({ id }) => id).sort()

/** The desk's tail on a feed, and what it asked for; a test may put something in the way. */
function aTail(collection: Entries, { writer }: AFeed, from?: TailCheckpoint) {
  const asked: number[] = []
  const landed: Entry[] = []
  const epochs: string[] = []
  const kept = { unreadable: 0, collided: [] as string[] }
  const wire: { way: SyncAmbient['fetch'] } = { way: (address, init) => at().call(address, init) }
  const fetch: SyncAmbient['fetch'] = (address, init) => {
    const { searchParams } = new URL(address, 'http://centre')
    if (searchParams.has('after')) asked.push(Number(searchParams.get('after')))
    return wire.way(address, init)
  }
  const client = new CentreClient({ ...machineAmbient, fetch }, '', writer.token)
  const how: TailHow = {
    client,
    siteId: writer.siteId,
    pages: new PageSize(),
    goesOnFrom: async (stored) => stored,
    landed: async ({ entries, checkpoint }) => {
      landed.push(...entries)
      epochs.push(checkpoint.epoch)
    },
    unreadable: async (list) => {
      kept.unreadable += list.length
    },
    came: async () => {},
    onDisk: hashesIn(collection),
    isTwins: () => false,
    collided: async (entries) => {
      kept.collided.push(...entries.map(({ id }) => id))
    },
  }
  const tail = new RxTail(collection, how, from)
  ends.push(() => tail.stop())
  return { tail, client, asked, landed, epochs, kept, wire }
}

/** As RxDB asks by itself, in whatever batches. */
async function pullAll(collection: Entries, feed: AFeed, batchSize: number): Promise<readonly number[]> {
  const { client } = aTail(collection, feed)
  const lengths: number[] = []
  const replication = replicateRxCollection<EntryDocument, TailCheckpoint>({
    collection,
    replicationIdentifier: 'expects',
    live: false,
    pull: {
      batchSize,
      handler: async (checkpoint, limit) => {
        const query = { limit, after: checkpoint?.position ?? 0 }
        const reply = await client.ask({ path: paths.entries(feed.writer.siteId), query }, entriesAnswer)
        if (!reply.ok) throw new Error(reply.because)
        const { entries, epoch } = reply.value
        lengths.push(entries.length)
        const position = entries.at(-1)?.position ?? query.after
        const documents = entries.map(({ entry }) => ({ ...documentOf(entry as Entry), _deleted: false }))
        return { documents, checkpoint: { epoch, position, mark: null } }
      },
    },
  })
  await replication.awaitInitialReplication()
  return lengths
}

test.each([
  [5, 1],
  [15, 12],
  [21, 7],
  [205, 199],
])('should replicate both sides (what is pulled: %i in batches of %i)', async (count, batchSize) => {
  const feed = await aFeed(count)
  const collection = await aCollection()
  const lengths = await pullAll(collection, feed, batchSize)
  expect(await idsIn(collection)).toEqual(idsOf(feed))
  // Full as long as there is more: RxDB takes a short page for the last one.
  expect(lengths.slice(0, -1).every((length) => length === batchSize)).toBe(true)
  expect(lengths.at(-1)).toBeLessThan(batchSize)
})

test('should replicate all writes (live, as the stream says)', async () => {
  const feed = await aFeed(3)
  const collection = await aCollection()
  const { tail, client, landed } = aTail(collection, feed)
  const over = new AbortController()
  let looking: Promise<unknown> = Promise.resolve()
  const listening = keepListening(client, over.signal, {
    isHalted: () => false,
    more: () => {
      looking = looking.then(() => tail.look())
    },
    again: () => {},
    gone: () => {},
  })
  await expect.poll(() => landed.length).toBe(3)
  await feed.write(4)
  await expect.poll(() => landed.length).toBe(7)
  expect(await idsIn(collection)).toEqual(idsOf(feed))
  expect(landed.map(({ id }) => id)).toEqual(feed.entries.map(({ id }) => id))
  over.abort()
  await listening
  await looking
})

test('should sync again after pause->restart', async () => {
  const feed = await aFeed(2)
  const collection = await aCollection()
  const before = aTail(collection, feed)
  expect(await before.tail.look()).toBe('done')
  await before.tail.stop()
  await feed.write(3)
  expect(await collection.count().exec()).toBe(2)
  const after = aTail(collection, feed)
  expect(await after.tail.look()).toBe('done')
  expect(after.asked).toEqual([2])
  expect(await idsIn(collection)).toEqual(idsOf(feed))
})

test('should respect the initial pull checkpoint', async () => {
  const feed = await aFeed(6)
  const collection = await aCollection()
  const { epoch } = await feed.writer.json<{ epoch: string }>(paths.me)
  const { tail, asked } = aTail(collection, feed, { epoch, position: 4, mark: null })
  expect(await tail.look()).toBe('done')
  expect(asked).toEqual([4])
  expect(await idsIn(collection)).toEqual(feed.entries.slice(4).map(({ id }) => id))
})

test('should never resolve awaitInitialReplication() on erroring replication (a look says so, and the next one goes on)', async () => {
  const feed = await aFeed(430)
  const collection = await aCollection()
  const { tail, asked, wire } = aTail(collection, feed)
  const through = wire.way
  wire.way = (address, init) =>
    asked.length > 1 ? Promise.reject(new TypeError('no network')) : through(address, init)
  expect(await tail.look()).toEqual({ ok: false, because: 'no-connection' })
  expect(await collection.count().exec()).toBe(200)
  wire.way = through
  asked.length = 0
  expect(await tail.look()).toBe('done')
  expect(asked).toEqual([200, 400])
  expect(await idsIn(collection)).toEqual(idsOf(feed))
})

test('should never resolve awaitInitialReplication() on canceled replication (and another goes on from the last page)', async () => {
  const feed = await aFeed(430)
  const collection = await aCollection()
  const first = aTail(collection, feed)
  const through = first.wire.way
  let hangs = () => {}
  const hanging = new Promise<void>((resolve) => {
    hangs = resolve
  })
  first.wire.way = (address, init) => {
    if (first.asked.length < 2) return through(address, init)
    hangs()
    return new Promise((_, cut) => init.signal?.addEventListener('abort', () => cut(new Error('cut'))))
  }
  void first.tail.look()
  await hanging
  // The second page is asked for while the first goes to the disk.
  await firstValueFrom(collection.count().$.pipe(filter((count) => count === 200)))
  await first.tail.stop()
  expect(await collection.count().exec()).toBe(200)
  const second = aTail(collection, feed)
  expect(await second.tail.look()).toBe('done')
  // Where the page was written and its checkpoint not yet, it comes once more and does nothing.
  expect(second.asked.slice(-2)).toEqual([200, 400])
  expect(await idsIn(collection)).toEqual(idsOf(feed))
})

test('should recover downstream sync after meta write is lost between fork and meta write (simulated crash)', async () => {
  const feed = await aFeed(5)
  const collection = await aCollection()
  // The entries are on the disk and the checkpoint is not: they come once more, and what follows them comes.
  await collection.bulkInsert(feed.entries.map(documentOf))
  const { tail, asked, landed, kept } = aTail(collection, feed)
  await feed.write(2)
  expect(await tail.look()).toBe('done')
  expect(asked).toEqual([0])
  expect(await idsIn(collection)).toEqual(idsOf(feed))
  expect([landed.length, kept.collided]).toEqual([7, []])
})

test('should sync downstream updates when local and remote have different documents (kept out, and an alarm)', async () => {
  const feed = await aFeed(3)
  const collection = await aCollection()
  const [entry] = feed.entries
  if (!entry) throw new Error('nothing written')
  await collection.insert({ ...documentOf(entry), hash: 'of another body' })
  const { tail, kept } = aTail(collection, feed)
  expect(await tail.look()).toBe('done')
  expect(kept.collided).toEqual([entry.id])
  expect((await collection.findOne(entry.id).exec())?.hash).toBe('of another body')
  expect(await idsIn(collection)).toEqual(idsOf(feed))
})

test('should not save pulled documents that do not match the schema (counted, and the others are not held up)', async () => {
  const feed = await aFeed(3)
  const collection = await aCollection()
  const { tail, kept, wire } = aTail(collection, feed)
  const through = wire.way
  wire.way = async (address, init) => {
    const answer = await through(address, init)
    const page = await answer.json()
    page.entries[1].entry = { id: 'no entry' }
    return Response.json(page, { headers: answer.headers })
  }
  expect(await tail.look()).toBe('done')
  expect(kept.unreadable).toBe(1)
  expect(await collection.count().exec()).toBe(2)
})

test('should not store document metadata on pull only replications', async () => {
  const feed = await aFeed(9)
  const collection = await aCollection()
  const { tail } = aTail(collection, feed)
  expect(await tail.look()).toBe('done')
  const { name } = collection.database
  const beside = [...storage.collectionStates].filter(([key]) =>
    key.startsWith(`${name}--memory--rx-replication-meta`),
  )
  const rows = beside.flatMap(([, { documents }]) => [...documents.values()])
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter((row) => Reflect.get(row, 'isCheckpoint') !== '1')).toEqual([])
})

test('should remove the replication state and start the replication from scratch (another history of the centre)', async () => {
  const feed = await aFeed(4)
  const collection = await aCollection()
  const { tail, asked } = aTail(collection, feed)
  expect(await tail.look()).toBe('done')
  await at().centre.sql.query(`update centre set past = past || epoch, epoch = epoch || '+'`)
  await feed.write(1)
  expect(await tail.look()).toBe('done')
  expect(asked).toEqual([0, 4, 0])
  expect(await idsIn(collection)).toEqual(idsOf(feed))
})

test('a history in which nothing stands is told like any other', async () => {
  const feed = await aFeed(4)
  const collection = await aCollection()
  const { tail, epochs } = aTail(collection, feed)
  expect(await tail.look()).toBe('done')
  const { sql } = at().centre
  await sql.query(`update centre set past = past || epoch, epoch = 'of nothing'`)
  await sql.query('delete from entries where site_id = $1', [feed.writer.siteId])
  await sql.query('update feeds set head = 0 where site_id = $1', [feed.writer.siteId])
  expect(await tail.look()).toBe('done')
  expect(epochs.at(-1)).toBe('of nothing')
})
