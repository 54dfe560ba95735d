import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '../../server/db/embeddedSql'
import { makeBackup, restoreBackup } from '../../server/hq/backup'
import { type MeAnswer, paths } from '../../shared/contract/sync'
import { beginEdit, save } from '../e2e/editPerson'
import type { SeededHousehold } from '../e2e/seed/shelvedRound'
import { type ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint, seededBytes } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { aFirstCounter, type Counter, handOver, untilIdle } from './counterInChromium'
import { handOverCodes } from './counterWork'
import type { FaultProxy } from './faultProxy'
import { type JudgedCounters, judgeCounters } from './judgeCounters'
import type { Judged } from './judgeSite'
import { reportFault } from './reportFault'

const patienceMs = 90_000
const folder = mkdtempSync(join(tmpdir(), 'tuandian-restored-'))
const judged: (Judged & { readonly brought: number })[] = []

/** A centre over the files of that name. */
const centreIn = async (name: string, seed: number): Promise<AServedCentre> =>
  aServedCentre(await openEmbedded({ folder: join(folder, name), onHung: () => {} }), seed)

interface BackedUp {
  /** As it goes on. */
  readonly now: AServedCentre
  putBack(): Promise<AServedCentre>
}
type BackUp = (centre: AServedCentre, name: string) => Promise<BackedUp>

const byCommand: BackUp = async (now, name) => {
  const file = join(folder, `${name}.backup`)
  await makeBackup(now.centre.sql, file, now.clock.nowMs)
  return {
    now,
    putBack: async () => {
      const after = await centreIn(`${name}-after`, 1_000)
      const chance = { nowMs: after.clock.nowMs, randomBytes: seededBytes(9_999) }
      await restoreBackup(after.centre.sql, file, chance)
      return after
    },
  }
}

/** A copy of the files, as of a disk or a machine: its epoch is the one from before, and nobody tells it to begin another. */
const asACopy: BackUp = async (before, name) => {
  await before.close()
  cpSync(join(folder, name), join(folder, `${name}-copy`), { recursive: true })
  return { now: await centreIn(name, 2_000), putBack: () => centreIn(`${name}-copy`, 3_000) }
}

const restores = [
  ['by the commands', byCommand],
  ['as an older copy of its files, and nobody says so', asACopy],
] as const

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  const sum = (of: (one: (typeof judged)[number]) => number) => judged.reduce((n, one) => n + of(one), 0)
  const [lost, duplicated] = [sum((one) => one.lost), sum((one) => one.duplicated)]
  const converged = judged.length === restores.length && judged.every((one) => one.converged)
  reportFault({
    id: 'R14b',
    ...{ runs: judged.length, lost, duplicated, converged },
    passed: lost + duplicated === 0 && converged,
    note: `real Chromium, embedded database, ${restores.map(([how]) => how).join('; ')}; ${sum((one) => one.brought)} entries that were lacking then were brought back by the one counter, also those of a desk that is gone, and a person who was put right`,
  })
})

describe('the centre comes back from an older backup, and a counter in the browser brings what it lacks', {
  timeout: 400_000,
}, () => {
  test.each(restores.map(([how, backUp], i) => [how, backUp, i + 1] as const))('%s', async (_, backUp, n) => {
    const name = `centre-${n}`
    const point = await APoint.open(await centreIn(name, n))
    try {
      await point.serve()
      await point.inStep()
      const backup = await backUp(point.at, name)
      point.goTo(backup.now)
      const epochBefore = await point.epoch()
      await point.serve()
      await point.putRight('温一')
      await point.inStep()
      const had = await headOf(point.at)
      await point.gone.close()
      await point.at.close()
      // The counter goes on while there is no centre.
      await point.serveHere()

      const after = await backup.putBack()
      // Before the counter hears of it, and brings the first of them.
      const lacked = had - (await headOf(after))
      point.goTo(after)
      point.proxy.cutAll()
      const { apart, ...result } = await point.judge()
      const isKnown = await point.knows('温一')
      const isAnother = (await point.epoch()) !== epochBefore
      judged.push({ ...result, converged: result.converged && isKnown && isAnother, brought: lacked })
      expect({ ...result, apart }).toEqual({ lost: 0, duplicated: 0, converged: true, apart: '' })
      expect([isKnown, isAnother]).toEqual([true, true])
      expect(lacked).toBeGreaterThan(0)
    } finally {
      await point.close()
    }
  })
})

async function headOf({ centre }: AServedCentre): Promise<number> {
  return (await centre.sql.query('select 1 from entries')).length
}

/** A point with a counter in the browser and a desk that is gone later, on one line to a centre that is changed. */
class APoint {
  readonly handed: string[] = []

  private constructor(
    public at: AServedCentre,
    readonly proxy: FaultProxy,
    private readonly counter: Counter,
    readonly gone: ADeskOnTheNet,
    private readonly witness: ADeskOfTheCentre,
    private readonly waiting: SeededHousehold[],
  ) {}

  static async open(at: AServedCentre): Promise<APoint> {
    const siteKey = await aPoint(at)
    const { households, ...counter } = await aFirstCounter(at.address, await aCode(at, siteKey), 60)
    const { proxy } = counter
    const gone = await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))).open()
    await cameTrue(() => gone.desk.point.picture.roundIds().length > 0, patienceMs)
    const witness = await anEnrolledDesk(at, { siteKey })
    const paid = households.filter(({ dueFen }) => dueFen <= 0)
    return new APoint(at, proxy, counter, gone, witness, paid)
  }

  goTo(at: AServedCentre): void {
    this.at = at
    this.proxy.upstream = at.address
    this.witness.moveTo(at.call)
  }

  /** One here, and two at the other desk. */
  async serve(): Promise<void> {
    for (const { bags } of [this.next(2), this.next(2)]) {
      expect(await this.gone.does((on) => handOverCodes(on, bags))).toMatchObject({ ok: true })
      this.handed.push(...bags)
    }
    await this.serveHere()
  }

  async serveHere(): Promise<void> {
    const [bag = ''] = this.next(1).bags
    await handOver(this.counter.desk, bag)
    this.handed.push(bag)
  }

  /** A person at the counter puts the name of a household right. */
  async putRight(name: string): Promise<void> {
    const { desk } = this.counter
    await beginEdit(desk)
    await save(desk, name)
    expect(await this.knows(name)).toBe(true)
    await desk.page.goto(`${desk.address}#/handover`)
    await untilIdle(desk)
  }

  judge(): Promise<JudgedCounters> {
    const { handed } = this
    return judgeCounters([this.counter.desk], this.witness, { withinMs: patienceMs, handed })
  }

  async inStep(): Promise<void> {
    expect((await this.judge()).apart).toBe('')
  }

  async epoch(): Promise<string> {
    return (await this.witness.json<MeAnswer>(paths.me)).epoch
  }

  /** The centre does, before long. */
  knows(name: string): Promise<boolean> {
    return cameTrue(async () => {
      const rows = await this.at.centre.sql.query('select 1 from identities where name = $1', [name])
      return rows.length > 0
    }, patienceMs)
  }

  async close(): Promise<void> {
    await this.gone.close()
    await this.counter.close()
    // Closed already, where it failed while there was none.
    await this.at.close().catch(() => undefined)
  }

  /** The next household with so many bags, or more where it is more than one. */
  private next(bags: 1 | 2): SeededHousehold {
    const at = this.waiting.findIndex((one) => (bags === 1 ? one.bags.length === 1 : one.bags.length > 1))
    const [next] = this.waiting.splice(at, 1)
    if (at < 0 || !next) throw new Error('nobody is left to serve')
    return next
  }
}
