import { setTimeout as wait } from 'node:timers/promises'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { openPostgres } from '../../server/db/postgresSql'
import type { Sql } from '../../server/db/sql'
import {
  type PushAnswer,
  paths,
  pushLimit,
  type SeenAnswer,
  type SnapshotAnswer,
} from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import {
  type ACentre,
  type ADeskOfTheCentre,
  aCentre,
  aCode,
  anEnrolledDesk,
  aPoint,
} from '../server/aCentre'
import { ARunningCentre } from '../server/aRunningCentre'
import { type PostgresHere, startPostgres } from '../server/postgresHere'

/** The centre as it is run, over a PostgreSQL that flushes; and the owner's hand to enrol desks with. */
export class CentreOnTheNet {
  private constructor(
    readonly url: string,
    readonly running: ARunningCentre,
    private readonly postgres: PostgresHere,
    private readonly sql: Sql,
    private readonly owner: ACentre,
  ) {}

  static async open(bin: string): Promise<CentreOnTheNet> {
    buildCentreOnce()
    const postgres = await startPostgres(bin, { durable: true })
    const url = await postgres.url()
    const sql = openPostgres({ url, connections: 2 })
    const owner = await aCentre(sql, { seed: Date.now() % 1_000_000 })
    owner.clock.nowMs = Date.now()
    return new CentreOnTheNet(url, await ARunningCentre.start({ DATABASE_URL: url }), postgres, sql, owner)
  }

  /** So many desks of one new point, with the point's key for further codes. */
  async point(desks: number): Promise<{ siteKey: string; desks: ADeskOfTheCentre[] }> {
    const siteKey = await aPoint(this.owner)
    const enrolled: ADeskOfTheCentre[] = []
    for (let n = 0; n < desks; n++) {
      const desk = await anEnrolledDesk(this.owner, { siteKey })
      enrolled.push(desk.moveTo(this.running.calls))
    }
    return { siteKey, desks: enrolled }
  }

  code(siteKey: string): Promise<string> {
    return aCode(this.owner, siteKey)
  }

  async close(): Promise<void> {
    await this.running.end('SIGTERM')
    await this.owner.centre.stop()
    await this.sql.close()
    await this.postgres.stop()
  }
}

/** @returns the head of the feed after all of them */
export async function pushAll(desk: ADeskOfTheCentre, entries: readonly Entry[]): Promise<number> {
  for (let from = 0; from < entries.length; from += pushLimit) {
    const some = entries.slice(from, from + pushLimit)
    const answer: PushAnswer = await desk.push(some)
    if (answer.outcomes.some(({ outcome }) => outcome === 'quarantined')) throw new Error('set aside')
  }
  return (await desk.json<SeenAnswer>(paths.seen(desk.siteId))).head
}

/** Until the centre has folded the feed up to `position`: it waits for a quiet moment. */
export async function folded(desk: ADeskOfTheCentre, position: number): Promise<void> {
  for (let seconds = 0; seconds < 120; seconds++) {
    const response = await desk.call(paths.snapshot(desk.siteId))
    if (response.status === 200 && ((await response.json()) as SnapshotAnswer).position >= position) return
    await wait(1000)
  }
  throw new Error('the centre did not fold the feed')
}
