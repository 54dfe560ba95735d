import { afterEach, expect, test } from 'vitest'
import { bundleForPage } from '../browser/pageInChromium'
import { postgresBin } from '../server/postgresHere'
import { CentreOnTheNet, folded, pushAll } from './centreOnTheNet'
import { againstBaseline, atMost, median, quantile } from './measure'
import { startPouchServer } from './peers/pouchServer'
import type {} from './pouchPage'
import { report } from './report'
import { SealedRounds } from './sealedRounds'
import { onTheNet, syncScript } from './syncDesk'
import type { Joined } from './syncPage'

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: no new desk is measured.')
const count = Number(process.env['ENTRIES'] ?? 50_000)
/** So many scans meanwhile that one in a hundred is not the longest of them. */
const joins = 5

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test.skipIf(!bin)(`P4: a new desk at a site with ${count} entries, beside PouchDB`, async () => {
  const centre = await CentreOnTheNet.open(bin ?? '')
  ends.push(() => centre.close())
  const { siteKey, desks } = await centre.point(1)
  const [first] = desks
  if (!first) throw new Error('no desk')
  const rounds = new SealedRounds(first)
  const entries = [...rounds.closed(count), ...rounds.open()]
  const head = await pushAll(first, entries)
  await folded(first, head - 2048)
  const script = await syncScript()
  const joined: Joined[] = []
  for (let n = 0; n < joins; n++) {
    const joining = {
      address: centre.running.address,
      code: await centre.code(siteKey),
      siteId: first.siteId,
      head,
      packed: n * 600,
    }
    const desk = await onTheNet(script)
    ends.push(() => desk.dispose())
    const one = await desk.page.evaluate((how) => window.syncBench.join(how), joining)
    joined.push(one)
    expect(await desk.page.evaluate((id) => window.syncBench.haveOf(id), first.deviceId)).toBe(entries.length)
    await desk.dispose()
  }
  const name = `P4 new desk at a site with ${count} entries`
  const scansMs = joined.flatMap((one) => one.scansMs)
  const wholeMs = median(joined.map((one) => one.wholeMs))
  const readyMs = median(joined.map((one) => one.readyMs))
  report([
    atMost({ name: `${name}: ready to scan`, value: readyMs, unit: 'ms' }, 3000),
    atMost({ name: `${name}: whole history on its disk`, value: wholeMs, unit: 'ms' }, 10_000),
    atMost(
      {
        name: `${name}: a scan to its entry on disk meanwhile, p99 of ${scansMs.length}`,
        value: quantile(scansMs, 0.99),
        unit: 'ms',
      },
      50,
    ),
  ])

  const pouch = await startPouchServer()
  if (!pouch) return console.log('PouchDB could not be installed: nothing to compare with.')
  ends.push(() => pouch.stop())
  await pouch.put('site', entries)
  const other = await bundleForPage(new URL('./pouchPage.ts', import.meta.url).pathname)
  const peer = await onTheNet(`${pouch.script}\n${other}`)
  ends.push(() => peer.dispose())
  const took = await peer.page.evaluate((url) => window.pouchBench.bringOver(url), `${pouch.address}/site`)
  expect(took.count).toBe(entries.length)
  report([againstBaseline({ name: `${name}: beside PouchDB`, value: wholeMs, unit: 'ms' }, took.tookMs, 0.1)])
})
