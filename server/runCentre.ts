import { randomBytes as nodeBytes } from 'node:crypto'
import { Hono } from 'hono'
import { openOwnerDoor } from './command/ownerDoor'
import { ownerRoutes } from './command/ownerRoutes'
import { runCommand } from './command/runCommand'
import type { Config } from './config'
import { createCentre } from './createCentre'
import type { Sql } from './db/sql'
import { foldElsewhere } from './foldElsewhere'
import { newToken } from './hq/secrets'
import { Refused } from './hq/sites'
import { faultOf, jsonLog, type Log } from './log'
import { migratePatiently, openSql } from './openSql'
import { serve } from './serve'
import { hungSentence } from './watchForHanging'

export interface RunningCentre {
  readonly address: string
  /** The same, for this machine itself. */
  readonly addressHere: string
  readonly sql: Sql
  /** Lets what runs come to its end, then closes the database. */
  stop(): Promise<void>
}

/** Together the ten seconds that whoever stops a program usually gives it. */
const patienceMs = 9_000
const closeMs = 1_000
/** Connections taken up at once besides the first; the embedded database is for a few desks. */
const forAHerd = 8

export const randomBytes = (length: number): Uint8Array => nodeBytes(length)
export const nowMs = (): number => Date.now()

export function stdoutLog({ logRequests }: Config): Log {
  const write = jsonLog(nowMs, (line) => process.stdout.write(line))
  return (level, event, members) => {
    if (level !== 'debug' || logRequests) write(level, event, members)
  }
}

/** After it stopped answering, the embedded database answers nobody: whoever supervises starts the centre anew. */
export function endHung(log: Log): () => void {
  return () => {
    log('error', 'database-hung', { because: hungSentence })
    process.exit(1)
  }
}

/**
 * Opens the database, brings it up to date and listens.
 * @param foldWorker the built file that folds in a thread; the embedded database belongs to this one
 * @throws FolderTaken, NoRoom, PortTaken, WrongSchema
 */
export async function runCentre(config: Config, foldWorker?: string): Promise<RunningCentre> {
  const log = stdoutLog(config)
  // The embedded one is small, and belongs to whoever opens it first.
  const ran = config.databaseUrl === null ? 0 : await migratePatiently(config)
  if (ran > 0) log('info', 'migrated', { migrations: ran })
  const sql = await openSql(config, endHung(log))
  try {
    const { watchToken, behindProxy, databaseUrl: url } = config
    const elsewhere =
      url === null || foldWorker === undefined
        ? {}
        : {
            keepFolded: (siteId: string, signal: AbortSignal) =>
              foldElsewhere(foldWorker, { url, siteId }, signal),
          }
    const parts = { sql, nowMs, randomBytes, log, watchToken, behindProxy, ...elsewhere }
    const centre = await createCentre(parts)
    const secret = newToken(randomBytes)
    const { deviceChanged, tell } = centre
    const desk = { sql, nowMs, randomBytes, deviceChanged, tell }
    if (config.firstCommand.length > 0)
      await runCommand({ ...desk, folder: config.folder }, config.firstCommand).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error
        // What follows may quote rows of a list, with people in them.
        log('warn', 'first-command-refused', { because: error.message.split('\n')[0] ?? '' })
      })
    const owner = new Hono().route('/', ownerRoutes(desk, secret, log))
    const answers = (request: Request, env: unknown): Response | Promise<Response> =>
      request.url.includes('/owner/') ? owner.fetch(request) : centre.app.fetch(request, Object(env))
    const acceptedMore = sql.kind === 'embedded' ? 0 : forAHerd
    const served = await serve(answers, config.host, config.port, { acceptedMore })
    const shutDoor =
      sql.kind === 'embedded'
        ? openOwnerDoor(config.folder, { address: served.addressHere, secret })
        : () => {}
    centre.catchUp().catch((error: unknown) => log('warn', 'not-folded', faultOf(error)))
    void served.acceptsMore.then((more) => {
      if (more < acceptedMore && process.platform !== 'win32')
        log('warn', 'accepts-few', { handles: more + 1 })
    })
    log('info', 'listening', { address: served.address, database: sql.kind })
    const stop = async (): Promise<void> => {
      shutDoor()
      const closed = served.close(patienceMs)
      await centre.stop()
      await closed
      await Promise.race([sql.close(), new Promise((resolve) => setTimeout(resolve, closeMs).unref())])
      log('info', 'stopped')
    }
    return { address: served.address, addressHere: served.addressHere, sql, stop }
  } catch (error) {
    await sql.close()
    throw error
  }
}
