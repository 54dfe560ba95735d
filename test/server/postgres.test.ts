import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgres } from '../../server/db/postgresSql'
import { type ACentre, aCentre } from './aCentre'
import { type PostgresHere, postgresBin, startPostgres } from './postgresHere'
import { centreContract } from './theCentre.contract'

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: the centre is tried on the embedded one alone.')

describe.skipIf(!bin)('on PostgreSQL', () => {
  let postgres: PostgresHere
  let at: ACentre
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '')
    at = await aCentre(openPostgres({ url: await postgres.url(), connections: 10 }))
  }, 120_000)
  afterAll(async () => {
    await at.centre.stop()
    await at.centre.sql.close()
    await postgres.stop()
  })

  centreContract(() => at)
})
