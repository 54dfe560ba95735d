import { describe, expect, test } from 'vitest'
import { type DatedGoods, lifeVerdict, nearExpiryDays } from '../../../../shared/domain/receiving/shelfLife'
import { day } from '../../../builders/aRound'

const arrival = { today: day('2026-04-02'), pickupUntil: day('2026-04-05') }
const milk: DatedGoods = { shelfLifeDays: 21, minLifeDays: null, productionDay: null, bestBefore: null }
const verdictOf = (goods: Partial<DatedGoods>) => lifeVerdict({ ...milk, ...goods }, arrival)

describe('may these goods be taken in', () => {
  test('two thirds of the life must be left', () => {
    expect(verdictOf({ bestBefore: day('2026-04-16') })).toMatchObject({ verdict: 'ok', daysLeft: 14 })
    expect(verdictOf({ bestBefore: day('2026-04-15') })).toMatchObject({
      verdict: 'too-short-life',
      daysLeft: 13,
      daysNeeded: 14,
    })
  })

  test('a listing may ask for less, and then near expiry is still said', () => {
    const lenient = { shelfLifeDays: 180, minLifeDays: 10 }
    expect(verdictOf({ ...lenient, bestBefore: day('2026-04-22') })).toMatchObject({
      verdict: 'near-expiry',
      nearFrom: 20,
    })
    expect(verdictOf({ ...lenient, bestBefore: day('2026-04-23') })).toMatchObject({ verdict: 'ok' })
  })

  test('bread that runs out before the last pickup day is not taken, however fresh', () => {
    const bread = { shelfLifeDays: 2, productionDay: day('2026-04-02') }
    expect(verdictOf(bread)).toMatchObject({ verdict: 'expires-before-pickup', bestBefore: '2026-04-04' })
    expect(verdictOf({ ...bread, shelfLifeDays: 3 })).toMatchObject({ verdict: 'ok', daysLeft: 3 })
  })

  test('what is past its day is expired', () => {
    expect(verdictOf({ bestBefore: day('2026-04-01') })).toMatchObject({ verdict: 'expired', daysLeft: -1 })
  })

  test('loose vegetables carry no day', () => {
    expect(verdictOf({ shelfLifeDays: null })).toEqual({ verdict: 'undated' })
  })

  test('the near-expiry ladder of the trade', () => {
    expect([730, 365, 364, 180, 179, 90, 89, 30, 29, 16, 15, 7, 3, 1].map(nearExpiryDays)).toEqual([
      45, 45, 20, 20, 15, 15, 10, 10, 5, 5, 3, 1, 1, 1,
    ])
  })
})
