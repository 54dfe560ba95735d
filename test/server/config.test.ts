import { expect, test } from 'vitest'
import { readConfig, WrongConfig } from '../../server/config'

test('in production the embedded database is refused unless it is asked for', () => {
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(WrongConfig)
  expect(readConfig({ NODE_ENV: 'production', ALLOW_EMBEDDED_DB: '1' }).databaseUrl).toBeNull()
  expect(readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://x' }).databaseUrl).toBe(
    'postgres://x',
  )
  expect(() => readConfig({ PORT: 'eighty' })).toThrow(WrongConfig)
  expect(() => readConfig({ WATCH_TOKEN: 'short' })).toThrow(WrongConfig)
})

test('a setting that is wrong is named with what it has to be', () => {
  const said = (env: Record<string, string>) => () => readConfig(env)
  expect(said({ PORT: 'abc' })).toThrow(/^PORT has to be a whole number from 0 to 65535\.$/)
  expect(said({ PORT: '1.5', DATABASE_CONNECTIONS: '0' })).toThrow(
    /CONNECTIONS .+ 1 to 100\.\nPORT has to be/,
  )
  expect(said({ LOG_REQUESTS: 'yes' })).toThrow('LOG_REQUESTS has to be 1 or 0.')
  expect(said({ DATABASE_URL: 'centre:secret@localhost/tuandian' })).toThrow(
    /^DATABASE_URL has to be an address such as postgres:\/\/USER:PASSWORD@HOST\/DATABASE/,
  )
  for (const url of ['postgres://u:p@h1,h2/x', 'postgres://u:p@h1:5432,h2:5432/x', 'postgres://u:a#b@h/x'])
    expect(said({ DATABASE_URL: url })).toThrow(/^DATABASE_URL has to be an address of one host .+%23[^\n]+$/)
  expect(said({ DATABASE_URL: 'postgres://u@h/x?sslmode=verify-ful' })).toThrow(
    /sslmode is one of .+verify-full/,
  )
  for (const url of [
    '',
    'postgres://x',
    'postgresql://x',
    '/run/postgres x',
    'postgres:///x?host=/run',
    'postgres://u:p@/x?host=/run',
    'postgres://u:a%23b@h:1/x?sslmode=require',
    'postgres://u@h/x?sslrootcert=/etc/a.pem&sslmode=verify-full',
    'postgres://u:5%@h/x',
    'socket:/run/postgres?db=x',
  ])
    expect(said({ DATABASE_URL: url })).not.toThrow()
})
