import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { en } from '../../renderer/i18n/en/en'
import { zh } from '../../renderer/i18n/zh/zh'
import { FaultProxy, straight, type Way } from '../faults/faultProxy'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { loseTheLastEntry } from './loseTheLastEntry'
import { entriesOnDisk } from './recordsOnDisk'
import { codeOn, Shift, sampleOf } from './shift'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Something on the way edits what it carries. */
const edits: Way = (asked, pass) => {
  if (asked.method !== 'POST' || !asked.path.endsWith('/entries')) return pass()
  const { 'content-encoding': encoding, ...headers } = asked.headers
  const { last, entries } = JSON.parse((encoding === 'gzip' ? gunzipSync(asked.body) : asked.body).toString())
  const edited = entries.map((entry: { basis: number }) => ({ ...entry, basis: entry.basis + 1 }))
  return pass({ headers, body: Buffer.from(JSON.stringify({ last, entries: edited })) })
}

async function openCentreSettings({ page }: Desk, words: typeof zh | typeof en): Promise<void> {
  await page.getByRole('button', { name: words.frame.status.settings, exact: true }).click()
  await page.getByRole('button', { name: words.settings.section.centre, exact: true }).click()
}

const said = (desk: Desk, text: string) => desk.page.getByText(text, { exact: true }).first().waitFor()
const toLookAt = (desk: Desk, n: number) =>
  said(desk, zh.frame.connection.toLookAt.replace('{{n}}', String(n)))

test('what the centre keeps apart the desk shows with its reason, in both languages, also of the time before its records were set aside', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const proxy = await FaultProxy.open(address)
  ends.push(() => proxy.close())
  const desk = await openDesk({ offline: false, query: '?sample=kit' })
  ends.push(() => desk.close())
  const { page } = desk
  const shift = new Shift(desk)
  await page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
  await joinCentre(desk, proxy.address, await aCode(at, await aPoint(at)))
  await inStep(desk)
  const before = (await entriesOnDisk(page)).length
  await page.goto(`${desk.address}#/today`)
  proxy.way = edits
  await shift.cutOff()
  const apart = (await entriesOnDisk(page)).slice(before)
  await toLookAt(desk, apart.length)
  await openCentreSettings(desk, zh)
  await said(desk, zh.sync.aside.reason['wrong-hash'])
  await said(desk, zh.sync.aside.row.replace('{{seq}}', String(apart[0]?.deviceSeq)))
  await desk.screenshot('kept-apart-zh')
  await page.getByRole('button', { name: 'English' }).click()
  await said(desk, en.sync.aside.reason['wrong-hash'])
  await desk.screenshot('kept-apart-en')
  await page.getByRole('button', { name: '中文' }).click()

  // The queue went on: what was written after it is there.
  proxy.way = straight
  await shift.goTo('receive')
  const [product] = sampleOf('kit').products.filter(({ components }) => components.length === 0)
  if (!product) throw new Error('the sample has no goods')
  await shift.scan(codeOn(product, 500))
  await expect.poll(async () => (await entriesOnDisk(page)).length).toBeGreaterThan(before + apart.length)
  await expect.poll(() => idsThere()).toHaveLength((await entriesOnDisk(page)).length - apart.length)

  proxy.way = edits
  await loseTheLastEntry(desk)
  await page.reload()
  await page.waitForSelector('[data-damaged="nothing"]')
  const acts = page.locator('[data-damaged] button')
  await acts.nth(2).click()
  await acts.nth(0).click()
  await toLookAt(desk, apart.length)
  await openCentreSettings(desk, zh)
  await said(desk, zh.sync.aside.rowFormer.replace('{{seq}}', String(apart[0]?.deviceSeq)))
  await desk.screenshot('kept-apart-former-zh')
  await page.getByRole('button', { name: 'English' }).click()
  await said(desk, en.sync.aside.rowFormer.replace('{{seq}}', String(apart[0]?.deviceSeq)))
  await desk.screenshot('kept-apart-former-en')

  proxy.way = straight
  await page.getByRole('button', { name: en.sync.aside.again }).click()
  await inStep(desk, 60_000, 'en-US')
  await expect.poll(() => page.getByText(en.sync.aside.title).count()).toBe(0)
  expect(await idsThere()).toEqual(expect.arrayContaining(apart.map(({ id }) => id)))

  async function idsThere(): Promise<readonly unknown[]> {
    const rows = await at.centre.sql.query(`select body::jsonb->>'id' as id from entries`)
    return rows.map((row) => Reflect.get(Object(row), 'id'))
  }
})
