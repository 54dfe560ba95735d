import { describe, expect, test } from 'vitest'
import { accountOf } from '../../../../shared/domain/account/accountOf'
import { changeOf, typedYuan } from '../../../../shared/domain/handover/changeOf'
import { payBack } from '../../../../shared/domain/handover/payBack'
import { takePayment } from '../../../../shared/domain/handover/takePayment'
import { waiveDue } from '../../../../shared/domain/handover/waiveDue'
import { fen } from '../../../../shared/kernel/money'
import { ACounter } from '../../../builders/aCounter'
import * as a from '../../../builders/aRound'

const zhang = a.household('zhang')
const visitId = a.visit('1')
const owing = () =>
  new ACounter(a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 2, 4_000)], { paidFen: fen(2_750) })))
const prepaid = () => new ACounter(a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 2, 4_000)])))
const due = (counter: ACounter) => accountOf(counter.fold, zhang).dueFen
const refusal = (text: string) => ({ ok: false, refusal: text })

describe('money at the counter', () => {
  test('what was not prepaid is paid in cash, on the day it is paid', () => {
    const counter = owing()
    const decided = counter.does(
      takePayment(counter.at(), { householdId: zhang, visitId, fen: fen(1_250), method: 'cash' }),
    )
    expect(decided).toMatchObject({ ok: true, facts: [{ kind: 'PaymentTaken', businessDay: '2026-04-01' }] })
    expect(due(counter)).toBe(0)
  })

  test('a part may be paid now; the rest stays due', () => {
    const counter = owing()
    counter.does(takePayment(counter.at(), { householdId: zhang, visitId, fen: fen(1_000), method: 'qr' }))
    expect(due(counter)).toBe(250)
  })

  test('nobody pays more than is due, nothing, or less than nothing', () => {
    const pay = (amount: number) =>
      takePayment(owing().at(), { householdId: zhang, visitId, fen: fen(amount), method: 'cash' })
    expect(pay(1_251)).toEqual(refusal('more-than-due'))
    expect(pay(0)).toEqual(refusal('amount-not-positive'))
    expect(pay(-5)).toEqual(refusal('amount-not-positive'))
  })

  test('a household that paid everything owes nothing, and one that never ordered is not known', () => {
    const pay = (name: string) =>
      takePayment(prepaid().at(), {
        householdId: a.household(name),
        visitId,
        fen: fen(100),
        method: 'cash',
      })
    expect(pay('zhang')).toEqual(refusal('nothing-owed'))
    expect(pay('nobody')).toEqual(refusal('household-unknown'))
  })

  test('what is due is let go with a reason, never without', () => {
    const counter = owing()
    const waive = (reason: string) =>
      waiveDue(counter.at(), { householdId: zhang, visitId, fen: fen(1_250), reason })
    expect(waive('  ')).toEqual(refusal('needs-reason'))
    counter.does(waive('a bruised box'))
    expect(due(counter)).toBe(0)
    expect(waive('again')).toEqual(refusal('nothing-owed'))
  })

  test('a shorted household gets its money back, to the fen and no more', () => {
    const counter = prepaid().write(a.shorted('rice', 'zhang', 1))
    const back = (amount: number) =>
      payBack(counter.at(), { householdId: zhang, visitId, fen: fen(amount), method: 'cash' })
    expect(back(2_001)).toEqual(refusal('more-than-due'))
    counter.does(back(2_000))
    expect(due(counter)).toBe(0)
    expect(back(1)).toEqual(refusal('nothing-owed'))
  })

  test('refused goods bring the money of the household down', () => {
    const counter = prepaid()
      .write(a.put(a.aBag('1', 'zhang'), a.someGoods('rice', 2)))
      .write(a.refused('1', a.someGoods('rice', 1)))
    expect(due(counter)).toBe(-2_000)
  })
})

describe('the drawer', () => {
  test('change is what was given less what is due; too little is no change at all', () => {
    expect(changeOf(fen(1_250), fen(2_000))).toBe(750)
    expect(changeOf(fen(1_250), fen(1_250))).toBe(0)
    expect(changeOf(fen(1_250), fen(1_249))).toBeUndefined()
  })

  test('yuan are typed as they are said', () => {
    expect(['20', '20.5', '20.05', '0.1', '20.'].map(typedYuan)).toEqual([2_000, 2_050, 2_005, 10, 2_000])
    expect(['', '.', '1.234', '-1', '12a'].map(typedYuan)).toEqual(Array(5).fill(undefined))
  })
})
