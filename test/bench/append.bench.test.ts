import { test } from 'vitest'
import { bundleForPage, openPage } from '../browser/pageInChromium'
import type {} from './appendPage'
import { againstBaseline, median, quantile } from './measure'
import { report } from './report'

const bags = 50_000
const scans = 2000

test(`P1: an entry on the disk, with ${bags} entries in the log, beside a bare Dexie put of the same bytes`, async () => {
  const script = await bundleForPage(new URL('./appendPage.ts', import.meta.url).pathname)
  const desk = await openPage(script)
  try {
    await desk.page.evaluate(() => window.appendBench.open())
    const perSecond = await desk.page.evaluate((n) => window.appendBench.fill(n), bags)
    console.log(`filled with ${Math.round(perSecond)} entries a second`)
    await desk.page.evaluate(() => window.appendBench.compare(100))
    const took = await desk.page.evaluate((n) => window.appendBench.compare(n), scans)
    const name = 'P1 entry on disk (strict), 50,000 in the log'
    report([
      againstBaseline(
        { name: `${name}, median`, value: median(took.log), unit: 'ms' },
        median(took.bare),
        1.5,
      ),
      againstBaseline(
        { name: `${name}, p99`, value: quantile(took.log, 0.99), unit: 'ms' },
        quantile(took.bare, 0.99),
        1.5,
      ),
    ])
  } finally {
    await desk.dispose()
  }
})
