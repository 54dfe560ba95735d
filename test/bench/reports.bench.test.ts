import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { openPostgres } from '../../server/db/postgresSql'
import type { Sql } from '../../server/db/sql'
import { sqlFeedBooks } from '../../server/db/sqlFeedBooks'
import type { NewEntry } from '../../server/feed/feedBook'
import { paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { ADesk } from '../builders/aDesk'
import type { ADeskOfTheCentre } from '../server/aCentre'
import { ARunningCentre, enrolledBefore } from '../server/aRunningCentre'
import { type PostgresHere, postgresBin, startPostgres } from '../server/postgresHere'
import { closedRound, dayMs, firstMorningMs } from './benchRounds'
import { atMost, type Measure } from './measure'
import { report } from './report'

const size = { households: 500, products: 60, lines: 8 }
const rounds = 9
/** Of each desk that comes back. */
const entriesEach = 100

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: folding at the centre is not measured.')

function* history(): Generator<Entry> {
  const desk = new ADesk('bench-desk')
  for (let roundNo = 1; roundNo <= rounds; roundNo++) {
    let atMs = firstMorningMs + roundNo * dayMs
    for (const { roundId, facts } of closedRound(roundNo, size)) yield desk.writeIn(roundId, ++atMs, ...facts)
  }
}

describe.skipIf(!bin)('the reports of 50,000 entries', () => {
  let postgres: PostgresHere
  let sql: Sql
  let siteId = ''
  let entries = 0
  beforeAll(async () => {
    buildCentreOnce()
    postgres = await startPostgres(bin ?? '')
    sql = openPostgres({ url: await postgres.url(), connections: 2 })
    siteId = (await enrolledBefore(sql, 1, 1))[0]?.siteId ?? ''
    const books = sqlFeedBooks(sql)
    let rows: NewEntry[] = []
    const kept = async (): Promise<void> => {
      const arrival = { broughtBy: 'bench-desk', receivedAtMs: 0 }
      await books.inFeed(siteId, async (book) => book.append(rows, entries, arrival))
      entries += rows.length
      rows = []
    }
    for (const entry of history()) {
      rows.push({ ...entry, text: JSON.stringify(entry) })
      if (rows.length === 500) await kept()
    }
    await kept()
  }, 300_000)
  afterAll(async () => {
    await sql.close()
    await postgres.stop()
  })

  test('are folded beside the requests, within the memory the centre may take', async () => {
    const books = sqlFeedBooks(sql)
    const centre = await ARunningCentre.start({ DATABASE_URL: await postgres.url(), NODE_ENV: 'production' })
    const idleMB = centre.mostMemoryMiB
    // The time begins when the first round is kept: it is asked for over and over, and the folding waits for quiet.
    const shown = () => books.inFeed(siteId, async (book) => (await book.reported('rounds')).length)
    const mark = () => books.inFeed(siteId, (book) => book.reportsAt())
    await expect.poll(shown, { timeout: 120_000, interval: 20 }).toBeGreaterThan(0)
    const began = performance.now()
    await expect.poll(mark, { timeout: 300_000, interval: 20 }).toMatchObject({ position: entries })
    const ms = ((performance.now() - began) * rounds) / (rounds - 1)
    const measures: Measure[] = [
      atMost({ name: `reports of ${entries} entries, folded anew`, value: ms, unit: 'ms' }, 60_000),
      atMost({ name: 'memory of the centre before', value: idleMB, unit: 'MB' }, 150),
      atMost(
        { name: 'most memory of the centre while folding', value: centre.mostMemoryMiB, unit: 'MB' },
        150,
      ),
    ]
    await centre.end('SIGTERM')
    report(measures)
    expect(measures.filter(({ met }) => !met)).toEqual([])
  })

  test('P7: and while a thousand desks come back with what they wrote, in the same process', async () => {
    const books = sqlFeedBooks(sql)
    const desks = await enrolledBefore(sql, 500, 2)
    const bodies = desks.map((desk) => JSON.stringify({ last: null, entries: desk.writeMany(entriesEach) }))
    await books.inFeed(siteId, (book) => book.forgetReports())
    await sql.run('delete from snapshots')
    const centre = await ARunningCentre.start({ DATABASE_URL: await postgres.url(), NODE_ENV: 'production' })
    const shown = () => books.inFeed(siteId, async (book) => (await book.reported('rounds')).length)
    const kept = () => books.inFeed(siteId, (book) => book.snapshotAt())
    await expect.poll(shown, { timeout: 120_000, interval: 20 }).toBeGreaterThan(0)
    const began = performance.now()
    await Promise.all(desks.map((desk, i) => bring(desk.moveTo(centre.calls), bodies[i] ?? '')))
    console.log(`all of them were through after ${((performance.now() - began) / 1000).toFixed(0)} s`)
    // The last thing that is made, of the whole feed.
    await expect.poll(kept, { timeout: 300_000, interval: 20 }).toMatchObject({ position: entries })
    const name = `P7 most memory of the centre, ${desks.length} desks pushing while ${entries} entries are folded`
    const measure = atMost({ name, value: centre.mostMemoryMiB, unit: 'MB' }, 150)
    await centre.end('SIGTERM')
    report([measure])
  })
})

/** As a desk does it: until it is taken, and no earlier than it is told. */
async function bring(desk: ADeskOfTheCentre, body: string): Promise<void> {
  for (;;) {
    const response = await desk.call(paths.push, { method: 'POST', body })
    const answer = await response.text()
    if (response.status === 200) {
      expect(answer.split('"accepted"').length - 1).toBe(entriesEach)
      return
    }
    expect([429, 503]).toContain(response.status)
    await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get('retry-after')) * 1000))
  }
}
