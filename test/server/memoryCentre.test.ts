import { expect, test } from 'vitest'
import type { IdentitiesAnswer } from '../../shared/contract/people'
import { type EntriesAnswer, type PushAnswer, paths, type SeenAnswer } from '../../shared/contract/sync'
import { MemoryCentre } from '../fakes/memoryCentre'
import { ADeskOfTheCentre } from './aCentre'

function aDeskOf(centre: MemoryCentre, deviceId: string): ADeskOfTheCentre {
  const desk = new ADeskOfTheCentre((path, init) => centre.answer(path, init), deviceId, 'site-1')
  desk.token = centre.admit(deviceId, ['site-1'])
  return desk
}

test('the centre in memory answers as the one with a database does', async () => {
  const centre = new MemoryCentre({ nowMs: () => 1 })
  const [one, other] = [aDeskOf(centre, 'desk-1'), aDeskOf(centre, 'desk-2')]
  const entries = one.writeMany(5)
  const pushed: PushAnswer = await one.push([
    entries[0],
    entries[0],
    { ...entries[1], basis: 3 },
    entries[2],
    other.write(),
  ])
  expect(pushed.outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
    'accepted',
    'known',
    'wrong-hash',
    'accepted',
    'wrong-device',
  ])
  const page: EntriesAnswer = await other.json(paths.entries('site-1'))
  expect(page).toMatchObject({ head: 2, entries: [{ position: 1, entry: entries[0] }, { position: 2 }] })
  expect(await one.json<SeenAnswer>(paths.seen('site-1'))).toMatchObject({ upTo: 1, beyond: [[3, 3]] })
  const identity = {
    erased: false,
    householdId: 'h',
    version: 1,
    name: 'x',
    phone: null,
    address: null,
    note: null,
  }
  await one.sent(paths.identities('site-1'), { rows: [{ assumed: null, identity }] })
  expect((await other.json<IdentitiesAnswer>(paths.identities('site-1'))).identities).toEqual([
    { change: 1, identity },
  ])
})

test('what a crash did before the commit never was; after it, only the reply is lost', async () => {
  let crash: 'before' | 'after' | null = null
  const fail = (when: 'before' | 'after') => () => {
    if (crash === when) throw new Error('crash')
  }
  const faults = { beforeCommit: fail('before'), afterCommit: fail('after') }
  const centre = new MemoryCentre({ nowMs: () => 1, faults })
  const desk = aDeskOf(centre, 'desk-1')
  const entries = desk.writeMany(1)
  crash = 'before'
  expect((await desk.pushing(entries)).status).toBe(500)
  crash = 'after'
  expect((await desk.pushing(entries)).status).toBe(500)
  crash = null
  const { outcomes }: PushAnswer = await desk.push(entries)
  expect(outcomes).toMatchObject([{ outcome: 'known' }])
  centre.restore('site-1', 0, 9)
  expect(await desk.json<SeenAnswer>(paths.seen('site-1'))).toMatchObject({ head: 0, epoch: 'epoch-2' })
})

test('a database that lags behind the one that is written to has lost nothing: the desk is to ask again', async () => {
  const centre = new MemoryCentre({ nowMs: () => 1 })
  const desk = aDeskOf(centre, 'desk-1')
  await desk.push(desk.writeMany(3))
  const { epoch, mark }: EntriesAnswer = await desk.json(paths.entries('site-1'))
  const { books } = centre
  const inFeed = books.inFeed.bind(books)
  // Only under the lock it is the one that is written to.
  books.inFeed = (siteId, work) =>
    inFeed(siteId, (book) => {
      let upTo = 2
      const page: typeof book.page = async (after, limit) =>
        (await book.page(after, limit)).filter(({ position }) => position <= upTo)
      const lock = () => {
        upTo = 3
        return book.lock()
      }
      return work({ ...book, lock, page })
    })
  const asked = `${paths.entries('site-1')}?${new URLSearchParams({ epoch, after: '3', mark: mark ?? '' })}`
  const response = await desk.call(asked)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
  books.inFeed = inFeed
  expect((await desk.call(asked)).status).toBe(200)
})
