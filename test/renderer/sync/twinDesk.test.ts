import { expect, test } from 'vitest'
import type { Desk } from '../../../renderer/commands/desk'
import { partedAs } from '../../../renderer/point/desks'
import { makeSnapshot } from '../../../server/feed/makeSnapshot'
import { paths } from '../../../shared/contract/sync'
import { seenOf } from '../../../shared/domain/entry/seen'
import type { Fact } from '../../../shared/domain/facts'
import type { Identity } from '../../../shared/domain/identity'
import { entryIdOf, factIdOf } from '../../../shared/kernel/ids'
import { round } from '../../builders/aDesk'
import { write } from '../../builders/aLiveDesk'
import { household } from '../../builders/aRound'
import { MemoryHistory } from '../../fakes/memoryHistory'
import { anEnrolledDesk } from '../../server/aCentre'
import { ALinkedDesk, type Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

/** What was counted into the drawer, and what was taken back, in the order of the feed. */
async function inTheFeed({ desk }: ALinkedDesk): Promise<readonly (number | 'undone')[]> {
  const rows = await site
    .centre()
    .centre.sql.query('select body from entries where site_id = $1 order by position', [desk.identity.siteId])
  return rows.flatMap((row) => {
    const { facts } = JSON.parse((row as { body: string }).body) as { facts: readonly Fact[] }
    return facts.flatMap((fact) =>
      fact.kind === 'FloatSet' ? fact.fen : fact.kind === 'FactVoided' ? 'undone' : [],
    )
  })
}

test('a PC cloned onto a second one: what either writes arrives once, and both go on', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  await write(first.desk, floatOf(1))
  await first.untilInStep(1)
  await first.close()
  const second = site.keep(await first.copied())
  await first.open()
  second.cutOff()
  await second.open()
  const wrong = await write(second.desk, floatOf(102))
  if (!wrong.ok) throw new Error(wrong.refusal)
  await second.desk.undo(round, wrong.factIds, 'miscounted')
  await write(second.desk, floatOf(103))
  for (const n of [2, 3, 4]) await write(first.desk, floatOf(n))
  await first.untilInStep(4)

  second.reconnect()
  await second.until(({ state }) => state === 'twin')
  // While it waits for its name it works on, and says what is unsent; nothing of it goes out.
  await write(second.desk, floatOf(104))
  await site.time.pass(3_600_000)
  expect(second.link.view).toMatchObject({ state: 'twin', unsent: 4, aside: [], keptOut: 0 })
  expect(await inTheFeed(first)).toEqual([1, 2, 3, 4])

  await second.part()
  await second.untilInStep(8)
  await write(first.desk, floatOf(5))
  await write(second.desk, floatOf(105))
  for (const desk of [first, second]) await desk.untilInStep(10)
  expect(await inTheFeed(first)).toEqual([1, 2, 3, 4, 102, 'undone', 103, 104, 5, 105])
  // What was undone names it as it is called now, on either desk.
  const undone = factIdOf(entryIdOf(second.desk.identity.deviceId, 1), 0)
  for (const { link, desk } of [first, second]) {
    expect(link.view).toMatchObject({ unsent: 0, aside: [], keptOut: 0 })
    expect(desk.point.picture.site.voidOf(undone)).toBeDefined()
  }
})

test('a copied PC says as which counter it goes on, also after a restart, until that is read', async () => {
  const first = await site.deskAt(await site.newSite())
  await first.untilInStep(0)
  await first.close()
  const second = site.keep(await first.copied())
  await first.open()
  await write(first.desk, floatOf(1))
  await first.untilInStep(1)
  await second.open()
  await write(second.desk, floatOf(2))
  await second.until(({ state }) => state === 'twin')
  const said = ({ desk }: ALinkedDesk) => partedAs(desk.point.settings)
  expect(said(second)).toBeNull()

  await second.part()
  await second.untilInStep(2)
  expect(said(second)).toEqual({ counter: '2' })
  await second.close()
  await second.open()
  expect(said(second)).toEqual({ counter: '2' })
  await second.desk.changeSettings({ saysParted: false })
  await second.close()
  await second.open()
  expect(said(second)).toBeNull()
  expect(said(first)).toBeNull()
})

test('a copy that finds out only when it sends has nothing of it taken, and sends it all in its own name', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = site.keep(await first.copied())
  second.cutOff()
  await second.open()
  for (const n of [101, 102, 103]) await write(second.desk, floatOf(n))
  await second.close()
  let isUnderWay = false
  let arrives = () => {}
  second.way = async (address, init, centre) => {
    if (isUnderWay) throw new TypeError('no network')
    if (init.method !== 'POST' || !address.endsWith('/entries')) return centre(address, init)
    isUnderWay = true
    await new Promise<void>((resolve) => {
      arrives = resolve
    })
    return centre(address, init)
  }
  await second.open()
  await second.until(() => isUnderWay)
  await write(first.desk, floatOf(1))
  await first.untilInStep(1)
  arrives()
  second.reconnect()
  await second.until(({ state }) => state === 'twin')
  await second.part()
  await second.untilInStep(4)
  await write(first.desk, floatOf(2))
  for (const desk of [first, second]) await desk.untilInStep(5)
  expect(await inTheFeed(first)).toEqual([1, 101, 102, 103, 2])
  for (const { link } of [first, second])
    expect(link.view).toMatchObject({ unsent: 0, aside: [], keptOut: 0 })
})

test('a PC set back to an image older than the centre: it writes on, gets back what it had written, and loses nothing', async () => {
  const siteKey = await site.newSite()
  const desk = await site.deskAt(siteKey)
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
  await desk.close()
  const image = await desk.disk.image()
  await desk.open()
  for (const n of [2, 3]) await write(desk.desk, floatOf(n))
  await desk.untilInStep(3)
  await desk.close()

  await desk.disk.becomes(image)
  await desk.open()
  for (const n of [21, 22, 23]) {
    expect(await write(desk.desk, floatOf(n))).toMatchObject({ ok: true })
    await site.time.pass(30_000)
  }
  await desk.until(({ state }) => state === 'twin')
  expect(desk.link.view.unsent).toBe(3)
  await desk.part()
  await desk.untilInStep(6)
  expect(await write(desk.desk, floatOf(24))).toMatchObject({ ok: true })
  await desk.untilInStep(7)
  expect(await inTheFeed(desk)).toEqual([1, 2, 3, 21, 22, 23, 24])
  expect(await desk.disk.entries.count()).toBe(7)
  expect(desk.link.view).toMatchObject({ unsent: 0, aside: [], keptOut: 0 })
})

test('a PC set back to the day it joined takes no picture with work of its own that it never did', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.close()
  const image = await desk.disk.image()
  await desk.open()
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
  await desk.close()
  await desk.disk.becomes(image)
  await desk.open()
  await write(desk.desk, floatOf(11))
  await desk.until(({ state }) => state === 'twin')
  await desk.part()
  await desk.untilInStep(2)
  expect(await inTheFeed(desk)).toEqual([1, 11])
})

test('a copied PC that has only the picture of what was before it goes on in another name once all of that is here', async () => {
  const siteKey = await site.newSite()
  const { centre } = site.centre()
  const before = await anEnrolledDesk(site.centre(), { siteKey })
  await before.push(before.writeMany(400))
  await before.push(before.writeMany(400))
  await makeSnapshot(centre.books, before.siteId, async () => {})

  const first = site.keep(new ALinkedDesk(site.centre(), site.time))
  first.disk.history = new MemoryHistory()
  first.way = withoutSegments
  await first.enrol(siteKey)
  const knownTo = ({ point }: Desk) => seenOf(point.seen, before.deviceId).upTo
  while (knownTo(first.desk) < 800) await site.time.pass(20)
  const second = site.keep(await first.copied())
  await second.open()
  await write(second.desk, floatOf(1))
  await second.untilInStep(801)
  await write(first.desk, floatOf(2))
  await site.time.pass(5_000)
  expect(first.link.view).toMatchObject({ state: 'offline', unsent: 1, aside: [] })

  first.reconnect()
  await first.until(({ state }) => state === 'twin')
  await first.part(async (desk) => expect(knownTo(desk)).toBe(800))
  await first.untilInStep(802)
  expect(await inTheFeed(second)).toEqual([1, 2])
})

test('what a cache on the way kept for another desk makes nobody its twin', async () => {
  const siteKey = await site.newSite()
  const [first, second] = [await site.deskAt(siteKey), await site.deskAt(siteKey)]
  const isMe = (address: string, { method }: RequestInit) => address.endsWith(paths.me) && method !== 'PUT'
  let kept: Response | undefined
  first.way = async (address, init, centre) => {
    const response = await centre(address, init)
    if (isMe(address, init)) kept = response.clone()
    return response
  }
  for (const n of [1, 2]) await write(first.desk, floatOf(n))
  await write(second.desk, floatOf(11))
  await second.untilInStep(3)
  first.link.wake()
  await first.untilInStep(3)
  let answered = 0
  second.way = async (address, init, centre) => {
    if (!isMe(address, init) || !kept) return centre(address, init)
    answered += 1
    return kept.clone()
  }
  second.link.wake()
  await second.until(() => answered > 0)
  await site.time.pass(60_000)
  expect(second.link.view.state).not.toBe('twin')
  second.reconnect()
  await second.untilInStep(3)
})

test('where something on the way drops what is asked, a copied PC does not ask without end, and parts once it comes through', async () => {
  const first = await site.deskAt(await site.newSite())
  const second = site.keep(await first.copied())
  for (const n of [1, 2, 3, 4]) await write(first.desk, floatOf(n))
  await first.untilInStep(4)
  let asked = 0
  second.way = (address, init, centre) => {
    const [plain = '', query] = address.split('?')
    if (query !== undefined && plain.endsWith(paths.me)) asked += 1
    return centre(plain.endsWith(paths.me) ? plain : address, init)
  }
  await second.open()
  await write(second.desk, floatOf(5))
  await site.time.pass(60_000)
  expect(asked).toBeGreaterThan(0)
  // As often as anything is tried that fails: about twice a second.
  expect(asked).toBeLessThan(240)
  second.reconnect()
  await second.until(({ state }) => state === 'twin')
})

test('who is written down or erased between two names, before the centre is there, is so everywhere afterwards', async () => {
  const siteKey = await site.newSite()
  const [first, copied] = [await site.deskAt(siteKey), await site.deskAt(siteKey)]
  const [li, zhang] = [person('li'), person('zhang')]
  await first.desk.keepPeople([li])
  await copied.until(() => copied.disk.people.has(li.householdId) && !copied.people.waits)
  const twin = site.keep(await copied.copied())
  await twin.open()
  await write(copied.desk, floatOf(1))
  await copied.untilInStep(1)
  await twin.until(({ state }) => state === 'twin')
  await twin.part(async (desk) => {
    await desk.keepPeople([zhang])
    await desk.people.erase([li.householdId])
  })
  await twin.untilInStep(1)
  for (const one of [first, copied, twin])
    await one.until(() => JSON.stringify([...one.disk.people.keys()]) === JSON.stringify([zhang.householdId]))
})

const withoutSegments: Way = (address, init, centre) =>
  address.includes('/segments/')
    ? Promise.reject(new TypeError('the connection was cut'))
    : centre(address, init)

const person = (name: string): Identity => ({
  ...{ householdId: household(name), name, phone: null, address: null, note: null, version: 1 },
})
