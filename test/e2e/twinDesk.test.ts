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

const [goods, otherGoods] = sampleOf('kit').products.filter(({ components }) => components.length === 0)

test('a PC that was copied: both work on, and the copy opens anew as a desk of its own when nobody is at it', async () => {
  if (!goods || !otherGoods) throw new Error('the sample has no goods')
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
  for (const { problems } of [first, second])
    expect(problems.filter((one) => !one.includes(address))).toEqual([])

  async function feedOf(): Promise<readonly { readonly id: string; readonly deviceId: string }[]> {
    const rows = await at.centre.sql.query('select body from entries order by position')
    return rows.map((row) => JSON.parse((row as { body: string }).body))
  }
})

const isAsBefore = ({ page }: Desk) => page.evaluate(() => 'before' in window)

async function openCentreSettings({ page }: Desk): Promise<void> {
  await page.getByRole('button', { name: zh.frame.status.settings, exact: true }).click()
  await page.getByRole('button', { name: zh.settings.section.centre, exact: true }).click()
}
