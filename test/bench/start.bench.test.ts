import { afterAll, beforeAll, test } from 'vitest'
import type { PageInChromium } from '../browser/pageInChromium'
import { againstBaseline, atMost, median } from './measure'
import { report } from './report'
import { openSeededDesk } from './seededDesk'

const starts = 7
let small: PageInChromium
let large: PageInChromium

beforeAll(async () => {
  small = await openSeededDesk({ of: 'history', count: 1000 })
  large = await openSeededDesk({ of: 'history', count: 100_000 })
  await small.quit()
  await large.quit()
}, 1_800_000)
afterAll(async () => {
  await small.dispose()
  await large.dispose()
})

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
