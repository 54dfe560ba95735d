import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { bundleForPage, openPage, type PageInChromium } from '../../browser/pageInChromium'
import type {} from './storePage'

// A profile on the disk and whole browser processes: what the browser tests, which run in one page in memory, cannot show.

const slow = { timeout: 120_000 }
let script: string
let desk: PageInChromium

beforeAll(async () => {
  script = await bundleForPage(new URL('./storePage.ts', import.meta.url).pathname)
}, 120_000)
beforeEach(async () => {
  desk = await openPage(script)
}, 60_000)
afterEach(() => desk.dispose())

const open = (page: Page) => page.evaluate(() => window.desk.open())

test('no name, phone or address of a household lies readable in any file of the profile', slow, async () => {
  const canary = { phone: '13987654321', name: '金丝雀', address: '7栋3单元909' }
  await open(desk.page)
  const saved = await desk.page.evaluate((c) => window.desk.savePerson(c.phone, c.name, c.address), canary)
  expect(saved).toMatchObject({ status: 'known', identity: { phone: canary.phone, version: 2 } })
  await desk.page.evaluate(() => window.desk.close())
  await desk.quit()

  const files = filesUnder(desk.profile)
  const databases = files.filter((file) => file.includes('IndexedDB'))
  const read = databases.map((file) => readFileSync(file))
  // The search itself finds what is there: the id of the household is no secret.
  expect(read.some((bytes) => contains(bytes, 'h-canary'))).toBe(true)
  for (const file of files) {
    const bytes = readFileSync(file)
    for (const secret of Object.values(canary))
      expect(contains(bytes, secret), `${secret} in ${file}`).toBe(false)
  }
})

test(
  'a full disk refuses the scan by name, leaves nothing half written, and writing goes on when there is room',
  slow,
  async () => {
    const session = await desk.page.context().newCDPSession(desk.page)
    const limit = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', {
        origin: 'https://desk.test',
        ...(quotaSize && { quotaSize }),
      })
    const writeOn = (most: number) =>
      desk.page.evaluate((n) => window.desk.writeUntilRefused(n, 20_000), most)
    // Before the first write: Chromium remembers for half a minute how much room there was.
    await limit(1_000_000)
    await open(desk.page)
    const full = await writeOn(2000)
    expect(full.acknowledged).toBeGreaterThan(5)
    expect(full.refusal).toBe('DiskFull')
    expect(full.onDisk).toBe(full.acknowledged)
    expect(await writeOn(1)).toEqual(full)
    const imported = await desk.page.evaluate(() => window.desk.importUntilRefused(40, 20_000))
    expect(imported).toBe('DiskFull')
    expect((await desk.page.evaluate(() => window.desk.head())).deviceSeq).toBe(full.acknowledged)
    const photo = () => desk.page.evaluate(() => window.desk.fillPhotos(1, 500_000))
    expect(await photo()).toEqual({ refusal: 'DiskFull', waiting: 0 })

    await limit()
    expect(await photo()).toEqual({ refusal: null, waiting: 1 })
    const goesOn = await writeOn(3)
    expect(goesOn).toEqual({
      refusal: null,
      acknowledged: full.acknowledged + 3,
      onDisk: full.acknowledged + 3,
    })
    expect(await desk.page.evaluate(() => window.desk.look())).toMatchObject({
      fault: null,
      highest: goesOn.onDisk,
    })
  },
)

test(
  'a second window says the desk is open elsewhere, and takes over when the first is gone without a word',
  slow,
  async () => {
    await open(desk.page)
    expect((await desk.page.evaluate(() => window.desk.writeUntilRefused(3, 10))).refusal).toBeNull()
    const second = await desk.newWindow()
    expect((await open(second)).status).toBe('elsewhere')
    await second.evaluate(() => window.desk.waitForTurn())
    const session = await desk.page.context().newCDPSession(desk.page)
    // It never answers: there is nobody left to.
    session.send('Page.crash').catch(() => undefined)
    expect(await second.evaluate(() => window.desk.turn())).toEqual({ status: 'ready', said: '' })
    expect(await second.evaluate(() => window.desk.look())).toMatchObject({
      fault: null,
      highest: 3,
      count: 3,
    })
  },
)

test('the browser is asked to keep the data, and its answer is kept', slow, async () => {
  await open(desk.page)
  const room = await desk.page.evaluate(() => window.desk.room())
  expect(typeof room.persisted).toBe('boolean')
  expect(room.quotaBytes).toBeGreaterThan(0)
})

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** As UTF-8 or as UTF-16, the two ways Chromium writes text. */
function contains(bytes: Buffer, text: string): boolean {
  return bytes.includes(Buffer.from(text, 'utf8')) || bytes.includes(Buffer.from(text, 'utf16le'))
}
