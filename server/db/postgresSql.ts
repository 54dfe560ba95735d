import type pg from 'pg'
import { GatheringSocket } from './gatheringSocket'
import { listenOn } from './postgresListen'
import { isSilence, PostgresPool } from './postgresPool'
import { busyOr, DatabaseBusy, inTurn, type Queries, type Sql, type Transaction, together } from './sql'
import { isTexts, textArray } from './textArray'

export interface PostgresSettings {
  readonly url: string
  /** Connections at most, one for listening besides. */
  readonly connections: number
  /** How long a statement may take; the database ends it. */
  readonly statementMs?: number
  /** How long an answer may take, whatever the database says; then the connection is given up. */
  readonly answerMs?: number
  readonly probeEveryMs?: number
  readonly probeMs?: number
}

export function openPostgres({
  url,
  connections,
  statementMs = 30_000,
  answerMs = statementMs + 5_000,
  probeEveryMs = 15_000,
  probeMs = 5_000,
}: PostgresSettings): Sql {
  const pool = new PostgresPool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementMs,
    query_timeout: answerMs,
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'tuandian-centre',
    // Statements that do not wait for one another share a round trip, and a packet.
    pipeline: true,
    stream: () => new GatheringSocket(),
  })
  const silent = (): void => pool.doubtAll()
  const listeners = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    query: (text, values) => borrowed(pool, (queries) => queries.query(text, values)),
    run: (text) => borrowed(pool, (queries) => queries.run(text)),
    transaction: (work) => transaction(pool, work),
    listen: async (channel, listening) => {
      const settings = { url, probeEveryMs, probeMs, silent }
      const stop = await listenOn(settings, channel, listening).catch((error) =>
        Promise.reject(busyOr(error)),
      )
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },
    close: async () => {
      await Promise.all([...listeners].map((stop) => stop()))
      await pool.end()
    },
  }
}

async function borrowed<T>(pool: PostgresPool, ask: (queries: Queries) => Promise<T>): Promise<T> {
  const client = await taken(pool)
  let lost = false
  try {
    return await ask(queriesOf(client, pool))
  } catch (error) {
    lost = error instanceof DatabaseBusy
    throw error
  } finally {
    client.release(lost)
  }
}

function taken(pool: PostgresPool): Promise<pg.PoolClient> {
  return pool.take().catch((error) => Promise.reject(busyOr(error)))
}

function queriesOf(client: pg.PoolClient, pool: PostgresPool): Queries {
  const failed = (error: unknown): unknown => {
    if (isSilence(error)) pool.doubtAll()
    return busyOr(error)
  }
  return {
    query: async (text, values = []) => {
      try {
        return (await client.query({ name: nameOf(text), text, values: values.map(parameter) })).rows
      } catch (error) {
        throw failed(error)
      }
    },
    run: async (text) => {
      try {
        await client.query(text)
      } catch (error) {
        throw failed(error)
      }
    },
  }
}

const names = new Map<string, string>()

/** Each connection has a statement read and planned once: all day the same dozen are asked. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `statement ${names.size + 1}`
  names.set(text, name)
  return name
}

function parameter(value: unknown): unknown {
  return isTexts(value) ? textArray(value) : value
}

async function transaction<T>(pool: PostgresPool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await taken(pool)
  const last: (() => Promise<unknown>)[] = []
  const queries = queriesOf(client, pool)
  const withCommit: Transaction['withCommit'] = (text, values) => {
    last.push(() => queries.query(text, values))
  }
  const tx: Transaction = { ...queries, withCommit }
  let broken: Error | undefined
  try {
    const result = await together(tx.query('begin'), work(tx))
    // What follows a statement that failed is not run, and the commit undoes all.
    await inTurn([...last, () => tx.query('commit')].map((send) => send()))
    return result
  } catch (error) {
    await tx.run('rollback').catch((failed: Error) => {
      broken = failed
    })
    throw error
  } finally {
    client.release(broken)
  }
}
