import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeviceId, idOf } from '../../../shared/kernel/ids'
import {
  aheadMs,
  clockOf,
  type HeardReadings,
  hear,
  mostAheadMs,
  nextStamp,
  parseStamp,
  type StampClock,
  stampMs,
  unsetStampClock,
  witnessStamp,
} from '../../../shared/kernel/stamp'
import { holds } from '../../properties/seeded'

const here = idOf<DeviceId>('desk-a')
const there = idOf<DeviceId>('desk-b')

describe('a hybrid clock', () => {
  test('never gives a reading before anything it gave or saw, whatever the clock of the PC does', () => {
    const anyTick = fc.record({
      nowMs: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.integer({ min: 0, max: 2 ** 44 + 9 })),
      hears: fc.option(fc.integer({ min: 0, max: 60 })),
    })
    holds(
      fc.property(fc.array(anyTick, { minLength: 1, maxLength: 30 }), (ticks) => {
        let clock: StampClock = unsetStampClock
        let latest = ''
        for (const { nowMs, hears } of ticks) {
          if (hears !== null) {
            const { stamp } = nextStamp(unsetStampClock, hears, there)
            clock = witnessStamp(clock, stamp)
            if (stamp > latest) latest = stamp
          }
          const next = nextStamp(clock, nowMs, here)
          clock = next.clock
          expect(next.stamp > latest).toBe(true)
          expect(parseStamp(next.stamp)).toBe(next.stamp)
          latest = next.stamp
        }
      }),
    )
  })

  test('reads the time of the PC when that is ahead', () => {
    const at = Date.UTC(2026, 3, 1)
    const { stamp } = nextStamp(unsetStampClock, at + 0.7, here)
    expect(stampMs(stamp)).toBe(at)
    expect(stamp).toBe('19d46570000.0000.desk-a'.replace(/^[0-9a-f]+/, at.toString(16).padStart(11, '0')))
  })

  test('a clock set back an hour goes on counting from where it was', () => {
    const first = nextStamp(unsetStampClock, 5_000_000, here)
    const second = nextStamp(first.clock, 1_400_000, here)
    expect(second.stamp > first.stamp).toBe(true)
    expect(stampMs(second.stamp)).toBe(5_000_000)
  })

  test('more readings in one millisecond than the counter holds run into the next', () => {
    const { clock, stamp } = nextStamp({ physicalMs: 1_000, counter: 0xffff }, 1_000, here)
    expect(clock).toEqual({ physicalMs: 1_001, counter: 0 })
    expect(stampMs(stamp)).toBe(1_001)
  })

  test('what is no reading is not taken for one', () => {
    for (const text of [
      '',
      '19d46570000.0000',
      '19d46570000.0000.',
      '19D46570000.0000.desk',
      '19d46570000.0000.a\u0000',
    ])
      expect(parseStamp(text), text).toBeUndefined()
  })

  test('follows the other desks, but no desk whose clock is more than a day ahead, until that day has come', () => {
    const now = Date.UTC(2026, 3, 1)
    const dayMs = 86_400_000
    const at = (ms: number, desk: DeviceId) => nextStamp(unsetStampClock, ms, desk).stamp
    const other = idOf<DeviceId>('desk-c')
    const heard = [at(now + 3_600_000, other), at(now + 400 * dayMs, there)].reduce(hear, {})
    expect(clockOf(heard, now, here).physicalMs).toBe(now + 3_600_000)
    expect(aheadMs(heard, now)).toBe(400 * dayMs)
    expect(clockOf(heard, now + 399 * dayMs, here).physicalMs).toBe(now + 400 * dayMs)
    expect(aheadMs(heard, now + 399 * dayMs)).toBeNull()
  })

  test('whatever it gave itself comes before what it gives next, also after its own clock was put right', () => {
    const anyTick = fc.record({
      nowMs: fc.integer({ min: 0, max: 10 * mostAheadMs }),
      hears: fc.option(fc.integer({ min: 0, max: 20 * mostAheadMs })),
    })
    holds(
      fc.property(fc.array(anyTick, { minLength: 1, maxLength: 30 }), (ticks) => {
        let heard: HeardReadings = {}
        let latest = ''
        for (const { nowMs, hears } of ticks) {
          if (hears !== null) heard = hear(heard, nextStamp(unsetStampClock, hears, there).stamp)
          const { stamp } = nextStamp(clockOf(heard, nowMs, here), nowMs, here)
          expect(stamp > latest).toBe(true)
          heard = hear(heard, stamp)
          latest = stamp
        }
      }),
    )
  })

  test('a desk whose clock fell back to 1970 goes on with the others from where it was', () => {
    const now = Date.UTC(2026, 3, 1)
    const own = nextStamp(unsetStampClock, now, here).stamp
    const theirs = nextStamp(unsetStampClock, now + 3_600_000, there).stamp
    expect(clockOf([own, theirs].reduce(hear, {}), 0, here).physicalMs).toBe(now + 3_600_000)
  })
})
