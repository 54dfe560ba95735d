import { afterEach, expect, test } from 'vitest'
import { bundleForPage, openPage, type PageInChromium } from '../browser/pageInChromium'
import type {} from './deskPage'
import { againstBaseline, atMost, median } from './measure'
import { report } from './report'

const open: PageInChromium[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.dispose()
})

async function openDesk(seed: (desk: PageInChromium) => Promise<number>): Promise<PageInChromium> {
  const script = await bundleForPage(new URL('./deskPage.ts', import.meta.url).pathname)
  const desk = await openPage(script)
  open.push(desk)
  console.log(`a desk with ${await seed(desk)} entries`)
  await desk.quit()
  const page = await desk.reopen()
  await page.evaluate(() => window.deskBench.start())
  await page.evaluate(() => window.deskBench.scan(50))
  return desk
}

test('P1, P7: a scan with 50,000 bags on the floor, beside a bare put of its bytes; and what memory it takes', async () => {
  const bags = 50_000
  const { page } = await openDesk((desk) => desk.page.evaluate((n) => window.deskBench.seedBags(n), bags))
  await page.evaluate(() => window.deskBench.openBare())
  const took = await page.evaluate(() => window.deskBench.scanBesideBare(1500))
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const scan = 'P1 scan to entry on disk (strict), 50,000 bags, median'
  report([
    againstBaseline({ name: scan, value: median(took.scan), unit: 'ms' }, median(took.bare), 1.5),
    atMost({ name: 'P7 heap with 50,000 bags', value: usedSize / 2 ** 20, unit: 'MB' }, 300),
  ])
})

test('P7: a scan with 500,000 entries of history costs what it costs with 1,000', {
  timeout: 2_400_000,
}, async () => {
  const seeded = (entries: number) => (desk: PageInChromium) =>
    desk.page.evaluate((n) => window.deskBench.seedHistory(n), entries)
  const small = await openDesk(seeded(1000))
  const large = await openDesk(seeded(500_000))
  const took = { small: [] as number[], large: [] as number[] }
  for (let block = 0; block < 15; block++) {
    took.small.push(...(await small.page.evaluate(() => window.deskBench.scan(100))))
    took.large.push(...(await large.page.evaluate(() => window.deskBench.scan(100))))
  }
  expect(took.large.length).toBe(took.small.length)
  const name = 'P7 scan to entry on disk, 500,000 entries of history, median'
  report([againstBaseline({ name, value: median(took.large), unit: 'ms' }, median(took.small), 1.2)])
})
