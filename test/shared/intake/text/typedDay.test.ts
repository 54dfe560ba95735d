import { expect, test } from 'vitest'
import { readTypedDay } from '../../../../shared/intake/text/typedDay'
import { type BusinessDay, parseBusinessDay } from '../../../../shared/kernel/businessDay'

const today = parseBusinessDay('2026-01-02') as BusinessDay

test.each([
  ['20260619', '2026-06-19'],
  ['2026-6-19', '2026-06-19'],
  ['2026年6月19日', '2026-06-19'],
  ['0103', '2026-01-03'],
  ['1.3', '2026-01-03'],
  ['１２３０', '2025-12-30'],
  ['12月30日', '2025-12-30'],
])('a day typed as %s on the second of January is %s', (typed, day) => {
  expect(readTypedDay(typed, today)).toBe(day)
})

test.each(['', '3013', '2026-02-30', 'soon', '1/2/3/4'])('%j is no day', (typed) => {
  expect(readTypedDay(typed, today)).toBeUndefined()
})
