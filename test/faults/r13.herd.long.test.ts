import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { CentreClient } from '../../renderer/sync/centreClient'
import { EntryPush } from '../../renderer/sync/entryPush'
import { openPostgres } from '../../server/db/postgresSql'
import { identitiesAnswer } from '../../shared/contract/people'
import { entriesAnswer, meAnswer, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { atMost } from '../bench/measure'
import { report } from '../bench/report'
import { handedOver } from '../builders/aRound'
import type { ADeskOfTheCentre } from '../server/aCentre'
import { ARunningCentre, enrolledBefore } from '../server/aRunningCentre'
import { type PostgresHere, postgresBin, startPostgres } from '../server/postgresHere'
import { aStationsWire, type Seen } from './aStationsWire'
import { howMany } from './howMany'
import { reportFault, reportNotRun } from './reportFault'

const bin = postgresBin()
if (!bin) reportNotRun('R13', 'PostgreSQL is not installed here: no herd comes')

const desksAtEach = 2
const points = howMany(500, 500)
const entriesEach = 200
/** A desk that hears nothing for as long as the question's calls the centre offline. */
const bars = { allInS: 120, pushP99Ms: 3_000, questionP99Ms: 9_000, memoryMiB: 512 }

const seen: Seen[] = []

let postgres: PostgresHere
beforeAll(async () => {
  if (!bin) return
  buildCentreOnce()
  postgres = await startPostgres(bin, { durable: true })
}, 120_000)
afterAll(() => postgres?.stop())

test.skipIf(!bin)(
  `${points * desksAtEach} desks with ${entriesEach} entries each come back in one moment`,
  async () => {
    const url = await postgres.url()
    const sql = openPostgres({ url, connections: 10 })
    const desks = await enrolledBefore(sql, points, desksAtEach)
    const queues = desks.map((desk) =>
      Array.from({ length: entriesEach }, (_, n) => desk.write([handedOver(`${n}`, `${n}`)])),
    )
    const centre = await ARunningCentre.start({ DATABASE_URL: url })
    // What it counts against the centre must not be its own.
    const standing = monitorEventLoopDelay()
    standing.enable()
    const beganMs = performance.now()
    const took = await Promise.all(desks.map((desk, i) => bringAll(centre.address, desk, queues[i] ?? [])))
    const allInS = (performance.now() - beganMs) / 1000
    standing.disable()
    const memoryMiB = centre.mostMemoryMiB
    const [{ there, distinct }] = (await sql.query(
      'select count(*)::int as there, count(distinct (device_id, device_seq))::int as distinct from entries',
    )) as [{ there: number; distinct: number }]
    expect(await centre.end('SIGTERM')).toBe(0)
    await sql.close()

    const msOf = (of: Seen[]) => of.map(({ ms }) => ms)
    const pushes = seen.filter(({ what }) => what === 'push')
    const pushP99Ms = percentile(msOf(pushes), 99)
    const takenP99Ms = percentile(msOf(pushes.filter(({ status }) => status === 200)), 99)
    const questionP99Ms = percentile(msOf(seen.filter(({ what }) => what === 'question')), 99)
    const silent = seen.filter(({ status, saysWhen }) => status >= 500 && !saysWhen).length
    const cut = seen.filter(({ status }) => status === 0).length
    const refused = pushes.filter(({ status }) => status === 503 || status === 429).length
    const wanted = desks.length * entriesEach
    const passed =
      allInS <= bars.allInS &&
      Math.max(pushP99Ms, takenP99Ms) < bars.pushP99Ms &&
      questionP99Ms < bars.questionP99Ms &&
      memoryMiB < bars.memoryMiB &&
      silent === 0
    reportFault({
      id: 'R13',
      runs: desks.length,
      lost: wanted - distinct,
      duplicated: there - distinct,
      converged: there === wanted,
      passed: passed && there === wanted && distinct === wanted,
      note: [
        `all in after ${allInS.toFixed(0)} s`,
        `a push p50 ${percentile(msOf(pushes), 50)} ms, p99 ${pushP99Ms} ms, of those taken ${takenP99Ms} ms`,
        `from the first try to the answer p50 ${(percentile(took, 50) / 1000).toFixed(0)} s, p99 ${(percentile(took, 99) / 1000).toFixed(0)} s`,
        `a question p99 ${questionP99Ms} ms`,
        `told to come later ${refused} times, connections broken ${cut}`,
        `memory ${memoryMiB} MiB, 5xx without a moment to come again ${silent}`,
        `the herd's own loop stood still p99 ${(standing.percentile(99) / 1e6).toFixed(0)} ms, at most ${(standing.max / 1e6).toFixed(0)} ms`,
      ].join('; '),
    })
    const herd = `P5 ${desks.length} stations with ${entriesEach} entries each come back at once`
    report([
      atMost({ name: `${herd}, all in`, value: allInS * 1000, unit: 'ms' }, bars.allInS * 1000),
      atMost({ name: `${herd}, a push p99`, value: pushP99Ms, unit: 'ms' }, bars.pushP99Ms),
    ])
    expect({ there, distinct }).toEqual({ there: wanted, distinct: wanted })
    expect({ allInS, pushP99Ms, takenP99Ms, questionP99Ms, memoryMiB, silent, passed }).toMatchObject({
      passed: true,
    })
  },
  600_000,
)

/** As a desk does it after an outage: asks what the centre has and what is new, pushes, and waits as often as it is told. @returns ms */
async function bringAll(address: string, desk: ADeskOfTheCentre, entries: readonly Entry[]): Promise<number> {
  const client = new CentreClient(
    aStationsWire((one) => seen.push(one)),
    address,
    desk.token,
  )
  const push = new EntryPush(client)
  const { signal } = new AbortController()
  const beganMs = performance.now()
  const known = async <T>(path: string, answer: z.ZodType<T>) => {
    do await client.whenReady(signal)
    while (!(await client.ask({ path }, answer)).ok)
  }
  const following = [
    known(paths.entries(desk.siteId), entriesAnswer),
    known(paths.identities(desk.siteId), identitiesAnswer),
  ]
  await known(paths.me, meAnswer)
  for (let left = entries; left.length > 0; ) {
    await client.whenReady(signal)
    const { sent } = await push.push(left, desk.last)
    const through = new Set(sent)
    const newest = sent.at(-1)
    if (newest) desk.last = { seq: newest.deviceSeq, hash: newest.hash }
    left = left.filter((entry) => !through.has(entry))
  }
  await Promise.all(following)
  return performance.now() - beganMs
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * part) / 100))] ?? 0)
}
