import { afterEach, test } from 'vitest'
import type { PageInChromium } from '../browser/pageInChromium'
import { againstBaseline, atMost, median } from './measure'
import { report } from './report'
import { openSeededDesk, type Seeding, settled } from './seededDesk'

const open: PageInChromium[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.dispose()
})

async function startDesk(seeding: Seeding): Promise<PageInChromium> {
  const desk = await openSeededDesk(seeding)
  open.push(desk)
  await desk.page.evaluate(() => window.deskBench.start())
  await desk.page.evaluate(() => window.deskBench.openBare())
  await desk.page.evaluate(() => window.deskBench.scan(50))
  await settled(desk)
  return desk
}

const minutes = (n: number) => ({ timeout: n * 60_000 })

test(
  'P1, P7: a scan with 50,000 bags on the floor, beside a bare put of its bytes; and what memory it takes',
  minutes(30),
  async () => {
    const { page } = await startDesk({ of: 'bags', count: 50_000 })
    const took = await page.evaluate(() => window.deskBench.scanBesideBare(1500))
    const session = await page.context().newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const scan = 'P1 scan to entry on disk (strict), 50,000 bags, median'
    report([
      againstBaseline({ name: scan, value: median(took.scan), unit: 'ms' }, median(took.bare), 1.5),
      atMost({ name: 'P7 heap with 50,000 bags', value: usedSize / 2 ** 20, unit: 'MB' }, 300),
    ])
  },
)

test('P7: a scan with 500,000 entries of history costs what it costs with 1,000', minutes(60), async () => {
  const small = await startDesk({ of: 'history', count: 1000 })
  const large = await startDesk({ of: 'history', count: 500_000 })
  const took = { small: [] as number[], large: [] as number[] }
  const bare = { small: [] as number[], large: [] as number[] }
  for (let block = 0; block < 30; block++) {
    const one = await small.page.evaluate(() => window.deskBench.scanBesideBare(50))
    const other = await large.page.evaluate(() => window.deskBench.scanBesideBare(50))
    took.small.push(...one.scan)
    bare.small.push(...one.bare)
    took.large.push(...other.scan)
    bare.large.push(...other.bare)
  }
  console.log(`bare puts beside them: ${median(bare.small)} ms and ${median(bare.large)} ms`)
  const name = 'P7 scan to entry on disk, 500,000 entries of history, median'
  report([againstBaseline({ name, value: median(took.large), unit: 'ms' }, median(took.small), 1.2)])
})
