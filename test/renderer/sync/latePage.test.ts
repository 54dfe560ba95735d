import { createRxDatabase } from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { afterEach, expect, test } from 'vitest'
import { entrySchema } from '../../../renderer/storage/entryDocument'
import { CentreClient } from '../../../renderer/sync/centreClient'
import { FollowedFeed, type FollowingParts } from '../../../renderer/sync/followedFeed'
import { KeptOut } from '../../../renderer/sync/keptOut'
import type { PeopleSync } from '../../../renderer/sync/peopleSync'
import { RxTail } from '../../../renderer/sync/rxTail'
import { machineAmbient, type SyncAmbient } from '../../../renderer/sync/syncAmbient'
import { ADisk } from '../../builders/aLiveDesk'
import { chainOf, secondDesk, siteId } from '../storage/chainOf'
import { hashesIn } from './hashesIn'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const entries = chainOf(250, { deviceId: secondDesk })

/** A centre with that feed, for a desk that waits for nothing longer than a moment. */
const ambient: SyncAmbient = {
  ...machineAmbient,
  wait: (ms, signal) => machineAmbient.wait(ms > 30_000 ? ms : Math.min(ms, 20), signal),
  fetch: async (address) => {
    const { searchParams } = new URL(address)
    const after = Number(searchParams.get('after'))
    const page = entries.map((entry, i) => ({ position: i + 1, entry })).slice(after, after + 200)
    return Response.json({ epoch: 'e', head: entries.length, entries: page })
  },
}

test.each([
  ['a full page', 1],
  ['the last page', 2],
])('%s that reaches the disk after it was given up is in the picture all the same', async (_, slow) => {
  const database = await createRxDatabase({ name: `late-${slow}`, storage: getRxStorageMemory() })
  ends.push(() => database.close())
  const collection = (await database.addCollections({ entries: { schema: entrySchema } })).entries
  if (!collection) throw new Error('no collection')
  const { storageInstance } = collection
  const write = storageInstance.bulkWrite.bind(storageInstance)
  let pages = 0
  storageInstance.bulkWrite = async (rows, context) => {
    pages += 1
    if (pages === slow) await machineAmbient.wait(200)
    return write(rows, context)
  }
  const told = new Set<string>()
  const client = new CentreClient(ambient, 'http://centre', 'token')
  const how: FollowingParts['how'] = {
    client,
    siteId,
    startsAt: () => {},
    came: async () => {},
    landed: async ({ entries: landed }) => {
      for (const { id } of landed) told.add(id)
    },
    onDisk: hashesIn(collection),
    isTwins: () => false,
    collided: async () => {},
  }
  const { local, entries: store } = new ADisk()
  const feed = new FollowedFeed({
    ambient,
    how,
    segments: undefined,
    people: { run: async () => undefined } as unknown as PeopleSync,
    keptOut: new KeptOut({ ambient, local, entries: store }, siteId),
    openTail: (tailHow, from) => new RxTail(collection, tailHow, from),
    ready: async () => {},
    isHalted: () => false,
    after: () => 'again',
    changed: () => {},
  })
  ends.push(() => feed.stop())
  await expect
    .poll(async () => {
      feed.ask()
      return feed.caughtUp && (await collection.count().exec())
    })
    .toBe(250)
  expect(told.size).toBe(250)
})
