import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keepPhoto } from '../../renderer/commands/keepPhoto'
import { zh } from '../../renderer/i18n/zh/zh'
import { noteDiscrepancy } from '../../shared/domain/discrepancy/noteDiscrepancy'
import type { FactOf } from '../../shared/domain/facts'
import { aTakenPhoto } from '../builders/aTakenPhoto'
import { aWetBox } from '../builders/aWetBox'
import { inStep, joinCentre, linkState } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { entriesOnDisk, historyOnDisk, photosOnDisk } from '../e2e/recordsOnDisk'
import { codeOn, Shift, sampleOf } from '../e2e/shift'
import { aCode } from '../server/aCentre'
import { type ALongFeed, aLongFeed, writeFiller } from './aLongFeed'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { everythingIn } from './everythingIn'
import { type Asked, FaultProxy, straight } from './faultProxy'
import { type ADeskOnASmallDisk, openOnSmallDisk } from './fullDisk'
import { reportFault } from './reportFault'

const megabyte = 1024 * 1024
/** A disk that takes nothing for so long, and what a desk may ask of the centre meanwhile. */
const fullMs = 20_000
const mostAsked = 15
const soonMs = 120_000

let centre: AServedCentre
let feed: ALongFeed
let proxy: FaultProxy
let small: ADeskOnASmallDisk | undefined
const met: string[] = []
const places = 5
let lost = 0
let twice = 0
beforeAll(async () => {
  centre = await aServedCentre()
  feed = await aLongFeed(centre)
  proxy = await FaultProxy.open(centre.address)
}, 120_000)
afterEach(async () => {
  await small?.desk.close()
  small = undefined
})
afterAll(async () => {
  const converged = met.length === places
  reportFault({
    id: 'R8b',
    ...{ runs: met.length, lost, duplicated: twice, converged },
    passed: converged && lost + twice === 0,
    note: `not called in step, asked for seldom, and whole once there was room: ${met.join(', ')}`,
  })
  await feed?.first.close()
  await proxy?.close()
  await centre?.close()
})

async function open(): Promise<ADeskOnASmallDisk> {
  small = await openOnSmallDisk(48 * megabyte, '', { offline: false })
  await new Shift(small.desk).ready()
  return small
}

/** A new desk of the point, whose first request of a kind is answered once its disk is full. */
async function joinedAndFull(isHeld: (asked: Asked) => boolean): Promise<ADeskOnASmallDisk> {
  const opened = await open()
  const gate = aGate(proxy, isHeld)
  await joinCentre(opened.desk, proxy.address, await aCode(centre, feed.siteKey))
  await gate.reached
  await opened.fill()
  gate.open()
  return opened
}

/** Nothing is called in step, and the centre is asked for little. */
async function staysFull(
  desk: Desk,
  {
    allowed = ['receiving'],
    most = mostAsked,
  }: { readonly allowed?: readonly string[]; readonly most?: number } = {},
): Promise<void> {
  let asked = 0
  proxy.way = (_asked, pass) => {
    asked += 1
    return pass()
  }
  const states = new Set<string>()
  for (let seconds = 0; seconds < fullMs / 1000; seconds++) {
    await desk.page.waitForTimeout(1000)
    states.add(await linkState(desk))
  }
  proxy.way = straight
  const others = [...states].filter((state) => !allowed.includes(state))
  expect(others).toEqual([])
  expect(asked).toBeLessThan(most)
}

/** Everything of the feed is on the disk, and everything on the disk is in the feed once. */
async function endsWhole({ desk, makeRoom }: ADeskOnASmallDisk): Promise<void> {
  await makeRoom()
  const idsHere = async () => {
    const all = [...(await entriesOnDisk(desk.page)), ...(await historyOnDisk(desk.page))]
    return [...new Set(all.map(({ id }) => id as string))].sort()
  }
  const idsThere = async () => (await everythingIn(feed.writer)).map(({ id }) => id as string).sort()
  const missing = async () => (await idsThere()).length - (await idsHere()).length
  await expect.poll(missing, { timeout: soonMs }).toBe(0)
  await inStep(desk)
  const [here, there] = [await idsHere(), await idsThere()]
  lost += here.filter((id) => !there.includes(id)).length
  twice += there.length - new Set(there).size
  expect(here).toEqual(there)
}

async function inStepBefore(): Promise<ADeskOnASmallDisk> {
  const opened = await open()
  await joinCentre(opened.desk, proxy.address, await aCode(centre, feed.siteKey))
  await inStep(opened.desk)
  return opened
}

/** The n-th goods of the round, as they are received. A line that is in already writes nothing when it is scanned. */
async function scanned(desk: Desk, n: number): Promise<void> {
  const product = sampleOf('kit').products.filter(({ components }) => components.length === 0)[n]
  if (!product) throw new Error('the sample has no goods')
  const shift = new Shift(desk)
  await shift.goTo('receive')
  await shift.scan(codeOn(product, 500))
}

/** A card with a photo, at the desk that wrote the round. */
async function photographAt({ desk }: ALongFeed['first']): Promise<void> {
  const [round] = desk.point.rounds()
  if (!round) throw new Error('there is no round')
  const noted = await desk.run(round.roundId, noteDiscrepancy, aWetBox)
  const [fact] = noted.ok ? (noted.entries[0]?.facts ?? []) : []
  const { discrepancyId } = fact as FactOf<'DiscrepancyNoted'>
  await keepPhoto(desk, round.roundId, { discrepancyId, photo: aTakenPhoto(400_000) })
}

describe('the disk is full while the centre is followed', { timeout: 300_000 }, () => {
  test('the picture of a new desk does not fit: it is taken once there is room', async () => {
    const small = await joinedAndFull(({ path }) => path.endsWith('/snapshot'))
    await staysFull(small.desk)
    await endsWhole(small)
    met.push('the picture of a new desk')
  })

  test('history does not fit: a scan is refused in words as long as that does not fit either', async () => {
    const small = await joinedAndFull(({ path }) => path.includes('/segments/'))
    const { desk, makeRoom } = small
    const before = (await entriesOnDisk(desk.page)).length
    await scanned(desk, 0)
    await desk.page.getByText(zh.refusals['disk-full']).first().waitFor()
    expect((await entriesOnDisk(desk.page)).length).toBe(before)
    await staysFull(desk)
    await makeRoom(megabyte / 4)
    await scanned(desk, 0)
    await expect.poll(async () => (await entriesOnDisk(desk.page)).length).toBeGreaterThan(before)
    await endsWhole(small)
    met.push('its history')
  })

  test('the live tail does not fit: it goes on where it stopped', async () => {
    const small = await joinedAndFull(({ path }) => path.includes('/entries?'))
    await staysFull(small.desk)
    await writeFiller(feed.writer, 150)
    await endsWhole(small)
    met.push('the live tail')
  })

  test('the bookkeeping does not fit: what was sent is sent once, also after a restart', async () => {
    const small = await inStepBefore()
    const { desk, fill } = small
    const gate = aGate(proxy, ({ method, path }) => method === 'POST' && path.endsWith('/entries'))
    await scanned(desk, 1)
    await gate.reached
    await fill()
    gate.open()
    await staysFull(desk, { allowed: ['sending', 'online', 'receiving'] })
    await endsWhole(small)
    await desk.page.reload()
    await inStep(desk)
    await endsWhole(small)
    met.push('what was sent')
  })

  test('a photo does not fit: it is fetched again, later and later, and is here once there is room', async () => {
    const small = await inStepBefore()
    const { desk, fill } = small
    const gate = aGate(proxy, ({ method, path }) => method === 'GET' && path.includes('/blobs/'))
    await photographAt(feed.first)
    await gate.reached
    await fill()
    gate.open()
    // Each of its parts is a request.
    await staysFull(desk, { allowed: ['online'], most: 2 * mostAsked })
    await endsWhole(small)
    await expect.poll(() => photosOnDisk(desk.page), { timeout: soonMs }).toBe(1)
    met.push('a photo')
  })
})

/** Holds back the first request of a kind until it is opened. */
function aGate(proxy: FaultProxy, isHeld: (asked: Asked) => boolean) {
  let open = () => {}
  let reach = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  proxy.way = async (asked, pass) => {
    if (isHeld(asked)) {
      reach()
      await opened
    }
    return pass()
  }
  return { reached, open }
}
