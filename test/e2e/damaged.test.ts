import { afterEach, expect, test } from 'vitest'
import { listDevices } from '../../server/hq/sites'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { loseTheLastEntry } from './loseTheLastEntry'
import { entriesOnDisk } from './recordsOnDisk'
import { Shift } from './shift'

let desk: Desk | undefined
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await desk?.close()
  desk = undefined
})

test.each(['zh-CN', 'en-US'] as const)(
  'damaged records are set aside, not deleted, and the desk goes on with what can be read, in %s',
  async (locale) => {
    desk = await openDesk({ locale, query: '?sample=kit' })
    const { page } = desk
    const shift = new Shift(desk)
    await page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
    await shift.cutOff()
    const before = (await entriesOnDisk(page)).length
    await loseTheLastEntry(desk)

    await page.reload()
    await page.waitForSelector('[data-damaged="nothing"]')
    expect(await page.locator('[data-damaged]').innerText()).toContain(`${before - 1}`)
    await desk.screenshot(`damaged-${locale}`)
    const acts = page.locator('[data-damaged] button')
    const saving = page.waitForEvent('download')
    await acts.nth(1).click()
    expect((await saving).suggestedFilename()).toBe('tuandian-entries.jsonl')
    await acts.nth(2).click()
    await desk.screenshot(`damaged-asking-${locale}`)
    await acts.nth(0).click()

    // Before the cut-off, as far as the records could be read; and it can be done again.
    await page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
    await shift.cutOff()
    const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(names).toEqual(expect.arrayContaining(['tuandian-local', 'tuandian-local-1', 'tuandian-begun-1']))
    expect(desk.problems).toEqual([])
  },
)

test('a desk of a centre goes on in its own place: what it lost comes back, what it had not sent is sent', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const siteKey = await aPoint(at)
  desk = await openDesk({ offline: false, query: '?sample=kit' })
  const { page } = desk
  const shift = new Shift(desk)
  await page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
  await joinCentre(desk, address, await aCode(at, siteKey))
  await inStep(desk)
  await page.goto(`${desk.address}#/today`)
  await shift.cutOff()
  await inStep(desk)
  await loseTheLastEntry(desk)
  await page.reload()
  await page.waitForSelector('[data-damaged="nothing"]')
  const acts = page.locator('[data-damaged] button')
  await acts.nth(2).click()
  await acts.nth(0).click()
  await inStep(desk)
  // The cut-off was lost on this disk, and is there again.
  await page.goto(`${desk.address}#/today`)
  await page.waitForSelector('[data-next="receive"]')
  const devices = await listDevices(at.centre.sql)
  expect(devices.map(({ revoked }) => revoked).sort()).toEqual([false, true])
})

test('a desk set aside before it ever joined a centre brings its records when it joins', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const siteKey = await aPoint(at)
  desk = await openDesk({ offline: false, query: '?sample=kit' })
  const { page } = desk
  await page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
  await new Shift(desk).cutOff()
  const before = await entriesOnDisk(page)
  await loseTheLastEntry(desk)
  await page.reload()
  await page.waitForSelector('[data-damaged="nothing"]')
  const acts = page.locator('[data-damaged] button')
  await acts.nth(2).click()
  await acts.nth(0).click()
  await page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
  await joinCentre(desk, address, await aCode(at, siteKey))
  await inStep(desk)
  const rows = await at.centre.sql.query(`select body::jsonb->>'id' as id from entries order by id`)
  expect(rows.map((row) => Reflect.get(Object(row), 'id'))).toEqual(
    before
      .slice(0, -1)
      .map(({ id }) => id)
      .sort(),
  )
})
