import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashesOnDisk } from '../../../renderer/storage/hashesOnDisk'
import type { DeskStores } from '../../../renderer/storage/openedStores'
import { openStores } from '../../../renderer/storage/openStores'
import { CentreClient } from '../../../renderer/sync/centreClient'
import { PageSize } from '../../../renderer/sync/pageSize'
import { RxTail } from '../../../renderer/sync/rxTail'
import { machineAmbient } from '../../../renderer/sync/syncAmbient'
import type { TailHow } from '../../../renderer/sync/tail'
import type { Entry } from '../../../shared/domain/entry/entry'
import { chainOf, secondDesk, siteId } from '../storage/chainOf'
import { freshDatabases, noVault } from '../storage/freshDatabases'

const how = { siteId, vault: noVault }
const open: DeskStores[] = []
const tails: RxTail[] = []

beforeEach(freshDatabases)
afterEach(async () => {
  for (const tail of tails.splice(0)) await tail.stop()
  for (const stores of open.splice(0)) await stores.close()
})

/** The feed of a centre, page by page as the contract says. */
class AFeed {
  epoch = 'first'
  entries: unknown[] = []
  asked: number[] = []
  shown: (string | null)[] = []
  fetch = async (address: string): Promise<Response> => {
    const { searchParams } = new URL(address)
    const after = Number(searchParams.get('after'))
    const epoch = searchParams.get('epoch')
    if (epoch !== null && epoch !== this.epoch)
      return Response.json({ code: 'epoch', epoch: this.epoch }, { status: 409 })
    this.asked.push(after)
    this.shown.push(searchParams.get('mark'))
    const limit = Number(searchParams.get('limit'))
    const entries = this.entries.map((entry, i) => ({ position: i + 1, entry })).slice(after, after + limit)
    const mark = `mark ${entries.at(-1)?.position ?? after}`
    return Response.json({ epoch: this.epoch, head: this.entries.length, entries, mark })
  }
}

async function aDesk(feed: AFeed) {
  const opened = await openStores(how)
  if (opened.status !== 'ready') throw new Error(opened.status)
  const { stores } = opened
  open.push(stores)
  if (!stores.entriesCollection) throw new Error('no collection')
  const landed: Entry[] = []
  const kept = { unreadable: 0, collided: [] as string[], startsAt: 0, knows: 0, told: async () => {} }
  const disk = { isReadable: true }
  const tailHow: TailHow = {
    client: new CentreClient({ ...machineAmbient, fetch: feed.fetch }, 'http://centre', 'token'),
    siteId,
    pages: new PageSize(),
    goesOnFrom: async (stored) => {
      kept.startsAt = stored?.position ?? 0
      return stored
    },
    landed: async ({ entries, checkpoint }) => {
      landed.push(...entries)
      kept.knows = checkpoint.position
      await kept.told()
    },
    unreadable: async (list) => {
      kept.unreadable += list.length
    },
    came: async () => {},
    onDisk: async (entries) => {
      if (!disk.isReadable) throw new Error('a bad sector')
      return hashesOnDisk(stores.entries, entries)
    },
    isTwins: () => false,
    collided: async (entries) => {
      kept.collided.push(...entries.map(({ id }) => id))
    },
  }
  const tail = new RxTail(stores.entriesCollection, tailHow)
  tails.push(tail)
  return { stores, tail, landed, kept, disk }
}

/** What RxDB's replication has noted, by its keys. */
async function notedBeside(): Promise<readonly IDBValidKey[]> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  const opening = indexedDB.open(names.find((name) => name.includes('rx-replication-meta')) ?? '')
  await new Promise((resolve) => opening.addEventListener('success', resolve))
  const asking = opening.result.transaction('docs').objectStore('docs').getAllKeys()
  await new Promise((resolve) => asking.addEventListener('success', resolve))
  opening.result.close()
  return asking.result
}

const theirs = (n: number) => chainOf(n, { deviceId: secondDesk })

test('where the disk cannot be read for a moment the look ends, and the next one has everything', async () => {
  const feed = new AFeed()
  feed.entries.push(...theirs(250))
  const { stores, tail, disk } = await aDesk(feed)
  disk.isReadable = false
  expect(await tail.look()).toBe('not-stored')
  disk.isReadable = true
  expect(await tail.look()).toBe('done')
  expect(await stores.entries.count()).toBe(250)
})

test('everything of the feed lands on the disk, in pages, and a later look brings only what is new', async () => {
  const feed = new AFeed()
  const entries = theirs(450)
  feed.entries = entries.slice(0, 430)
  const { stores, tail, landed, kept } = await aDesk(feed)
  expect(await tail.look()).toBe('done')
  expect(await stores.entries.count()).toBe(430)
  expect(landed).toHaveLength(430)
  expect(kept.knows).toBe(430)
  feed.entries = entries
  feed.asked = []
  expect(await tail.look()).toBe('done')
  expect(await stores.entries.count()).toBe(450)
  expect(feed.asked).toEqual([430])
  expect(await stores.entries.ofDevice(secondDesk, 1, 450)).toEqual(entries)
})

test('beside the log stands how far it was pulled, and nothing of what could be pushed', async () => {
  const feed = new AFeed()
  feed.entries = theirs(3)
  const { stores, tail } = await aDesk(feed)
  await tail.look()
  for (const entry of chainOf(3)) await stores.entries.append(entry)
  feed.entries = theirs(5)
  await tail.look()
  await tail.stop()
  expect(await notedBeside()).toEqual(['down|1'])
})

test('a desk that was closed goes on where it left off, and knows how far that was before it asks', async () => {
  const feed = new AFeed()
  feed.entries = theirs(5)
  const first = await aDesk(feed)
  await first.tail.look()
  await first.tail.stop()
  await first.stores.close()
  feed.asked = []
  feed.shown = []
  const again = await aDesk(feed)
  await again.tail.look()
  expect(feed.asked).toEqual([5])
  expect(feed.shown).toEqual(['mark 5'])
  expect(again.kept.startsAt).toBe(5)
})

test('entries that cannot be read are kept out and counted; the good ones around them land', async () => {
  const feed = new AFeed()
  const good = theirs(620)
  // A whole page and more of nothing readable in the middle: it must not look like the end.
  const bad = Array.from({ length: 250 }, (_, n) => ({ n }))
  feed.entries = [
    ...good.slice(0, 10),
    { ...good[10], basis: 9 },
    ...good.slice(11, 300),
    ...bad,
    ...good.slice(300),
  ]
  const { stores, tail, kept } = await aDesk(feed)
  await tail.look()
  expect(await stores.entries.count()).toBe(619)
  expect(kept.unreadable).toBe(251)
})

test('own entries that come back are known; one with another body never replaces what is on the disk', async () => {
  const feed = new AFeed()
  const { stores, tail, kept } = await aDesk(feed)
  const mine = theirs(3)
  await stores.entries.appendAll(mine)
  const others = chainOf(3, { deviceId: secondDesk, clockMs: (seq) => 1_763_800_000_000 + seq })
  feed.entries = [mine[0], others[1], mine[2]]
  await tail.look()
  expect(kept.collided).toEqual([mine[1]?.id])
  expect(await stores.entries.ofDevice(secondDesk, 1, 3)).toEqual(mine)
})

test('another history of the centre is followed from its beginning', async () => {
  const feed = new AFeed()
  const entries = theirs(6)
  feed.entries = entries.slice(0, 4)
  const { stores, tail, kept } = await aDesk(feed)
  await tail.look()
  feed.epoch = 'restored'
  feed.entries = [entries[0], entries[4], entries[5]]
  await tail.look()
  expect(await stores.entries.count()).toBe(6)
  expect(kept.knows).toBe(3)
})

test('without a network a look ends, and the next one brings what there is', async () => {
  const feed = new AFeed()
  feed.entries = theirs(3)
  const answering = feed.fetch
  feed.fetch = async () => {
    throw new TypeError('no network')
  }
  const { stores, tail } = await aDesk({ ...feed, fetch: (address: string) => feed.fetch(address) } as AFeed)
  expect(await tail.look()).toEqual({ ok: false, because: 'no-connection' })
  feed.fetch = answering
  expect(await tail.look()).toBe('done')
  expect(await stores.entries.count()).toBe(3)
})

test('the next page is asked for before the one before it is told, and is never told before it is on the disk', async () => {
  const feed = new AFeed()
  feed.entries = theirs(650)
  const { stores, tail, kept } = await aDesk(feed)
  const asked: number[] = []
  const onDisk: number[] = []
  kept.told = async () => {
    asked.push(feed.asked.length)
    onDisk.push((await stores.entries.count()) - kept.knows)
  }
  expect(await tail.look()).toBe('done')
  expect(asked).toEqual([2, 3, 4, 4])
  expect(onDisk).toEqual([0, 0, 0, 0])
})

test('what came after a page was asked for ahead comes with the next look', async () => {
  const feed = new AFeed()
  const entries = theirs(260)
  feed.entries = entries.slice(0, 200)
  const { stores, tail, kept } = await aDesk(feed)
  kept.told = async () => {
    feed.entries = entries
  }
  expect(await tail.look()).toBe('done')
  expect(await tail.look()).toBe('done')
  expect(await stores.entries.count()).toBe(260)
})
