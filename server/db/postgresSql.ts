import pg from 'pg'
import { busyOr, type Listening, type Queries, type Sql, together } from './sql'

export interface PostgresSettings {
  readonly url: string
  /** Connections at most, one for listening besides. */
  readonly connections: number
}

const statementMs = 30_000
const reopenMs = 1_000

export function openPostgres({ url, connections }: PostgresSettings): Sql {
  const settings = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
    application_name: 'tuandian-centre',
    // Statements that do not wait for one another share a round trip.
    pipeline: true,
  }
  const pool = new pg.Pool(settings)
  // An idle connection that dies is replaced by the next one asked for.
  pool.on('error', () => {})
  const listeners = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    ...queriesOf(pool),
    transaction: (work) => transaction(pool, work),
    listen: async (channel, listening) => {
      const stop = await listen(url, channel, listening)
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

function queriesOf(on: pg.Pool | pg.PoolClient): Queries {
  return {
    query: async (text, values = []) => {
      try {
        return (await on.query(text, [...values])).rows
      } catch (error) {
        throw busyOr(error)
      }
    },
    run: async (text) => {
      try {
        await on.query(text)
      } catch (error) {
        throw busyOr(error)
      }
    },
  }
}

async function transaction<T>(pool: pg.Pool, work: (tx: Queries) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error) => Promise.reject(busyOr(error)))
  const tx = queriesOf(client)
  // A connection that dies between two statements says so as an event; the next statement fails by itself.
  const lost = (): void => {}
  client.on('error', lost)
  let broken: Error | undefined
  try {
    const result = await together(tx.run('begin'), work(tx))
    await tx.run('commit')
    return result
  } catch (error) {
    await tx.run('rollback').catch((failed: Error) => {
      broken = failed
    })
    throw error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
}

/** Its own connection, opened again for as long as nobody stops it. */
async function listen(url: string, channel: string, listening: Listening): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const open = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'tuandian-centre-listens' })
    fresh.on('notification', ({ payload }) => listening.heard(payload ?? ''))
    fresh.on('error', () => {})
    fresh.on('end', () => {
      if (!stopped && client === fresh) reopen()
    })
    await fresh.connect()
    await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = fresh
  }
  const reopen = (): void => {
    setTimeout(() => {
      if (stopped) return
      open().then(() => listening.reopened(), reopen)
    }, reopenMs).unref()
  }
  await open().catch((error) => Promise.reject(busyOr(error)))
  return async () => {
    stopped = true
    await client?.end()
  }
}
