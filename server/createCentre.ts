import type { Hono } from 'hono'
import { migrate } from './db/migrate'
import { DatabaseBusy, type Sql } from './db/sql'
import { sqlFeedBooks } from './db/sqlFeedBooks'
import { Copies } from './feed/copies'
import type { FeedBooks } from './feed/feedBook'
import { type Hint, Hints } from './feed/hints'
import { keepFolded } from './feed/keepFolded'
import { isBehind, nextTurn } from './feed/keepReports'
import { QuietFolding } from './feed/quietFolding'
import { callerByToken, epochOf } from './hq/accounts'
import { beginAfter } from './hq/backup'
import { desksBeside, desksOf, nameDesk } from './hq/desks'
import { enrol } from './hq/enrol'
import { operatorsOf, rememberedRoles } from './hq/operators'
import { newId, type RandomBytes } from './hq/secrets'
import { siteIds } from './hq/sites'
import type { CentreEnv } from './http/answer'
import { createApp } from './http/app'
import { Metrics } from './http/metrics'
import { type Rates, usualRates } from './http/parts'
import type { Log } from './log'

export interface CentreParts {
  readonly sql: Sql
  readonly nowMs: () => number
  readonly randomBytes: RandomBytes
  readonly log: Log
  readonly rates?: Rates
  readonly watchToken?: string | null
  readonly behindProxy?: boolean
  /** Where the feeds are kept; absent: in this database. */
  readonly books?: FeedBooks
  /** Folds a feed elsewhere; absent: here, between requests. */
  readonly keepFolded?: (siteId: string, signal: AbortSignal) => Promise<void>
}

/** One copy of the centre, without a socket: `app.fetch` answers requests. */
export interface Centre {
  readonly app: Hono<CentreEnv>
  readonly sql: Sql
  readonly books: FeedBooks
  readonly hints: Hints
  /** Says, after a commit, that a feed has come further. */
  tell(hint: Hint): void
  /** The device's streams ask again who they are; call after revoking it, or giving it other feeds. */
  deviceChanged(deviceId: string): void
  /** Has folded what was pushed to a copy that ended before it could. */
  catchUp(): Promise<void>
  /** Ends the streams and what works behind the requests; the database stays open. */
  stop(): Promise<void>
}

/** Brings the schema up to date and wires one copy together. */
export async function createCentre(parts: CentreParts): Promise<Centre> {
  const { sql, nowMs, randomBytes, log } = parts
  const ran = await migrate(sql)
  if (ran > 0) log('info', 'migrated', { migrations: ran })
  await epochOf(sql, () => newId(randomBytes))
  const books = parts.books ?? sqlFeedBooks(sql)
  const hints = new Hints()
  const metrics = new Metrics()
  metrics.gauge('streams', () => hints.size)
  const copies = await Copies.open(sql, hints, newId(randomBytes), () => log('warn', 'hint-not-sent'))
  const folding = new QuietFolding(
    parts.keepFolded ?? ((siteId, signal) => keepFolded(books, siteId, () => nextTurn(signal))),
    nowMs,
    log,
  )
  const tell = (hint: Hint): void => {
    copies.tell(hint)
    if (hint.head > 0) folding.noticed(hint.siteId)
  }
  const tellBeside = async (deviceId: string): Promise<void> => {
    for (const beside of await desksBeside(sql, deviceId)) copies.deviceChanged(beside)
  }
  const app = createApp({
    books,
    callerByToken: (tokenHash) => callerByToken(sql, tokenHash),
    enrol: async (request, chance) => {
      const enrolment = await enrol(sql, request, chance)
      // There is one more desk to be named; and a warehouse follows a point from its first desk on.
      if (enrolment.ok) await tellBeside(request.deviceId)
      return enrolment
    },
    desksOf: (siteIds) => desksOf(sql, siteIds),
    nameDesk: async (deviceId, name) => {
      await nameDesk(sql, deviceId, name)
      await tellBeside(deviceId)
    },
    operatorsOf: (siteId) => operatorsOf(sql, siteId),
    rolesOf: rememberedRoles(sql),
    ready: () => isThere(sql),
    nowMs,
    randomBytes,
    hints,
    tell,
    crowded: (forMs) => folding.crowded(forMs),
    beginAfter: (held, shown) => beginAfter(sql, held, shown, { nowMs: nowMs(), randomBytes }),
    log,
    metrics,
    rates: parts.rates ?? usualRates,
    watchToken: parts.watchToken ?? null,
    behindProxy: parts.behindProxy ?? false,
  })
  return {
    app,
    sql,
    books,
    hints,
    tell,
    deviceChanged: (deviceId) => copies.deviceChanged(deviceId),
    catchUp: async () => {
      for (const siteId of await siteIds(sql)) if (await isBehind(books, siteId)) folding.noticed(siteId)
    },
    stop: async () => {
      hints.close()
      await folding.stop(foldPatienceMs)
      await copies.close()
    },
  }
}

/** Less than what requests get to come to their end. */
const foldPatienceMs = 5_000
const readyMs = 3_000

/** @throws where the database does not answer, not in time (DatabaseBusy), or does not let it work */
async function isThere(sql: Sql): Promise<void> {
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new DatabaseBusy('the database does not answer')), readyMs)
  })
  // As what serves the desks: a database may let the centre in and not let it work.
  const answer = sql
    .query('select 1')
    .then(() => sql.transaction((tx) => tx.query(`select set_config('role', 'tuandian_feed', true)`)))
  try {
    await Promise.race([answer, tooLate])
  } finally {
    clearTimeout(late)
    answer.catch(() => {})
  }
}
