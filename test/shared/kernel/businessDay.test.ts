import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  businessDayAt,
  daysBetween,
  parseBusinessDay,
  startOfDayMs,
} from '../../../shared/kernel/businessDay'
import { holds } from '../../properties/seeded'

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
// Shanghai kept summer time until 1991; since then it is UTC+8 all year.
const anyInstant = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2199, 11, 31) })

test('the business day is the day on the wall in Shanghai', () => {
  holds(
    fc.property(anyInstant, (atMs) => {
      expect(businessDayAt(atMs)).toBe(shanghai.format(new Date(atMs)))
    }),
    5_000,
  )
  expect(businessDayAt(Date.UTC(2026, 3, 1, 15, 59, 59, 999))).toBe('2026-04-01')
  expect(businessDayAt(Date.UTC(2026, 3, 1, 16))).toBe('2026-04-02')
})

test('days are added and counted as a calendar does', () => {
  holds(
    fc.property(anyInstant, fc.integer({ min: -4_000, max: 4_000 }), (atMs, days) => {
      const day = businessDayAt(atMs)
      const later = addDays(day, days)
      const asDate = new Date(`${day}T00:00:00Z`)
      asDate.setUTCDate(asDate.getUTCDate() + days)
      expect(later).toBe(asDate.toISOString().slice(0, 10))
      expect(daysBetween(day, later)).toBe(days)
      expect(parseBusinessDay(later)).toBe(later)
    }),
    5_000,
  )
})

test('a day begins at its first millisecond', () => {
  holds(
    fc.property(anyInstant, (atMs) => {
      const start = startOfDayMs(businessDayAt(atMs))
      expect(start).toBeLessThanOrEqual(atMs)
      expect(atMs - start).toBeLessThan(86_400_000)
      expect(businessDayAt(start - 1)).toBe(addDays(businessDayAt(atMs), -1))
    }),
  )
})

test('a day no calendar has is no day', () => {
  for (const text of [
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-4-1',
    '20260401',
    '',
    '2026-04-01 ',
  ])
    expect(parseBusinessDay(text), text).toBeUndefined()
  expect(parseBusinessDay('2028-02-29')).toBe('2028-02-29')
})
