import pg from 'pg'

/**
 * Connections, each given out only while nothing speaks against it. After a fail-over, or when something between
 * forgot them, connections stay open and say nothing for ever: once one was found to be so, none that was open then
 * is given out again.
 */
export class PostgresPool {
  private readonly pool: pg.Pool
  private readonly open = new Set<pg.PoolClient>()
  private readonly doubted = new WeakSet<pg.PoolClient>()

  constructor(settings: pg.PoolConfig) {
    this.pool = new pg.Pool(settings)
    this.pool.on('connect', (client) => {
      this.open.add(client)
      // One that is lent hears of its end here while nothing is asked of it; with nobody to hear, the process ends.
      client.on('error', () => this.doubted.add(client))
    })
    this.pool.on('remove', (client) => this.open.delete(client))
    // An idle connection that dies is replaced by the next one asked for.
    this.pool.on('error', () => {})
  }

  /** To be released by whoever took it. @throws Error where the database ends each one as it opens */
  async take(): Promise<pg.PoolClient> {
    // One more than there are: what opens while silence is noticed is doubted with the rest.
    for (let others = this.open.size + 1; others >= 0; others--) {
      const client = await this.pool.connect()
      if (!this.doubted.has(client)) return client
      client.release(true)
    }
    throw new Error('Connection terminated as it was opened')
  }

  doubtAll(): void {
    for (const client of this.open) this.doubted.add(client)
  }

  end(): Promise<void> {
    return this.pool.end()
  }
}

/** Whether a connection was given up because it said nothing. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
