import { afterAll, beforeAll, test } from 'vitest'
import { bundleForPage, openPage, type PageInChromium } from '../browser/pageInChromium'
import type {} from './deskPage'
import { againstBaseline, atMost, median } from './measure'
import { report } from './report'

const few = 1000
const many = 100_000
const starts = 7

let small: PageInChromium
let large: PageInChromium

beforeAll(async () => {
  const script = await bundleForPage(new URL('./deskPage.ts', import.meta.url).pathname)
  small = await seeded(script, few)
  large = await seeded(script, many)
}, 900_000)
afterAll(async () => {
  await small.dispose()
  await large.dispose()
})

async function seeded(script: string, entries: number): Promise<PageInChromium> {
  const opened = await openPage(script)
  const written = await opened.page.evaluate((n) => window.deskBench.seedHistory(n), entries)
  console.log(`a desk with ${written} entries`)
  await opened.quit()
  return opened
}

test('P3: start to scan-ready, the browser cold each time, with 100,000 entries beside 1,000', async () => {
  const took = { small: [] as number[], large: [] as number[] }
  for (let n = 0; n < starts; n++) {
    took.small.push(await coldStart(small))
    took.large.push(await coldStart(large))
  }
  const name = 'P3 start to scan-ready, 100,000 entries, median'
  const value = median(took.large)
  report([
    againstBaseline({ name, value, unit: 'ms' }, median(took.small), 1.5),
    atMost({ name: `${name}, at most`, value, unit: 'ms' }, 2000),
  ])
})

async function coldStart(desk: PageInChromium): Promise<number> {
  const page = await desk.reopen()
  const tookMs = await page.evaluate(() => window.deskBench.start())
  await desk.quit()
  return tookMs
}
