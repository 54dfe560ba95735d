import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stillAtIt } from '../../server/command/stillAtIt'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test.each([
  [true, 4],
  [false, 3],
])('a command that takes long says so, and over a server (%s) what that may wait for', (isServer, lines) => {
  const said: string[] = []
  const end = stillAtIt(isServer, (line) => said.push(line))
  vi.advanceTimersByTime(9_000)
  expect(said).toEqual([])
  vi.advanceTimersByTime(22_000)
  expect(said.slice(0, 3)).toEqual([10, 20, 30].map((s) => `Still at it after ${s} s.`))
  expect(said).toHaveLength(lines)
  end()
  vi.advanceTimersByTime(60_000)
  expect(said).toHaveLength(lines)
})
