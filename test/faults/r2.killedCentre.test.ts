import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { openEmbedded } from '../../server/db/embeddedSql'
import { openPostgres } from '../../server/db/postgresSql'
import type { PushAnswer } from '../../shared/contract/sync'
import type { ADeskOfTheCentre } from '../server/aCentre'
import { ARunningCentre, enrolledBefore } from '../server/aRunningCentre'
import { postgresBin, startPostgres } from '../server/postgresHere'
import { cameTrue } from './aDeskOnTheNet'
import { everythingIn, type InFeed, readOn } from './everythingIn'
import { howMany } from './howMany'
import { type FaultResult, reportFault } from './reportFault'

const bin = postgresBin()
if (!bin) process.stdout.write('PostgreSQL is not installed here: only the embedded centre is killed.\n')

const kills = howMany(100, 3)
const writers = howMany(50, 4)
const points = 5
const patienceMs = 60_000
/** From the first answer after a start to the next kill, ms: one that nobody writes to loses nothing. */
const betweenMs = (turn: number): number => 200 + ((turn * 170) % 900)

/** Once over, what was begun is brought to its end; a centre that is gone answers nobody any more. */
type Until = () => 'not-yet' | 'over' | 'gone'

/** Pushes until told to stop, again and again what was not answered; remembers what was. */
async function keepPushing(desk: ADeskOfTheCentre, until: Until, acked: Set<string>): Promise<void> {
  while (until() === 'not-yet') {
    const entries = desk.writeMany(5)
    for (let answered = false; !answered && until() !== 'gone'; ) {
      try {
        const { outcomes }: PushAnswer = await desk.push(entries)
        if (outcomes.some(({ outcome }) => outcome === 'quarantined')) throw new TypeError('set aside')
        for (const { id } of outcomes) if (id !== null) acked.add(id)
        answered = true
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
}

/** Reads on from where it was, as a desk does: what appeared below that, it would never see. */
async function keepFollowing(desk: ADeskOfTheCentre, until: Until, read: InFeed[]): Promise<void> {
  while (until() === 'not-yet') {
    await readOn(desk, read).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Nothing acknowledged is lost, nothing is there twice or seen by no reader, whatever was killed in between. */
async function survive(
  centre: ARunningCentre,
  desks: readonly ADeskOfTheCentre[],
  turns: number,
  kill: (turn: number) => Promise<void>,
): Promise<Omit<FaultResult, 'id' | 'note'> & { acked: number; readMeanwhile: number }> {
  let until: ReturnType<Until> = 'not-yet'
  const acked = new Set<string>()
  const writing = desks.map((desk) => keepPushing(desk.moveTo(centre.calls), () => until, acked))
  const readers = [...new Map(desks.map((desk) => [desk.siteId, desk])).values()]
  const followed = readers.map((): InFeed[] => [])
  const following = readers.map((desk, i) => keepFollowing(desk, () => until, followed[i] ?? []))
  let readMeanwhile = 0
  try {
    for (let turn = 0; turn < turns; turn++) {
      const had = acked.size
      if (!(await cameTrue(() => acked.size > had, patienceMs))) throw new Error(`no answer: ${centre.text}`)
      await new Promise((resolve) => setTimeout(resolve, betweenMs(turn)))
      if (!centre.isRunning) throw new Error(`the centre ended by itself: ${centre.text}`)
      await kill(turn)
    }
    readMeanwhile = followed.reduce((n, { length }) => n + length, 0)
    until = 'over'
    await Promise.all(writing)
  } finally {
    until = 'gone'
  }
  const feeds = await Promise.all(readers.map((desk) => everythingIn(desk)))
  await Promise.all(following)
  await Promise.all(readers.map((desk, i) => readOn(desk, followed[i] ?? [])))
  const namesIn = (feed: readonly InFeed[] = []) => feed.map(({ position, id }) => `${position} ${id}`).join()
  const sawAll = feeds.every((feed, i) => namesIn(feed) === namesIn(followed[i]))
  const ids = feeds.flatMap((feed) => feed.map(({ id }) => id))
  const there = new Set(ids)
  const gapless = feeds.every((feed) => feed.every(({ position }, i) => position === i + 1))
  const lost = [...acked].filter((id) => !there.has(id)).length
  const duplicated = ids.length - there.size
  const strange = ids.filter((id) => !acked.has(id)).length
  const converged = gapless && sawAll && readMeanwhile > 0 && strange === 0
  return {
    ...{ runs: turns, lost, duplicated, converged, acked: acked.size, readMeanwhile },
    passed: lost === 0 && duplicated === 0 && converged && acked.size > kills,
  }
}

beforeAll(() => buildCentreOnce(), 120_000)

describe('the centre killed under its writers', { timeout: 3_600_000 }, () => {
  const results: (Awaited<ReturnType<typeof survive>> & { what: string })[] = []
  afterAll(() => {
    const sum = (of: (one: (typeof results)[number]) => number) => results.reduce((n, one) => n + of(one), 0)
    reportFault({
      id: 'R2',
      runs: sum(({ runs }) => runs),
      lost: sum(({ lost }) => lost),
      duplicated: sum(({ duplicated }) => duplicated),
      converged: results.every(({ converged }) => converged),
      // The embedded one, and the one over PostgreSQL.
      passed: results.length === 2 && results.every(({ passed }) => passed),
      note: results
        .map(
          ({ what, runs, acked, readMeanwhile }) =>
            `${what}: ${runs} kills, ${acked} acknowledged, ${readMeanwhile} read meanwhile`,
        )
        .join('; '),
    })
  })

  test('the embedded one has what it acknowledged, once; ended, it lets them finish', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuandian-centre-'))
    const sql = await openEmbedded({ folder, onHung: () => {} })
    const desks = await enrolledBefore(sql, points, Math.ceil(writers / points))
    await sql.close()
    const centre = await ARunningCentre.start({ TUANDIAN_CENTRE_FOLDER: folder, DATABASE_URL: '' })
    const result = await survive(centre, desks, kills, async () => {
      await centre.end('SIGKILL')
      await centre.start()
    })
    results.push({ what: `embedded, ${desks.length} writers`, ...result })
    expect(await centre.end('SIGTERM')).toBe(0)
    rmSync(folder, { recursive: true, force: true })
    expect(result).toMatchObject({ lost: 0, duplicated: 0, passed: true })
  })

  test.skipIf(!bin)(
    'over PostgreSQL: it and its database, killed, have what was acknowledged, once',
    async () => {
      const postgres = await startPostgres(bin ?? '', { durable: true })
      try {
        const url = await postgres.url()
        const sql = openPostgres({ url, connections: 2 })
        const desks = await enrolledBefore(sql, points, Math.ceil(writers / points))
        await sql.close()
        const centre = await ARunningCentre.start({ DATABASE_URL: url })
        const result = await survive(centre, desks, 2 * kills, async (turn) => {
          if (turn % 2 === 1) return postgres.killAndRestart()
          await centre.end('SIGKILL')
          await centre.start()
        })
        results.push({ what: `the centre and its PostgreSQL in turns, ${desks.length} writers`, ...result })
        expect(await centre.end('SIGTERM')).toBe(0)
        expect(result).toMatchObject({ lost: 0, duplicated: 0, passed: true })
      } finally {
        await postgres.stop()
      }
    },
  )
})
