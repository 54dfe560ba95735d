import { expect, test } from 'vitest'
import { answerCommand } from '../../server/command/answerCommand'
import { migrate, WrongSchema } from '../../server/db/migrate'
import { busyOr, type Sql } from '../../server/db/sql'
import { seededBytes } from './aCentre'
import { embeddedInMemory } from './embeddedInMemory'

test("a database with another program's tables is refused with a sentence, and left as it is", async () => {
  for (const made of ['create table sites (x integer)', 'create table migrations (version integer)']) {
    const sql = await embeddedInMemory()
    await sql.run(made)
    const failed = await migrate(sql).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(WrongSchema)
    expect(String(failed)).toMatch(/not empty and not made by this program.+empty database in DATABASE_URL/)
    const tables = await sql.query("select 1 from pg_tables where schemaname = 'public'")
    expect(tables).toHaveLength(1)
    await sql.close()
  }
})

/** What a command answers at a database that says this. */
async function answerAt(error: unknown) {
  const refuses = () => Promise.reject(busyOr(error))
  const sql: Sql = {
    ...{ kind: 'postgres', query: refuses, run: refuses, transaction: refuses, listen: refuses },
    close: () => Promise.resolve(),
  }
  const owner = { sql, folder: '/', nowMs: () => 1, randomBytes: seededBytes(1) }
  return answerCommand({ ...owner, tell: () => {}, deviceChanged: () => {} }, ['site', 'list'], () => {})
}
const failure = (code: string, message: string) => Object.assign(new Error(message), { code })

test('what a database does not allow is a sentence that says what is missing', async () => {
  const standby = failure('25006', 'cannot execute INSERT in a read-only transaction')
  expect(await answerAt(standby)).toMatchObject({
    ok: false,
    text: expect.stringMatching(/only reads.+written to/),
  })
  const role = await answerAt(failure('42501', 'permission denied to set role "tuandian_feed"'))
  expect([role.ok, role.fault]).toEqual([false, undefined])
  expect(role.text).toMatch(/"grant tuandian_feed to USER"/)
  const password = await answerAt(
    new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
  )
  expect(password.text).toMatch(/asks for a password and DATABASE_URL names none/)
  const table = await answerAt(failure('42501', 'permission denied for table sites'))
  expect(table.text).toMatch(
    /DATABASE_URL leads to no database that lets .+permission denied for table sites/,
  )
  const ours = failure('42501', 'new row violates row-level security policy for table "entries"')
  expect(await answerAt(ours)).toMatchObject({ ok: false, fault: true })
})
