import { expect, test } from 'vitest'
import { migrate } from '../../server/db/migrate'
import { embeddedInMemory } from './embeddedInMemory'

// The embedded database is a PostgreSQL later than 16: from there on a role's maker may not act in it by that alone.
test('a centre that was let make roles, and is no superuser, makes its own and acts in it', async () => {
  const sql = await embeddedInMemory()
  await sql.run('create role centre login createrole; grant create on schema public to centre')
  await sql.run('set session authorization centre')
  await migrate(sql)
  await sql.transaction(async (tx) => {
    await tx.query(`select set_config('role', 'tuandian_feed', true)`)
    expect(await tx.query('select current_user as name')).toEqual([{ name: 'tuandian_feed' }])
  })
  await sql.close()
})
