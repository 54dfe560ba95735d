import { z } from 'zod'
import type { Queries, Sql } from '../../server/db/sql'

const named = z.array(z.object({ name: z.string() }))
const written = z.array(z.object({ rows: z.string() }))

/** All rows of a table, as JSON text. */
export interface TableThen {
  readonly name: string
  readonly rows: string
}

/** What lies in the database at this moment, all of it: as if its disk were copied. */
export function everyTable(sql: Sql): Promise<readonly TableThen[]> {
  return sql.transaction(async (tx) => {
    const tables: TableThen[] = []
    for (const name of await tableNames(tx)) tables.push({ name, rows: await rowsOf(tx, name) })
    return tables
  })
}

export async function rowsOf(queries: Queries, table: string): Promise<string> {
  const [found] = written.parse(
    await queries.query(`select coalesce(json_agg(t), '[]')::text as rows from ${table} t`),
  )
  return found?.rows ?? '[]'
}

/** Leaves the schema. */
export function emptied(sql: Sql): Promise<void> {
  return putInPlace(sql, [])
}

/** These rows and no others. */
export function putInPlace(sql: Sql, tables: readonly TableThen[]): Promise<void> {
  return sql.transaction(async (tx) => {
    // Rows name one another across tables; the copy is whole, and so is what it leaves.
    await tx.run('set local session_replication_role = replica')
    for (const name of await tableNames(tx)) await tx.run(`delete from ${name}`)
    for (const table of tables) await add(tx, table)
  })
}

/** Those that are there stay as they are. */
export async function add(queries: Queries, { name, rows }: TableThen): Promise<void> {
  await queries.query(
    `insert into ${name} select * from json_populate_recordset(null::${name}, $1::json) on conflict do nothing`,
    [rows],
  )
}

/** But what says which schema it is; parts of a table come with the whole. */
async function tableNames(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.query(
    `select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
       and relnamespace = current_schema()::regnamespace and relname <> 'migrations' order by relname`,
  )
  return named.parse(rows).map(({ name }) => name)
}
