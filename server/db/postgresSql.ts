import pg from 'pg'
import { busyOr, inTurn, type Listening, type Queries, type Sql, type Transaction, together } from './sql'
import { isTexts, textArray } from './textArray'

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
        return (await on.query({ name: nameOf(text), text, values: values.map(parameter) })).rows
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

async function transaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error) => Promise.reject(busyOr(error)))
  const last: (() => Promise<unknown>)[] = []
  const queries = queriesOf(client)
  const withCommit: Transaction['withCommit'] = (text, values) => {
    last.push(() => queries.query(text, values))
  }
  const tx: Transaction = { ...queries, withCommit }
  // A connection that dies between two statements says so as an event; the next statement fails by itself.
  const lost = (): void => {}
  client.on('error', lost)
  let broken: Error | undefined
  try {
    const result = await together(tx.run('begin'), work(tx))
    // What follows a statement that failed is not run, and the commit undoes all.
    await inTurn([...last, () => tx.run('commit')].map((send) => send()))
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
