import pg from 'pg'
import type { Listening } from './sql'

export interface ListenSettings {
  readonly url: string
  /** How often the connection is asked whether it is there, and how long it may take to answer. */
  readonly probeEveryMs: number
  readonly probeMs: number
  /** It was open and did not answer. */
  silent(): void
}

const reopenMs = 1_000

/** Its own connection, asked now and then whether it still is one, and opened again for as long as nobody stops it. */
export async function listenOn(
  settings: ListenSettings,
  channel: string,
  listening: Listening,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const open = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: settings.url,
      application_name: 'tuandian-centre-listens',
      connectionTimeoutMillis: 10_000,
      query_timeout: settings.probeMs,
      // With it, a question that is not answered in time ends the connection.
      pipeline: true,
      keepAlive: true,
    })
    fresh.on('notification', ({ payload }) => listening.heard(payload ?? ''))
    fresh.on('error', () => {})
    const probe = setInterval(() => {
      fresh.query('select 1').catch(settings.silent)
    }, settings.probeEveryMs)
    probe.unref()
    fresh.on('end', () => {
      clearInterval(probe)
      if (!stopped && client === fresh) reopen()
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      clearInterval(probe)
      void fresh.end()
      throw error
    }
    client = fresh
  }
  const reopen = (): void => {
    setTimeout(() => {
      if (stopped) return
      open().then(() => listening.reopened(), reopen)
    }, reopenMs).unref()
  }
  await open()
  return async () => {
    stopped = true
    await client?.end()
  }
}
