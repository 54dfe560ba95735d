import { expect, test } from 'vitest'
import { answerCommand } from '../../server/command/answerCommand'
import { migrate, WrongSchema } from '../../server/db/migrate'
import { busyOr, type Sql, type Transaction } from '../../server/db/sql'
import { refusalOf } from '../../server/http/refusal'
import { aCentre, anEnrolledDesk, seededBytes } from './aCentre'
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

test('a database that could not hold a Chinese name is refused before the first one comes', async () => {
  const sql = await embeddedInMemory()
  const isLatin = (text: string) => text.includes('server_encoding')
  const latin = (tx: Transaction): Transaction => ({
    ...tx,
    query: async (text, values) => (isLatin(text) ? [{ encoding: 'LATIN1' }] : tx.query(text, values)),
  })
  const inLatin: Sql = { ...sql, transaction: (work) => sql.transaction((tx) => work(latin(tx))) }
  await expect(migrate(inLatin)).rejects.toThrow(/LATIN1, which does not have every sign.+encoding 'UTF8'/)
  // One that works already, as it may in an encoding that takes any bytes, goes on.
  expect(await migrate(sql)).toBeGreaterThan(0)
  expect(await migrate(inLatin)).toBe(0)
  await sql.close()
})

test('a database that lets the centre in and not work is said so: not ready, in the log, and to desks as busy', async () => {
  const sql = await embeddedInMemory()
  await sql.run('create role centre login createrole; grant create on schema public to centre')
  await sql.run('set session authorization centre')
  const at = await aCentre(sql)
  const desk = await anEnrolledDesk(at)
  expect((await at.call('/readyz')).status).toBe(200)
  await sql.run('reset session authorization; revoke tuandian_feed from centre')
  await sql.run('set session authorization centre')
  expect((await at.call('/readyz')).status).toBe(503)
  const pushed = await desk.pushing([desk.write()])
  expect([pushed.status, await pushed.json()]).toEqual([503, { code: 'busy' }])
  expect(at.logged).toContainEqual(
    expect.objectContaining({
      event: 'database-refuses',
      members: { what: expect.stringContaining('grant tuandian_feed to USER') },
    }),
  )
  await at.centre.stop()
  await sql.close()
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
  const make = await answerAt(failure('42501', 'permission denied to create role'))
  expect(make.text).toMatch(/"create role tuandian_feed nologin".+"grant tuandian_feed to USER"/)
  const gone = await answerAt(failure('22023', 'role "tuandian_feed" does not exist'))
  expect(gone.text).toBe(
    make.text.replace('permission denied to create role', 'role "tuandian_feed" does not exist'),
  )
  const table = await answerAt(failure('42501', 'permission denied for table sites'))
  // Over HTTP it may be a grant that a migration of ours forgot: that has to be seen as a fault.
  expect(refusalOf(failure('42501', 'permission denied for table sites')).problem.code).toBe('broken')
  expect(table.text).toMatch(
    /DATABASE_URL leads to no database that lets .+permission denied for table sites/,
  )
  const ours = failure('42501', 'new row violates row-level security policy for table "entries"')
  expect(await answerAt(ours)).toMatchObject({ ok: false, fault: true })
})

test('a way to the database that is not as safe as it is to be is a sentence that names the setting', async () => {
  const plain = await answerAt(new Error('The server does not support SSL connections'))
  expect(plain.text).toMatch(/speaks no TLS.+leave sslmode out/)
  const stranger = await answerAt(failure('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'))
  expect(stranger.text).toMatch(/no authority that this machine trusts.+sslrootcert=/)
  const elsewhere = await answerAt(failure('ERR_TLS_CERT_ALTNAME_INVALID', 'altnames: DNS:db.example'))
  expect(elsewhere.text).toMatch(/another name.+db\.example.+name the host/)
})
