import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Migration, migrations } from './migrations'
import type { Sql } from './sql'

/** The database was made by a newer program, or a migration that ran was edited since. */
export class WrongSchema extends Error {}

const lockNumber = 7_430_012
const row = z.object({ number: z.coerce.number(), sha256: z.string() })

/** Brings the schema up to date; safe with many starting at once: one works, the others wait and find it done. */
export async function migrate(sql: Sql, wanted: readonly Migration[] = migrations): Promise<number> {
  return sql.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lockNumber])
    await tx.run(
      'create table if not exists migrations (number integer primary key, name text not null, sha256 text not null)',
    )
    const ran = z.array(row).parse(await tx.query('select number, sha256 from migrations order by number'))
    for (const { number, sha256 } of ran) {
      const known = wanted.find((migration) => migration.number === number)
      if (!known)
        throw new WrongSchema(`the database has migration ${number}, which this program does not know`)
      if (sha256Of(known) !== sha256) throw new WrongSchema(`migration ${number} was edited after it ran`)
    }
    const missing = wanted.filter(({ number }) => !ran.some((one) => one.number === number))
    for (const migration of missing) {
      await tx.run(migration.text)
      await tx.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [
        migration.number,
        migration.name,
        sha256Of(migration),
      ])
    }
    return missing.length
  })
}

function sha256Of({ text }: Migration): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
