import { connect, createServer, type Socket } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate } from '../../server/db/migrate'
import { PostgresPool } from '../../server/db/postgresPool'
import { openPostgres } from '../../server/db/postgresSql'
import { DatabaseBusy, type Sql } from '../../server/db/sql'
import { aCentre } from './aCentre'
import { embeddedInMemory } from './embeddedInMemory'
import { type PostgresHere, postgresBin, startPostgres } from './postgresHere'

/** A line to the database that can fall silent: what is open then stays open and carries nothing, ever again. */
class SilentLine {
  private readonly server = createServer((near) => this.carry(near))
  private readonly deaf = new Set<Socket>()
  private readonly carried = new Set<Socket>()
  private isSilent = false

  constructor(private readonly port: number) {}

  open(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve(Object(this.server.address()).port))
    })
  }

  fallSilent(): void {
    this.isSilent = true
    for (const near of this.carried) this.deaf.add(near)
  }

  /** New connections are carried; the old ones stay silent. */
  comeBack(): void {
    this.isSilent = false
  }

  close(): void {
    for (const near of this.carried) near.destroy()
    this.server.close()
  }

  private carry(near: Socket): void {
    const far = connect(this.port, '127.0.0.1')
    this.carried.add(near)
    if (this.isSilent) this.deaf.add(near)
    near.on('data', (part) => this.deaf.has(near) || far.write(part))
    far.on('data', (part) => this.deaf.has(near) || near.write(part))
    for (const one of [near, far]) one.on('error', () => {})
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }
}

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: a silent one is not tried.')

describe.skipIf(!bin)('a PostgreSQL whose connections fall silent', () => {
  let postgres: PostgresHere
  let line: SilentLine
  let sql: Sql
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '')
    const url = new URL(await postgres.url())
    const direct = openPostgres({ url: url.href, connections: 1 })
    await migrate(direct)
    await direct.close()
    line = new SilentLine(Number(url.port))
    url.port = String(await line.open())
    const patience = { answerMs: 2_000, probeEveryMs: 400, probeMs: 300 }
    sql = openPostgres({ url: url.href, connections: 3, ...patience })
  }, 120_000)
  afterAll(async () => {
    line.close()
    await sql.close()
    await postgres.stop()
  })

  test('nobody waits for them for ever: the query fails as busy, /readyz says so, and then all connections are new', async () => {
    const heard: string[] = []
    let reopened = (): void => {}
    const again = new Promise<void>((resolve) => {
      reopened = resolve
    })
    await sql.listen('channel', { heard: (payload) => heard.push(payload), reopened: () => reopened() })
    const at = await aCentre(sql)
    const ready = async () => (await at.centre.app.request('/readyz')).status
    // Three connections, each in a transaction at the same moment: all of them are open when the line falls silent.
    await Promise.all([1, 2, 3].map(() => sql.transaction((tx) => tx.query('select pg_sleep(0.1)'))))
    expect(await ready()).toBe(200)

    line.fallSilent()
    const asked = [sql.query('select 1'), sql.transaction((tx) => tx.query('select 1'))]
    for (const one of await Promise.allSettled(asked))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(DatabaseBusy) })
    expect(await ready()).toBe(503)

    line.comeBack()
    // The third had lain idle meanwhile: it is not given out either.
    expect(await Promise.all([1, 2, 3].map(() => sql.query('select 7 as seven')))).toEqual(
      [1, 2, 3].map(() => [{ seven: 7 }]),
    )
    expect(await ready()).toBe(200)
    await again
    await sql.query(`select pg_notify('channel', 'hint')`)
    await vi.waitFor(() => expect(heard).toEqual(['hint']))
    await at.centre.stop()
  })

  test('a connection that opens in the moment in which silence is noticed is given up for another, and nobody hears of it', async () => {
    const pool = new PostgresPool({ connectionString: await postgres.url(), max: 1 })
    const connect = pg.Pool.prototype.connect as (this: pg.Pool) => Promise<pg.PoolClient>
    const opened = vi.spyOn(pg.Pool.prototype, 'connect').mockImplementationOnce(async function (
      this: pg.Pool,
    ) {
      const client = await connect.call(this)
      pool.doubtAll()
      return client
    })
    const client = await pool.take()
    opened.mockRestore()
    expect((await client.query('select 7 as seven')).rows).toEqual([{ seven: 7 }])
    client.release()
    await pool.end()
  })

  test('a database that ended and came back is found by the next query', async () => {
    await sql.query('select 1')
    await postgres.killAndRestart()
    await vi.waitFor(async () => expect(await sql.query('select 7 as seven')).toEqual([{ seven: 7 }]), 5_000)
  })
})

test('an embedded database that answers no more is given up: /readyz says so, and whoever runs it is told', async () => {
  const onHung = vi.fn()
  const sql = await embeddedInMemory({ onHung, hungMs: 4_000 })
  const at = await aCentre(sql)
  expect((await at.centre.app.request('/readyz')).status).toBe(200)
  const never = vi.spyOn(PGlite.prototype, 'query').mockReturnValue(new Promise(() => {}))
  expect((await at.centre.app.request('/readyz')).status).toBe(503)
  await vi.waitFor(() => expect(onHung).toHaveBeenCalledOnce(), 3_000)
  never.mockRestore()
  await at.centre.stop()
  await sql.close()
}, 60_000)
