import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { openPostgres } from '../../server/db/postgresSql'
import { paths, protocolHeader, protocolVersion, pushLimit } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { Entry } from '../../shared/domain/entry/entry'
import type { ADeskOfTheCentre } from '../server/aCentre'
import { ARunningCentre, enrolledBefore } from '../server/aRunningCentre'
import { type PostgresHere, postgresBin, startPostgres } from '../server/postgresHere'
import { packedRound } from './benchRounds'
import { atLeastOfBaseline } from './measure'
import { report } from './report'

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: what the centre takes in is not measured.')

const desks = 4
const batch = 200
const pushesEach = 8
/** Before it is measured: a centre runs for weeks, and no new process is at its speed. */
const turnsToWarm = 8
/** In all they take less time than a feed is written to before the centre folds it. */
const turns = 8

let postgres: PostgresHere
beforeAll(async () => {
  if (!bin) return
  buildCentreOnce()
  postgres = await startPostgres(bin, { durable: true })
}, 120_000)
afterAll(() => postgres?.stop())

test.skipIf(!bin)(
  'P5: entries the centre takes in, beside a bare batch insert of the same rows',
  async () => {
    const url = await postgres.url()
    const sql = openPostgres({ url, connections: 2 })
    const enrolled = await enrolledBefore(sql, desks, 1)
    await sql.run('create table bare (like entries including indexes)')
    await sql.close()
    const centre = await ARunningCentre.start({ DATABASE_URL: url })
    const writers = enrolled.map((desk) => new Writer(desk, centre.address, url))
    try {
      const tookMs = { centre: 0, bare: 0 }
      for (let turn = -turnsToWarm; turn < turns; turn++) {
        for (const writer of writers) writer.prepare()
        const one = async () => {
          const ms = await timed(() => Promise.all(writers.map((writer) => writer.pushAll())))
          if (turn >= 0) tookMs.centre += ms
        }
        const other = async () => {
          const ms = await timed(() => Promise.all(writers.map((writer) => writer.insertAll())))
          if (turn >= 0) tookMs.bare += ms
        }
        for (const work of turn % 2 === 0 ? [one, other] : [other, one]) await work()
      }
      const entries = turns * desks * pushesEach * batch
      report([
        atLeastOfBaseline(
          {
            name: `P5 entries taken in by the centre, ${desks} desks pushing`,
            value: (entries / tookMs.centre) * 1000,
            unit: 'per s',
          },
          (entries / tookMs.bare) * 1000,
          0.5,
        ),
      ])
    } finally {
      await Promise.all(writers.map((writer) => writer.close()))
      await centre.end('SIGTERM')
    }
  },
)

/** One desk with a backlog, pushing one parcel after the other; and the same rows put into a bare table. */
class Writer {
  private readonly drafts = packedRound(1, { households: 4000, products: 60, lines: 6 })
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })
  private readonly bare: pg.Client
  private readonly connected: Promise<unknown>
  private position = 0
  private last: ChainEnd | null = null
  private batches: { readonly entries: readonly Entry[]; readonly body: Buffer }[] = []

  constructor(
    private readonly desk: ADeskOfTheCentre,
    private readonly address: string,
    url: string,
  ) {
    expect(batch).toBeLessThanOrEqual(pushLimit)
    this.bare = new pg.Client({ connectionString: url })
    this.connected = this.bare.connect()
  }

  prepare(): void {
    this.batches = Array.from({ length: pushesEach }, () => {
      const entries = Array.from({ length: batch }, () => this.next())
      const body = Buffer.from(JSON.stringify({ last: this.last, entries }))
      const { deviceSeq: seq, hash } = entries.at(-1) as Entry
      this.last = { seq, hash }
      return { entries, body }
    })
  }

  private next(): Entry {
    const { value, done } = this.drafts.next()
    if (done) throw new Error('the round is at its end')
    return this.desk.write(value.facts, this.desk.siteId, value.roundId)
  }

  async pushAll(): Promise<void> {
    for (const { body } of this.batches) {
      const answer = await this.post(body)
      expect(answer.split('"accepted"').length - 1).toBe(batch)
    }
  }

  async insertAll(): Promise<void> {
    await this.connected
    for (const { entries } of this.batches) {
      await this.bare.query(insertBare, [
        this.desk.siteId,
        entries.map(() => ++this.position),
        entries.map(({ deviceId }) => deviceId),
        entries.map(({ deviceSeq }) => deviceSeq),
        entries.map(({ hash }) => hash),
        entries.map(({ roundId }) => roundId),
        entries.map(({ deviceId }) => deviceId),
        entries.map(() => 0),
        entries.map((entry) => JSON.stringify(entry)),
      ])
    }
  }

  async close(): Promise<void> {
    this.agent.destroy()
    await this.bare.end()
  }

  private post(body: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.desk.token}`,
        [protocolHeader]: protocolVersion,
        'content-type': 'application/json',
        'accept-encoding': 'gzip',
        'content-length': body.length,
      }
      const asked = request(
        `${this.address}${paths.push}`,
        { method: 'POST', agent: this.agent, headers },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            const bytes = Buffer.concat(parts)
            const isZipped = answer.headers['content-encoding'] === 'gzip'
            const text = (isZipped ? gunzipSync(bytes) : bytes).toString()
            if (answer.statusCode === 200) resolve(text)
            else reject(new Error(`${answer.statusCode}: ${text}`))
          })
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  }
}

const insertBare = `
  insert into bare (site_id, position, device_id, device_seq, hash, round_id, brought_by, received_at_ms, body)
  select $1, * from unnest(
    $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[])`

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  await work()
  return performance.now() - beganMs
}
