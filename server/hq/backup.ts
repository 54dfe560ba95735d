import { createWriteStream, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { codeOf } from '../codeOf'
import { migrations } from '../db/migrations'
import type { Queries, Sql } from '../db/sql'
import type { Chance } from './enrol'
import { fileRefused } from './fileRefused'
import { type NumberedLine, noBackup, readBackup, whatNow } from './readBackup'
import { newId } from './secrets'
import { Refused, siteIds } from './sites'

const format = 1
const accountTables = [
  'centre',
  'organisations',
  'sites',
  'packs_for',
  'devices',
  'former_tokens',
  'operators',
] as const
const feedTables = ['feeds', 'entries', 'quarantine', 'identities', 'blobs'] as const
/** A photo is a thousand times as long as an entry. */
const rowsAtOnce = (table: string): number => (table === 'blobs' ? 4 : 200)

/** A backup that does not say its schema was made before they did. */
const firstLine = z.object({
  tuandianBackup: z.literal(format),
  madeAtMs: z.number(),
  schema: z.number().default(0),
})
/** The last migration this program knows: what a newer one added would be lost in silence. */
const schema = Math.max(...migrations.map(({ number }) => number))
const rowLine = z.object({
  table: z.enum([...accountTables, ...feedTables]),
  siteId: z.string().optional(),
  rows: z.array(z.unknown()),
})

/**
 * Everything as of one moment, in one compressed file that either database takes back. It holds people's names and
 * phones: it is for the same eyes as the database. The file is there under its name only when it is whole; of one that
 * did not come about nothing is left.
 * @returns how many rows @throws Refused where the file cannot be written
 */
export async function makeBackup(sql: Sql, file: string, nowMs: number): Promise<number> {
  const part = `${file}.part`
  try {
    // It would be found only once all is written.
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
      throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
    const count = await writeBackup(sql, part, nowMs)
    await rename(part, file)
    return count
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw fileRefused(error, file, 'write')
  }
}

async function writeBackup(sql: Sql, file: string, nowMs: number): Promise<number> {
  let count = 0
  await sql.transaction(async (tx) => {
    await tx.run('set transaction isolation level repeatable read')
    const lines = async function* (): AsyncGenerator<string> {
      yield `${JSON.stringify({ tuandianBackup: format, madeAtMs: nowMs, schema })}\n`
      for await (const { table, siteId, rows } of allRows(tx)) {
        count += rows.length
        yield `{"table":"${table}",${siteId === undefined ? '' : `"siteId":${JSON.stringify(siteId)},`}"rows":[${rows.join(',')}]}\n`
      }
    }
    await pipeline(
      Readable.from(lines()),
      createGzip(),
      createWriteStream(file, { mode: 0o600, flush: true }),
    )
  })
  return count
}

interface TableRows {
  readonly table: string
  readonly siteId?: string
  /** Each as JSON text. */
  readonly rows: readonly string[]
}

async function* allRows(tx: Queries): AsyncGenerator<TableRows> {
  for (const table of accountTables) yield* tableRows(tx, table)
  for (const siteId of await siteIds(tx)) {
    await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
    for (const table of feedTables)
      for await (const rows of tableRows(tx, table, siteId)) yield { ...rows, siteId }
  }
}

async function* tableRows(tx: Queries, table: string, siteId?: string): AsyncGenerator<TableRows> {
  const where = siteId === undefined ? '' : `where site_id = ${literal(siteId)}`
  await tx.run(`declare backup_rows cursor for select row_to_json(t)::text as row from ${table} t ${where}`)
  const row = z.object({ row: z.string() })
  for (;;) {
    const rows = z.array(row).parse(await tx.query(`fetch ${rowsAtOnce(table)} from backup_rows`))
    if (rows.length > 0) yield { table, rows: rows.map((one) => one.row) }
    if (rows.length < rowsAtOnce(table)) break
  }
  await tx.run('close backup_rows')
}

/** A cursor takes no parameters. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/**
 * Fills an empty database from a backup and begins a new history: desks hear of it and bring what the backup lacks.
 * All or nothing. @returns how many rows @throws Refused where something is there already, or the file is none of ours
 */
export function restoreBackup(sql: Sql, file: string, chance: Chance): Promise<number> {
  return sql.transaction(async (tx) => {
    if ((await tx.query('select 1 from organisations limit 1')).length > 0)
      throw new Refused(
        `this database is not empty, and a backup is restored into an empty one. ${emptyOne(sql)}`,
      )
    let count = 0
    let epochs: NumberedLine | undefined
    await readBackup(file, async (line) => {
      if (line.number === 1) checkFirst(file, line)
      else if (line.text.startsWith('{"table":"centre"')) epochs = line
      else count += await putBack(tx, file, line)
    })
    // It goes by the epochs of the backup and by the key that what desks were given is sealed with. Only now: whoever
    // else starts meanwhile waits for this row.
    if (epochs !== undefined) {
      await tx.run('delete from centre')
      count += await putBack(tx, file, epochs)
    }
    await beginNewHistory(tx, chance)
    return count
  })
}

/** How to come to an empty one. Started by `npm start`, a centre has a site at once. */
function emptyOne({ kind, folder = 'of its database' }: Sql): string {
  return kind === 'postgres'
    ? 'Make a new database as docs/deploy.md says, set DATABASE_URL to it, and restore there; then start the centre with it.'
    : `End the centre and every npm start, move the folder ${folder} away, restore, and only then start them again.`
}

/** @throws Refused */
function checkFirst(file: string, { text }: NumberedLine): void {
  const first = firstLine.safeParse(parsed(text))
  if (!first.success) throw noBackup(file)
  if (first.data.schema > schema)
    throw new Refused(`${file} was made by a newer centre: restore it with that version, or a later one`)
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A value that is none, a key that is there already, a column there is not. */
const notFitting = /^(22|23|42703)/

/** @throws Refused */
async function putBack(tx: Queries, file: string, { text, number }: NumberedLine): Promise<number> {
  const damaged = `${file} is damaged, or was changed, in line ${number}`
  const read = rowLine.safeParse(parsed(text))
  if (!read.success) throw new Refused(`${damaged}. ${whatNow}`)
  const { table, siteId, rows } = read.data
  if (siteId !== undefined) await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
  // What the version that made it did not have yet gets its default.
  const columns = Object.keys(Object(rows[0])).map((name) => `"${name.replaceAll('"', '""')}"`)
  if (columns.length === 0) return 0
  try {
    await tx.query(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    )
  } catch (error) {
    if (!notFitting.test(codeOf(error))) throw error
    throw new Refused(`${damaged}: it does not fit into the table ${table}. ${whatNow}`)
  }
  return rows.length
}

/** Desks may bring back what was lost for this long, also entries of other devices. */
const bringBackMs = 30 * 24 * 3_600_000

/**
 * Call after the database was set back to an earlier moment, by whatever means: the epoch changes, and with it every
 * desk compares what the centre has with what it has itself.
 * @param lost an epoch that this database has not heard of, for it was made before that one was begun
 */
export async function beginNewHistory(
  tx: Queries,
  { nowMs, randomBytes }: Chance,
  lost: string | null = null,
): Promise<string> {
  const epoch = newId(randomBytes)
  await tx.query(
    `insert into centre (epoch) values ($1)
     on conflict (one) do update set epoch = excluded.epoch,
       past = centre.past || centre.epoch || array_remove(array[$2::text], null)`,
    [epoch, lost],
  )
  for (const siteId of await siteIds(tx)) {
    await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
    await tx.query('update feeds set bring_back_until_ms = $2 where site_id = $1', [
      siteId,
      nowMs + bringBackMs,
    ])
    await tx.query('delete from snapshots where site_id = $1', [siteId])
  }
  return epoch
}

const epochRow = z.object({ epoch: z.string(), is_known: z.boolean() })
const windowRow = z.object({ bring_back_until_ms: z.coerce.number() })

/** What a desk has shown that the centre once gave it, and that is not in its history. */
export interface Shown {
  /** The epoch it was given in. */
  readonly epoch: string
  readonly siteId: string
}

/**
 * Begins a new history after the epoch `held`, unless another copy of the centre just has, or the epoch that was shown
 * is of the past. One that nobody has heard of, while desks are bringing back what was lost and will be for long, is
 * only noted: whoever comes from it compares anyway. @returns the epoch that holds now
 */
export async function beginAfter(sql: Sql, held: string, shown: Shown, chance: Chance): Promise<string> {
  const isOf = async (queries: Queries, lock = '') => {
    const text = `select epoch, $1 = any (past) as is_known from centre ${lock}`
    const [row] = z.array(epochRow).parse(await queries.query(text, [shown.epoch]))
    return row
  }
  // Most who come from another epoch come from one of the past: they wait for nobody.
  const before = await isOf(sql)
  if (before && (before.epoch !== held || before.is_known)) return before.epoch
  return sql.transaction(async (tx) => {
    const now = await isOf(tx, 'for update')
    if (now && (now.epoch !== held || now.is_known)) return now.epoch
    const isOther = shown.epoch !== held
    if (!isOther || !(await bringsBackFor(tx, shown.siteId, chance.nowMs + bringBackMs / 2)))
      return beginNewHistory(tx, chance, isOther ? shown.epoch : null)
    await tx.query('update centre set past = past || $1::text', [shown.epoch])
    return held
  })
}

async function bringsBackFor(tx: Queries, siteId: string, untilMs: number): Promise<boolean> {
  await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
  const rows = await tx.query('select bring_back_until_ms from feeds where site_id = $1', [siteId])
  return z
    .array(windowRow)
    .parse(rows)
    .some(({ bring_back_until_ms }) => bring_back_until_ms > untilMs)
}
