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
