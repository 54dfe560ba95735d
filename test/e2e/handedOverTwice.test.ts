import { afterEach, expect, test } from 'vitest'
import type { ReportedDiscrepancy } from '../../shared/domain/report/reportRows'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aWireTo, type Wire } from './aWire'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { foldOnDisk } from './recordsOnDisk'
import { openShelvedDesk } from './seededDesk'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const stage = ({ page }: Desk, at: 'idle' | 'visit' | 'gone') =>
  page.locator(`main [data-at="${at}"]`).waitFor()
const goTo = ({ page }: Desk, screen: string) =>
  page.evaluate((to) => {
    window.location.hash = `#/${to}`
  }, screen)

/** Whatever the page complained of, but for its talk with the centre. */
const complaints = ({ problems }: Desk, { address }: Wire) => problems.filter((one) => !one.includes(address))

async function collected(desk: Desk, bags: readonly string[]): Promise<void> {
  for (const bag of bags) await desk.scan(bag)
  await stage(desk, 'gone')
  await stage(desk, 'idle')
}

/** From the scan at one counter until the other shows who was just here; ms. */
async function seenAt(other: Desk, slot: number, act: () => Promise<void>): Promise<number> {
  const line = other.page.locator('aside li b').getByText(String(slot), { exact: true })
  const began = performance.now()
  const seen = line.waitFor({ timeout: 30_000 }).then(() => performance.now() - began)
  await act()
  return seen
}

test('a bag handed over at two counters that were cut off is contested once on both screens and at the centre, their clocks minutes apart', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  // By the real time: the centre folds once its desks have been quiet for a while.
  Object.defineProperty(at.clock, 'nowMs', { get: () => Date.now() })
  const siteKey = await aPoint(at)
  const wires = [await aWireTo(address), await aWireTo(address)] as const
  const opened = await openShelvedDesk({ households: 14, waiting: 0, offline: false })
  const one = opened.desk
  ends.push(() => one.close())
  await joinCentre(one, wires[0].address, await aCode(at, siteKey))
  await inStep(one, 120_000)
  const other = await openDesk({ offline: false, locale: 'en-US', clockAheadMs: 7 * 60_000 })
  ends.push(() => other.close())
  await joinCentre(other, wires[1].address, await aCode(at, siteKey), 'en-US')
  await inStep(other, 120_000, 'en-US')
  for (const desk of [one, other]) {
    await goTo(desk, 'handover')
    await stage(desk, 'idle')
  }

  const paid = opened.households.filter(({ dueFen }) => dueFen <= 0)
  const [twice, ...rest] = paid
  if (!twice || rest.length < 4) throw new Error('the sample has nobody to serve')
  const took: number[] = []
  for (const { slot, bags } of rest.slice(0, 8)) {
    const [first = '', ...others] = bags
    took.push(await seenAt(other, slot, () => one.scan(first)))
    for (const bag of others) await one.scan(bag)
    await stage(one, 'gone')
    await stage(one, 'idle')
  }
  console.info(`seen at the other counter after ${took.map(Math.round).join(', ')} ms`)

  const apart = (act: (wire: Wire) => Promise<void>) => Promise.all(wires.map(act))
  await apart((wire) => wire.cut())
  await Promise.all([collected(one, twice.bags), collected(other, twice.bags)])
  await one.page
    .getByText(/未上传/)
    .first()
    .waitFor()
  await other.page
    .getByText(/unsent/)
    .first()
    .waitFor()
  await apart((wire) => wire.mend())
  await Promise.all([inStep(one, 120_000), inStep(other, 120_000, 'en-US')])

  for (const desk of [one, other]) {
    const handoversOf = async (bag: string) =>
      (await foldOnDisk(desk.page)).state('bag', bag)?.handovers.length
    for (const bag of twice.bags) await expect.poll(() => handoversOf(bag), { timeout: 60_000 }).toBe(2)
    const fold = await foldOnDisk(desk.page)
    expect(twice.bags.map((bag) => fold.state('bag', bag)?.status)).toEqual(twice.bags.map(() => 'contested'))
    await goTo(desk, 'discrepancies')
    const raised = desk.page.locator('main button').getByText(/^(重复核销|Handed over twice)$/)
    await expect.poll(() => raised.count()).toBe(twice.bags.length)
  }
  // Both clerks are called as every first clerk is: the counter tells them apart, on either screen.
  const life = async ({ page }: Desk) =>
    (await page.locator('main ol li').allInnerTexts()).join(' ').replace(/\s+/g, ' ')
  await expect.poll(() => life(one)).toMatch(/柜台 1 · 店员 1.*柜台 2/)
  await expect.poll(() => life(other)).toMatch(/Counter 1.*Counter 2 · Clerk 1/)
  await one.screenshot('handed-over-twice-zh')
  await other.screenshot('handed-over-twice-en')
  await Promise.all([goTo(one, 'today'), goTo(other, 'today')])
  await one.page
    .getByText(/两个柜台/)
    .first()
    .waitFor()
  await other.page
    .getByText(/at two counters/)
    .first()
    .waitFor()
  await one.screenshot('handed-over-twice-today-zh')
  await other.screenshot('handed-over-twice-today-en')

  const [site] = await at.centre.sql.query('select site_id from sites where site_key = $1', [siteKey])
  const siteId = String(Object(site).site_id)
  const told = () => at.centre.books.inFeed(siteId, (book) => book.reported('discrepancies'))
  const raisedTwice = (rows: readonly ReportedDiscrepancy[]) =>
    rows.filter(({ kind }) => kind === 'double-handover').map(({ bagId }) => bagId)
  // Folded by itself, once the feed has been quiet for a while.
  await expect.poll(async () => raisedTwice(await told()), { timeout: 60_000 }).toEqual(twice.bags.toSorted())
  const bags = await at.centre.books.inFeed(siteId, (book) => book.reported('bags'))
  expect(bags.filter(({ status }) => status === 'contested').map(({ bagId }) => bagId)).toEqual(
    twice.bags.toSorted(),
  )
  expect([...complaints(one, wires[0]), ...complaints(other, wires[1])]).toEqual([])
})
