import { afterEach, expect, test } from 'vitest'
import { en } from '../../renderer/i18n/en/en'
import { zh } from '../../renderer/i18n/zh/zh'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { entriesOnDisk } from './recordsOnDisk'
import { codeOn, Shift, sampleOf } from './shift'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Longer than a desk waits until it takes it that nobody is at it. */
const quietMs = 70_000

const counterScreens = [
  [1366, 768],
  [1093, 614],
] as const

const [goods, otherGoods, thirdGoods] = sampleOf('kit').products.filter(
  ({ components }) => components.length === 0,
)

test('a PC that was copied: both work on, and the copy opens anew as a desk of its own when nobody is at it', async () => {
  if (!goods || !otherGoods || !thirdGoods) throw new Error('the sample has no goods')
  const { at, address } = await aCentreOnTheNet(ends)
  const first = await openDesk({ offline: false, query: '?sample=kit' })
  ends.push(() => first.close())
  await first.page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
  await new Shift(first).cutOff()
  await joinCentre(first, address, await aCode(at, await aPoint(at)))
  await inStep(first)
  await first.quit()
  const second = first.copied()
  ends.push(() => second.close())

  await first.reopen('#/receive')
  await new Shift(first).ready()
  await new Shift(first).scan(codeOn(goods, 500))
  await inStep(first)

  const page = await second.reopen('#/receive')
  await page.clock.install()
  await page.reload()
  const shift = new Shift(second)
  await shift.ready()
  await page.locator('header [data-state="twin"]').waitFor({ timeout: 30_000 })
  await shift.scan(codeOn(otherGoods, 500))
  await page.getByText(zh.frame.connection.unsent.replace('{{n}}', '1')).first().waitFor()
  await second.screenshot('twin-zh')
  await openCentreSettings(second)
  await page.getByText(zh.frame.connection.explain.twin).waitFor()
  await second.screenshot('twin-settings-zh')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText(en.frame.connection.explain.twin).waitFor()
  await second.screenshot('twin-settings-en')
  await page.getByRole('button', { name: '中文' }).click()

  // In the middle of a text nothing is taken from anybody's hands; what is looked at is there afterwards.
  await shift.goTo('intake')
  await page.keyboard.press('v')
  await page.getByLabel(zh.intake.paste.title).fill('1. 张三 13800138000 土豆 2')
  await page.evaluate(() => Object.assign(window, { before: true }))
  await page.clock.fastForward(quietMs)
  await page.waitForTimeout(300)
  expect(await isAsBefore(second)).toBe(true)
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('[data-reading="false"]')
  await page.clock.fastForward(quietMs)
  await expect.poll(() => isAsBefore(second).catch(() => true), { timeout: 15_000 }).toBe(false)
  await inStep(second)
  await shift.goTo('intake')
  await page.getByRole('button', { name: zh.intake.home.draftResume }).waitFor()
  await second.screenshot('parted-zh')

  const there = await feedOf()
  expect(new Set(there.map(({ id }) => id)).size).toBe(there.length)
  expect(new Set(there.slice(-2).map(({ deviceId }) => deviceId)).size).toBe(2)
  const ids = there.map(({ id }) => id).sort()
  for (const desk of [first, second])
    await expect
      .poll(async () => (await entriesOnDisk(desk.page)).map(({ id }) => id as string).sort(), {
        timeout: 15_000,
      })
      .toEqual(ids)
  expect(await first.page.getByText(zh.frame.parted.detail).count()).toBe(0)
  await saysWhatBecameOfIt(second, codeOn(thirdGoods, 500))
  for (const { problems } of [first, second])
    expect(problems.filter((one) => !one.includes(address))).toEqual([])

  async function feedOf(): Promise<readonly { readonly id: string; readonly deviceId: string }[]> {
    const rows = await at.centre.sql.query('select body from entries order by position')
    return rows.map((row) => JSON.parse((row as { body: string }).body))
  }
})

/** Across a restart and whatever is scanned, until a person has read it. */
async function saysWhatBecameOfIt(desk: Desk, code: string): Promise<void> {
  const { page } = desk
  const shift = new Shift(desk)
  const said = (words: typeof zh.frame.parted | typeof en.frame.parted) =>
    page.locator('section').filter({ hasText: words.named.replace('{{n}}', '2') })
  await shift.goTo('receive')
  await said(zh.frame.parted).getByText(zh.frame.parted.detail).waitFor()
  for (const [width, height] of counterScreens) {
    await page.setViewportSize({ width, height })
    await desk.screenshot(`parted-band-zh-${width}`)
    await page.getByRole('button', { name: 'English' }).click()
    await said(en.frame.parted).getByText(en.frame.parted.detail).waitFor()
    await desk.screenshot(`parted-band-en-${width}`)
    await page.getByRole('button', { name: '中文' }).click()
  }
  await page.reload()
  await shift.ready()
  const read = said(zh.frame.parted).getByRole('button')
  await read.focus()
  const counted = await entriesOnDisk(page)
  await shift.scan(code)
  expect((await entriesOnDisk(page)).length).toBe(counted.length + 1)
  expect(await said(zh.frame.parted).count()).toBe(1)

  await page.getByRole('button', { name: zh.frame.status.settings, exact: true }).focus()
  await page.keyboard.press('Tab')
  await shift.key('Enter')
  await said(zh.frame.parted).waitFor({ state: 'detached' })
  await page.reload()
  await shift.ready()
  expect(await said(zh.frame.parted).count()).toBe(0)
}

const isAsBefore = ({ page }: Desk) => page.evaluate(() => 'before' in window)

async function openCentreSettings({ page }: Desk): Promise<void> {
  await page.getByRole('button', { name: zh.frame.status.settings, exact: true }).click()
  await page.getByRole('button', { name: zh.settings.section.centre, exact: true }).click()
}
