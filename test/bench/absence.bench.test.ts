import { afterEach, expect, test } from 'vitest'
import { postgresBin } from '../server/postgresHere'
import { CentreOnTheNet, folded, pushAll } from './centreOnTheNet'
import { atLeastOfBaseline, atMost } from './measure'
import { report } from './report'
import { SealedRounds } from './sealedRounds'
import { onTheNet, syncScript } from './syncDesk'

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: no absence is measured.')
const count = Number(process.env['ENTRIES'] ?? 10_000)
const absences = 2

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test.skipIf(!bin)(
  `${count} entries of an absence, beside RxDB's bulkInsert of the same documents`,
  async () => {
    const centre = await CentreOnTheNet.open(bin ?? '')
    ends.push(() => centre.close())
    const { siteKey, desks } = await centre.point(1)
    const [first] = desks
    if (!first) throw new Error('no desk')
    const rounds = new SealedRounds(first)
    const before = [...rounds.closed(2500), ...rounds.open()]
    let head = await pushAll(first, before)
    await folded(first, head - 2048)
    const { page, dispose } = await openDesk()
    await page.evaluate((how) => window.syncBench.join(how), {
      address: centre.running.address,
      code: await centre.code(siteKey),
      siteId: first.siteId,
      head,
      packed: 0,
    })
    const took = { tail: 0, bare: 0, entries: 0 }
    const queriesMs: number[] = []
    let from = before.length + 1
    for (let n = 0; n < absences; n++) {
      await page.evaluate(() => window.syncBench.leave())
      const entries = rounds.closed(count)
      head = await pushAll(first, entries)
      const tail = await page.evaluate((of) => window.syncBench.comeBack(...of), [
        head,
        first.deviceId,
      ] as const)
      const range = [first.deviceId, from, from + entries.length - 1] as const
      const bare = await page.evaluate((of) => window.syncBench.bulkInsert(...of), range)
      from += entries.length
      took.tail += tail.tookMs
      took.bare += bare.tookMs
      took.entries += entries.length
      queriesMs.push(...tail.queriesMs)
    }
    expect(await page.evaluate((id) => window.syncBench.haveOf(id), first.deviceId)).toBe(from - 1)
    const perSecond = (ms: number) => (took.entries / ms) * 1000
    const name = `${count} entries of an absence`
    report([
      atLeastOfBaseline(
        { name: `${name}, beside a bulkInsert`, value: perSecond(took.tail), unit: 'per s' },
        perSecond(took.bare),
        0.8,
      ),
      atMost(
        {
          name: `${name}: a query meanwhile, longest of ${queriesMs.length}`,
          value: Math.max(...queriesMs),
          unit: 'ms',
        },
        250,
      ),
    ])
    await dispose()
  },
)

async function openDesk() {
  const desk = await onTheNet(await syncScript())
  const dispose = () => desk.dispose()
  ends.push(dispose)
  return { page: desk.page, dispose }
}
