import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { openEmbedded } from '../../server/db/embeddedSql'
import { openPostgres } from '../../server/db/postgresSql'
import type { Sql } from '../../server/db/sql'
import { type PushAnswer, paths } from '../../shared/contract/sync'
import { chanceOf } from '../../shared/sample/chance'
import { round } from '../builders/aDesk'
import { type ADeskOfTheCentre, aCentre, aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ARunningCentre } from '../server/aRunningCentre'
import { postgresBin, startPostgres } from '../server/postgresHere'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { everythingIn } from './everythingIn'
import { howMany } from './howMany'
import { type Judged, judgeSite } from './judgeSite'
import { reportFault, reportNotRun } from './reportFault'
import { type SmallVolume, smallVolume } from './smallVolume'

const mayMount = smallVolume(1)
mayMount?.remove()
if (!mayMount) reportNotRun('R10', 'nobody like us may mount a volume here: no disk of a centre is filled')
const bin = postgresBin()
if (!bin) process.stdout.write('PostgreSQL is not installed here: only the embedded one is left no room.\n')

const megabyte = 1024 * 1024
const turns = howMany(8)
const writers = 4
const patienceMs = 60_000
const fullForMs = 3_000

interface Site {
  readonly centre: ARunningCentre
  /** The real desk, whose people work on. */
  readonly counter: ADeskOnTheNet
  readonly witness: ADeskOfTheCentre
  readonly pushing: readonly ADeskOfTheCentre[]
}

interface Turn extends Judged {
  /** Pushes that were told to come again, and those that nobody answered. */
  readonly refused: number
  readonly away: number
  /** Answers to reading desks while there was no room. */
  readonly reads: number
  /** The most that the counter said it had still to send. */
  readonly unsentShown: number
  readonly slowestMs: number
  /** Answers that no desk should get. */
  readonly wrong: readonly string[]
}

const turned: { readonly what: string; readonly turn: Turn }[] = []
const volumes: SmallVolume[] = []
const ends: (() => Promise<unknown>)[] = []

beforeAll(() => buildCentreOnce(), 120_000)
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  for (const one of volumes.splice(0)) one.remove()
})
afterAll(() => {
  if (!mayMount) return
  const all = turned.map(({ turn }) => turn)
  const sum = (of: (turn: Turn) => number) => all.reduce((n, turn) => n + of(turn), 0)
  const [lost, duplicated] = [sum((turn) => turn.lost), sum((turn) => turn.duplicated)]
  const converged = all.every((turn) => turn.converged)
  const wrong = all.flatMap((turn) => turn.wrong)
  const told = ['the embedded one', 'its data', 'its journal'].flatMap((what) => {
    const these = turned.filter((one) => one.what === what).map(({ turn }) => turn)
    const of = (count: (turn: Turn) => number) => these.reduce((n, turn) => n + count(turn), 0)
    const slowest = Math.round(Math.max(...these.map(({ slowestMs }) => slowestMs)))
    return these.length === 0
      ? []
      : `${what}, ${these.length} times: ${of((turn) => turn.refused)} pushes told to come again, ${of((turn) => turn.reads)} reads answered, slowest answer ${slowest} ms`
  })
  reportFault({
    id: 'R10',
    ...{ runs: all.length, lost, duplicated, converged },
    passed: lost + duplicated + wrong.length === 0 && converged && all.length === turns * 3,
    note: `a volume of its own, filled to the last byte. ${told.join('; ')}; ${wrong[0] ?? 'no other answer'}`,
  })
})

function aVolume(megabytes: number): SmallVolume {
  const made = smallVolume(megabytes)
  if (!made) throw new Error('no volume')
  volumes.push(made)
  return made
}

/** A running centre with desks that were enrolled before it was started. */
async function aSiteOf(open: () => Promise<Sql>, env: NodeJS.ProcessEnv): Promise<Site> {
  const sql = await open()
  const at = await aCentre(sql, { seed: Date.now() % 1_000_000 })
  at.clock.nowMs = Date.now()
  const siteKey = await aPoint(at)
  const witness = await anEnrolledDesk(at, { siteKey })
  const pushing: ADeskOfTheCentre[] = []
  for (let n = 0; n < writers; n++) pushing.push(await anEnrolledDesk(at, { siteKey }))
  const code = await aCode(at, siteKey)
  await at.centre.stop()
  await sql.close()
  const centre = await ARunningCentre.start(env)
  ends.push(() => centre.end('SIGKILL'))
  for (const desk of [witness, ...pushing]) desk.moveTo(centre.calls)
  const counter = await (await new ADeskOnTheNet(centre.address).enrol(code)).open()
  ends.push(() => counter.close())
  await counter.does((on) => on.run(round, asGiven, shelvedRound()))
  return { centre, counter, witness, pushing }
}

class Heard {
  readonly acked = new Set<string>()
  refused = 0
  away = 0
  slowestMs = 0
  readonly wrong: string[] = []

  /** One push, by hand. @returns whether it was taken */
  async push(desk: ADeskOfTheCentre, entries: readonly unknown[]): Promise<boolean> {
    const beganMs = performance.now()
    const response = await desk.pushing(entries).catch(() => undefined)
    this.slowestMs = Math.max(this.slowestMs, performance.now() - beganMs)
    if (response?.status === 200) {
      const answer: PushAnswer = await response.json()
      desk.went(entries, answer)
      for (const { id } of answer.outcomes) if (id !== null) this.acked.add(id)
      return true
    }
    const comesAgain = Number(response?.headers.get('retry-after')) > 0
    if (!response) this.away += 1
    else if (response.status === 503 && comesAgain) this.refused += 1
    else if (response.status !== 429) this.wrong.push(`${response.status} ${await response.text()}`)
    return false
  }
}

/** Pushes until told to stop, again and again what was not taken. What it writes fills a disk. */
async function keepPushing(desk: ADeskOfTheCentre, isOver: () => boolean, heard: Heard): Promise<void> {
  const large = () => ({ kind: 'SomethingLater', v: 1, note: randomBytes(8_000).toString('base64') })
  while (!isOver()) {
    const entries = Array.from({ length: 5 }, () => desk.write([large()]))
    while (!(await heard.push(desk, entries))) await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** All desks write; the volume is filled under them, and given room again. */
async function fillUnder(
  { centre, counter, witness, pushing }: Site,
  volume: SmallVolume,
  { butBytes = 0, revive = async () => {} }: { butBytes?: number; revive?: () => Promise<void> },
): Promise<Turn> {
  const chance = chanceOf(turned.length)
  const heard = new Heard()
  let over = false
  const writing = pushing.map((desk) => keepPushing(desk, () => over, heard))
  await cameTrue(() => heard.acked.size > 20, patienceMs)
  volume.fill(butBytes)
  await cameTrue(() => heard.refused + heard.away > 0, patienceMs)
  const [untilMs, unsent] = [performance.now() + fullForMs, [0]]
  let reads = 0
  while (performance.now() < untilMs) {
    await counter.does((on) => actAtTheCounter(on, chance))
    const page = await witness.call(`${paths.entries(witness.siteId)}?limit=5`).catch(() => undefined)
    if (page?.status === 200) reads += 1
    unsent.push(counter.view.unsent)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  volume.makeRoom()
  await revive()
  if (!centre.isRunning) await centre.start()
  over = true
  await Promise.all(writing)
  const judged = await judgeSite([counter], witness, patienceMs)
  const there = new Set((await everythingIn(witness)).map(({ id }) => id))
  const { acked, ...told } = heard
  return {
    ...{ ...judged, ...told, reads, unsentShown: Math.max(...unsent) },
    lost: judged.lost + [...acked].filter((id) => !there.has(id)).length,
  }
}

const mostUnsent = (of: string): number =>
  Math.max(...turned.flatMap(({ what, turn }) => (what === of ? [turn.unsentShown] : [])))

const asItShouldBe = { lost: 0, duplicated: 0, converged: true, wrong: [] }

describe.skipIf(!mayMount)('the disk of the centre is full', { timeout: 900_000 }, () => {
  test('the embedded one takes nothing in, is read on, and takes everything once there is room', async () => {
    const volume = aVolume(220)
    const folder = join(volume.folder, 'centre')
    const open = () => openEmbedded({ folder, onHung: () => {} })
    const site = await aSiteOf(open, { DATABASE_URL: '', TUANDIAN_CENTRE_FOLDER: folder })
    for (let n = 0; n < turns; n++) {
      // Full by its own writing, or by others all of a sudden.
      const turn = await fillUnder(site, volume, { butBytes: n % 2 === 0 ? 66 * megabyte : 0 })
      turned.push({ what: 'the embedded one', turn })
      expect(turn).toMatchObject(asItShouldBe)
      expect(turn.refused).toBeGreaterThan(0)
      expect(turn.reads).toBeGreaterThan(0)
    }
    expect(mostUnsent('the embedded one')).toBeGreaterThan(0)
    // Killed, and started where there is no room: it says so and ends.
    volume.fill()
    await site.centre.end('SIGKILL')
    const beganMs = performance.now()
    await expect(site.centre.start()).rejects.toThrow(
      /is full: the database needs at least 64 MB of free room/,
    )
    expect(performance.now() - beganMs).toBeLessThan(15_000)
    volume.makeRoom()
    await site.centre.start()
    expect(await judgeSite([site.counter], site.witness, patienceMs)).toMatchObject({ converged: true })
  })

  test.skipIf(!bin).each([
    ['its data', 'files'],
    ['its journal', 'journal'],
  ])('a PostgreSQL without room for %s costs waiting and no entry', async (what, which) => {
    const volume = aVolume(200)
    const other = aVolume(600)
    const [under, journalUnder] = which === 'files' ? [volume, other] : [other, volume]
    const where = { durable: true, under: under.folder, journalUnder: journalUnder.folder }
    const postgres = await startPostgres(bin ?? '', where)
    ends.push(() => postgres.stop())
    const url = await postgres.url()
    const site = await aSiteOf(async () => openPostgres({ url, connections: 4 }), { DATABASE_URL: url })
    for (let n = 0; n < turns; n++) {
      // Without its journal it ends by itself, and whoever supervises it starts it again.
      const revive = async () => {
        if (!postgres.isRunning) await postgres.killAndRestart()
      }
      const turn = await fillUnder(site, volume, { butBytes: (n % 3) * megabyte, revive })
      turned.push({ what, turn })
      expect(turn).toMatchObject(asItShouldBe)
      expect(turn.refused).toBeGreaterThan(0)
      if (which === 'files') expect(turn.reads).toBeGreaterThan(0)
      expect(site.centre.isRunning).toBe(true)
    }
    // A small entry may still find room in what is begun; of many some wait, and are counted.
    expect(mostUnsent(what)).toBeGreaterThan(0)
  })
})
