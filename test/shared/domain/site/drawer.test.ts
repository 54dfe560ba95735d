import { describe, expect, test } from 'vitest'
import { payBack } from '../../../../shared/domain/handover/payBack'
import { takePayment } from '../../../../shared/domain/handover/takePayment'
import { closeDay, expectedCash, setFloat } from '../../../../shared/domain/site/closeDay'
import { voidFacts } from '../../../../shared/domain/voidFacts'
import { addDays } from '../../../../shared/kernel/businessDay'
import { idOf } from '../../../../shared/kernel/ids'
import { type Fen, fen } from '../../../../shared/kernel/money'
import * as a from '../../../builders/aRound'
import { AShiftAtTheDesk } from '../../../builders/aShiftAtTheDesk'

const today = a.day('2026-04-01')
const deviceId = idOf<Parameters<typeof expectedCash>[2]['deviceId']>('desk-a')
const visit = { householdId: a.household('zhang'), visitId: a.visit('1'), method: 'cash' } as const

/** Zhang still owes 20 yuan for her rice. */
function aDay(): AShiftAtTheDesk {
  const shift = new AShiftAtTheDesk()
  shift.write(a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 2, 2_000)], { paidFen: fen(0) })))
  return shift
}

const pay = (shift: AShiftAtTheDesk, amount: number) => shift.run(takePayment, { ...visit, fen: fen(amount) })
const drawer = (shift: AShiftAtTheDesk, days: number): Fen =>
  expectedCash(shift.picture.site, [shift.fold], { businessDay: addDays(today, days), deviceId })
const close = (shift: AShiftAtTheDesk) => {
  const expectedCashFen = drawer(shift, 0)
  return shift.runAtSite(closeDay, {
    expectedCashFen,
    countedCashFen: expectedCashFen,
    reason: null,
    unsentEntries: 0,
  })
}

describe('the drawer after 日结', () => {
  test('cash taken after the day was closed is in the next drawer, and the closed one stays as it was counted', () => {
    const shift = aDay()
    pay(shift, 500)
    expect(close(shift)).toBe('ok')
    expect(pay(shift, 1_500)).toBe('ok')
    expect([drawer(shift, 0), drawer(shift, 1)]).toEqual([500, 1_500])
  })

  test('money given back after the day was closed comes out of the next drawer', () => {
    const shift = aDay()
    pay(shift, 2_000)
    close(shift)
    shift.write(a.shorted('rice', 'zhang', 1))
    expect(shift.run(payBack, { ...visit, fen: fen(1_000) })).toBe('ok')
    expect([drawer(shift, 0), drawer(shift, 1)]).toEqual([2_000, -1_000])
  })

  test('cash that was counted at 日结 is not taken back under the count', () => {
    const shift = aDay()
    pay(shift, 500)
    const [paid = []] = shift.commands.slice(-1)
    close(shift)
    const [closed = []] = shift.commands.slice(-1)
    expect(shift.run(voidFacts, { factIds: paid, reason: 'typed twice' })).toBe('day-closed-since')
    expect(shift.runAtSite(voidFacts, { factIds: closed, reason: 'too early' })).toBe('ok')
    expect(shift.run(voidFacts, { factIds: paid, reason: 'typed twice' })).toBe('ok')
    expect(drawer(shift, 0)).toBe(0)
  })

  test('cash taken after 日结 and taken back again leaves the next drawer as it was', () => {
    const shift = aDay()
    close(shift)
    pay(shift, 500)
    const [paid = []] = shift.commands.slice(-1)
    expect(shift.run(voidFacts, { factIds: paid, reason: 'typed twice' })).toBe('ok')
    expect([drawer(shift, 0), drawer(shift, 1)]).toEqual([0, 0])
  })

  test('a float is not set in a drawer that was counted and closed', () => {
    const shift = aDay()
    expect(shift.runAtSite(setFloat, { fen: fen(20_000) })).toBe('ok')
    close(shift)
    expect(shift.runAtSite(setFloat, { fen: fen(10_000) })).toBe('day-already-closed')
  })
})
