import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres } from '../../server/db/postgresSql'
import type { Sql } from '../../server/db/sql'
import { beginNewHistory, makeBackup, restoreBackup } from '../../server/hq/backup'
import { chanceOf } from '../../shared/sample/chance'
import { round } from '../builders/aDesk'
import { household } from '../builders/aRound'
import { aCode, anEnrolledDesk, aPoint, seededBytes } from '../server/aCentre'
import { type PostgresHere, postgresBin, startPostgres } from '../server/postgresHere'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { aPerson } from './aPerson'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { everythingIn } from './everythingIn'
import { FaultProxy, straight } from './faultProxy'
import { howMany } from './howMany'
import { type Judged, judgeSite } from './judgeSite'
import { reportFault, reportNotRun } from './reportFault'
import { SeenHistory } from './seenHistory'
import { actTakenDown, judgedHistory, readTheLast, takenDown } from './takenDown'

const bin = postgresBin()
if (!bin) reportNotRun('R14', 'PostgreSQL is not installed here: nothing is restored')

const restores = howMany(20)
const patienceMs = 60_000
const folder = mkdtempSync(join(tmpdir(), 'tuandian-restored-'))

let postgres: PostgresHere
let root: Sql
const seen = new SeenHistory()
const judged: (Judged & { readonly brought: number })[] = []
beforeAll(async () => {
  if (!bin) return
  postgres = await startPostgres(bin)
  root = openPostgres({ url: await postgres.url(), connections: 1 })
  await root.run(
    'create role centre login createrole; create role tuandian_feed; grant tuandian_feed to centre',
  )
}, 120_000)
afterAll(async () => {
  await root?.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
  if (!bin) return
  const sum = (of: (one: (typeof judged)[number]) => number) => judged.reduce((n, one) => n + of(one), 0)
  const [lost, duplicated] = [sum((one) => one.lost), sum((one) => one.duplicated)]
  const converged = judged.length === restores && judged.every((one) => one.converged)
  const { keepsRules, told } = judgedHistory(seen)
  reportFault({
    id: 'R14',
    ...{ runs: judged.length, lost, duplicated, converged },
    passed: lost + duplicated === 0 && converged && keepsRules,
    note: `real PostgreSQL, in turn by the commands, and by an older copy of the database that was put in place with nothing said to the centre, which is older than the last epoch every other time; ${sum((one) => one.brought)} entries that were lacking then were brought back, also those of a desk that is gone; nobody did anything by hand; ${told}`,
  })
})

const centreOn = async (name: string, seed: number): Promise<AServedCentre> =>
  aServedCentre(openPostgres({ url: await postgres.url(name, 'centre'), connections: 6 }), seed)

/** What is put back later: made as of now. @returns puts it back, and opens the centre over it */
type BackUp = (centre: AServedCentre, seed: number) => Promise<() => Promise<AServedCentre>>

const byCommand: BackUp = async ({ centre: { sql }, clock }, seed) => {
  const file = join(folder, `${seed}.backup`)
  await makeBackup(sql, file, clock.nowMs)
  return async () => {
    const after = await centreOn(`after-${seed}`, seed + 1_000)
    const chance = { nowMs: after.clock.nowMs, randomBytes: seededBytes(seed + 9_999) }
    await restoreBackup(after.centre.sql, file, chance)
    return after
  }
}

/** A copy of the files, as of a disk or a machine: its epoch is the one from before, and nobody begins another. */
const asACopy: BackUp = async (_, seed) => {
  const [before, after] = [`before-${seed}`, `after-${seed}`]
  // A database is copied while nobody is in it.
  await root.run(`alter database "${before}" allow_connections false`)
  await root.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [before])
  await root.run(`create database "${after}" template "${before}" owner centre`)
  await root.run(`alter database "${before}" allow_connections true`)
  const url = Object.assign(new URL(await postgres.url()), { username: 'centre', pathname: `/${after}` }).href
  return () => aServedCentre(openPostgres({ url, connections: 6 }), seed + 1_000)
}

/** What the copy holds of epochs is old as well: desks come from one that it has never heard of. */
const beforeAnEpoch: BackUp = async (before, seed) => {
  const putBack = await asACopy(before, seed)
  const chance = { nowMs: before.clock.nowMs, randomBytes: seededBytes(seed + 9_999) }
  await before.centre.sql.transaction((tx) => beginNewHistory(tx, chance))
  return putBack
}

const ways = [beforeAnEpoch, byCommand, asACopy, byCommand] as const

describe.skipIf(!bin)('the centre comes back from an older backup', { timeout: 300_000 }, () => {
  test.each(Array.from({ length: restores }, (_, i) => i + 1))('restore %i', async (seed) => {
    const chance = chanceOf(seed)
    const before = await centreOn(`before-${seed}`, seed)
    const proxy = await FaultProxy.open(before.address)
    proxy.way = takenDown(seen, straight)
    const siteKey = await aPoint(before)
    const witness = await anEnrolledDesk(before, { siteKey })
    const desks: ADeskOnTheNet[] = []
    for (let n = 0; n < 3; n++)
      desks.push(await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(before, siteKey))).open())
    const [first, second, gone] = desks as [ADeskOnTheNet, ADeskOnTheNet, ADeskOnTheNet]
    const allWork = async (acts: number) => {
      for (let n = 0; n < acts; n++)
        await actTakenDown(seen, chance.pick(desks), (on) => actAtTheCounter(on, chance))
    }
    await actTakenDown(seen, first, (on) => on.run(round, asGiven, shelvedRound()))
    await allWork(20)
    await judgeSite(desks, witness, patienceMs)
    const putBack = await (ways[seed % ways.length] ?? byCommand)(before, seed)
    const kept = await headOf(before)
    await allWork(20)
    await second.desk.keepPeople([aPerson(`after-${seed}`)])
    await judgeSite(desks, witness, patienceMs)
    const had = await headOf(before)
    await gone.close()
    await before.close()
    // Some work goes on while there is no centre.
    for (const desk of [first, second]) await actTakenDown(seen, desk, (on) => actAtTheCounter(on, chance))

    const after = await putBack()
    seen.restored()
    proxy.upstream = after.address
    witness.moveTo(after.call)
    // What the backup has is less than what they have: until they hear of it, all of them think they are in step.
    await cameTrue(async () => (await everythingIn(witness)).length >= had, patienceMs)
    const known = () => second.desk.point.people.get(household(`after-${seed}`)) !== undefined
    const result = await judgeSite([first, second], witness, patienceMs, known)
    const feed = new Set((await bodies(after)).map(({ id }) => id))
    const lost = desks.flatMap(({ saved }) => [...saved]).filter((id) => !feed.has(id)).length
    judged.push({ ...result, lost, brought: had - kept })
    await readTheLast(seen, [first, second], witness)
    for (const desk of [first, second]) await desk.close()
    await proxy.close()
    await after.close()
    expect({ ...result, lost }).toEqual({ lost: 0, duplicated: 0, converged: true })
    expect(judgedHistory(seen)).toMatchObject({ keepsRules: true, breaches: [] })
    expect(had).toBeGreaterThan(kept)
  })
})

async function headOf({ centre }: AServedCentre): Promise<number> {
  return (await bodies({ centre })).length
}

/** As the superuser of its own database sees it: by name of the feed only. */
async function bodies({
  centre,
}: Pick<AServedCentre, 'centre'>): Promise<readonly { readonly id: string }[]> {
  const [site] = (await centre.sql.query('select site_id from sites where site_id is not null')) as [
    { site_id: string },
  ]
  const page = await centre.books.inFeed(site.site_id, (book) => book.page(0, 100_000))
  return page.map(({ text }) => JSON.parse(text))
}
