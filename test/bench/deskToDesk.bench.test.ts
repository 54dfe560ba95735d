import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { postgresBin } from '../server/postgresHere'
import { CentreOnTheNet, pushAll } from './centreOnTheNet'
import { atMost, median, quantile } from './measure'
import { report } from './report'
import { SealedRounds } from './sealedRounds'
import { onTheNet, syncScript } from './syncDesk'

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: nothing is measured from desk to desk.')
const scans = 200

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test.skipIf(!bin)('a scan at one desk, until the other desk of the site has it in its picture', async () => {
  const centre = await CentreOnTheNet.open(bin ?? '')
  ends.push(() => centre.close())
  const { siteKey, desks } = await centre.point(1)
  const [first] = desks
  if (!first) throw new Error('no desk')
  const head = await pushAll(first, new SealedRounds(first).open())
  const script = await syncScript()
  const join = async (packed: number) => {
    const desk = await onTheNet(script)
    ends.push(() => desk.dispose())
    const joining = {
      address: centre.running.address,
      code: await centre.code(siteKey),
      siteId: first.siteId,
      head,
      packed,
    }
    const { deviceId } = await desk.page.evaluate((how) => window.syncBench.join(how), joining)
    return { page: desk.page, deviceId }
  }
  const one = await join(0)
  const other = await join(1000)
  await other.page.evaluate((deviceId) => window.syncBench.watch(deviceId), one.deviceId)
  const scanned = await one.page.evaluate((n) => window.syncBench.scanNowAndThen(n, 50, 350), scans)
  await wait(3000)
  const seenAt = new Map(await other.page.evaluate(() => window.syncBench.seen()))
  const took = scanned.map(([seq, atMs]) => (seenAt.get(seq) ?? Number.POSITIVE_INFINITY) - atMs)
  expect(took.length).toBe(scans)
  const name = `a scan at one desk, told to the screen of the other`
  console.log(`median ${median(took)} ms, longest ${Math.max(...took)} ms`)
  report([atMost({ name: `${name}, p95 of ${scans}`, value: quantile(took, 0.95), unit: 'ms' }, 1000)])
})
