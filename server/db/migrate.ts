import { createHash } from 'node:crypto'
import { z } from 'zod'
import { codeOf } from '../codeOf'
import { type Migration, migrations } from './migrations'
import type { Queries, Sql } from './sql'

/** The database was made by a newer program or is another program's, or a migration that ran was edited since. */
export class WrongSchema extends Error {}

const lockNumber = 7_430_012
const encodingRow = z.object({ encoding: z.string() })
const row = z.object({ number: z.coerce.number(), sha256: z.string() })

/** Brings the schema up to date; safe with many starting at once: one works, the others wait and find it done. */
export async function migrate(sql: Sql, wanted: readonly Migration[] = migrations): Promise<number> {
  return sql.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lockNumber])
    await tx.run(
      'create table if not exists migrations (number integer primary key, name text not null, sha256 text not null)',
    )
    const rows = await tx
      .query('select number, sha256 from migrations order by number')
      .catch(notOurs(noColumn))
    const ran = z.array(row).parse(rows)
    if (ran.length === 0) await holdsAnyText(tx)
    for (const { number, sha256 } of ran) {
      const known = wanted.find((migration) => migration.number === number)
      if (!known)
        throw new WrongSchema(
          `A newer version of this program has changed the database (migration ${number}), and this one would not understand it: start the newer one, or put a backup from before into a new database.`,
        )
      if (sha256Of(known) !== sha256) throw new WrongSchema(`migration ${number} was edited after it ran`)
    }
    const missing = wanted.filter(({ number }) => !ran.some((one) => one.number === number))
    for (const migration of missing) {
      await (ran.length === 0 ? tx.run(migration.text).catch(notOurs(tableIsThere)) : tx.run(migration.text))
      await tx.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [
        migration.number,
        migration.name,
        sha256Of(migration),
      ])
    }
    return missing.length
  })
}

/** One of another encoding works until the first name it has no signs for. */
async function holdsAnyText(tx: Queries): Promise<void> {
  const [row] = await tx.query(`select current_setting('server_encoding') as encoding`)
  const { encoding } = encodingRow.parse(row)
  if (encoding !== 'UTF8')
    throw new WrongSchema(
      `This database keeps its text as ${encoding}, which does not have every sign: make one by "create database NAME owner USER encoding 'UTF8' template template0" and name it in DATABASE_URL.`,
    )
}

const tableIsThere = '42P07'
/** Of a table called migrations with other columns than ours. */
const noColumn = '42703'

/** Said only before any of ours ran: afterwards it would be a fault of ours. */
function notOurs(code: string) {
  return (error: unknown): never => {
    if (codeOf(error) !== code) throw error
    throw new WrongSchema(
      'This database is not empty and not made by this program: a table of a name it needs is there already. Name an empty database in DATABASE_URL.',
      { cause: error },
    )
  }
}

function sha256Of({ text }: Migration): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
