import { connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../server/db/postgresSql'
import { type PostgresHere, postgresBin, startPostgres } from './postgresHere'

/** What PostgreSQL says on every connection when it is shut down, or its postmaster has died. */
function goodbye(): Buffer {
  const said = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection', '\0'].join('\0')
  const body = Buffer.from(said)
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const bin = postgresBin()
if (!bin) console.log('PostgreSQL is not installed here: none says goodbye.')

describe.skipIf(!bin)('a PostgreSQL that ends its connections', () => {
  let postgres: PostgresHere
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '')
  }, 120_000)
  afterAll(() => postgres.stop())

  // Read in one piece, the goodbye is heard before whoever asked has the answer: the connection is still lent, and idle.
  test.each([
    ['a query', 1],
    ['a first query, which opens the connection', 0],
  ])(
    'with the answer to %s in the same breath: the answer counts, and the centre lives',
    async (_, before) => {
      const url = new URL(await postgres.url())
      const port = Number(url.port)
      let isLast = false
      const server = createServer((near: Socket) => {
        const far = connect(port, '127.0.0.1')
        near.on('data', (part) => far.write(part))
        far.on('data', (part) => {
          const isAnswered = part.at(-6) === 'Z'.charCodeAt(0)
          if (isLast && isAnswered) near.end(Buffer.concat([part, goodbye()]))
          else near.write(part)
        })
        for (const one of [near, far]) one.on('error', () => {})
        near.on('close', () => far.destroy())
        far.on('close', () => near.destroy())
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      url.port = String(Object(server.address()).port)
      const sql = openPostgres({ url: url.href, connections: 1 })
      onTestFinished(async () => {
        await sql.close()
        server.close()
      })
      for (let n = 0; n < before; n++) await sql.query('select 1')
      const uncaught: unknown[] = []
      const hear = (error: unknown) => uncaught.push(error)
      process.prependListener('uncaughtException', hear)
      onTestFinished(() => void process.off('uncaughtException', hear))
      isLast = true
      const asked = sql.query('select 7 as seven').catch(() => 'not answered')
      if (before > 0) expect(await asked).toEqual([{ seven: 7 }])
      await asked
      isLast = false
      expect(await sql.query('select 8 as eight')).toEqual([{ eight: 8 }])
      expect(uncaught).toEqual([])
    },
  )
})
