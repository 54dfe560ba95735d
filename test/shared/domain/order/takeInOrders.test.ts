import { expect, test } from 'vitest'
import { packedThenCancelled } from '../../../../shared/domain/account/packedThenCancelled'
import { visitOf } from '../../../../shared/domain/handover/visitOf'
import { amendOrder, takeInOrders } from '../../../../shared/domain/order/takeInOrders'
import type { OrderTerms } from '../../../../shared/domain/terms'
import { fen } from '../../../../shared/kernel/money'
import { ACounter } from '../../../builders/aCounter'
import * as a from '../../../builders/aRound'

const ordered = (count: number, more: Partial<OrderTerms> = {}) =>
  a.anOrder('1', 'wang', [a.aLine('tomato', count, 500 * count)], more)
const imports = (counter: ACounter, order: OrderTerms) =>
  counter.does(takeInOrders(counter.at(), { products: [], orders: [order], reason: 'list of the evening' }))
const pieces = (counter: ACounter) =>
  counter.fold.state('order', a.order('1'))?.order?.lines.map((line) => line.pieces)

test('the same list again brings nothing', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  expect(imports(counter, ordered(2))).toEqual({ ok: false, refusal: 'nothing-to-import' })
})

test('a household that changes its order and changes it back gets what it asked for last', () => {
  const counter = new ACounter()
  for (const count of [2, 3, 2]) imports(counter, ordered(count))
  expect(pieces(counter)).toEqual([2])
})

test('an order that left the list and came back as it was stands again', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  imports(counter, ordered(2, { cancelled: true }))
  imports(counter, ordered(2))
  expect(counter.fold.state('order', a.order('1'))?.order?.cancelled).toBe(false)
})

test('what a person changed here stands when the changed list comes in once more', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  imports(counter, ordered(3))
  counter.does(amendOrder(counter.at(), { order: ordered(1), reason: 'asked by phone' }))

  expect(imports(counter, ordered(3))).toEqual({ ok: false, refusal: 'nothing-to-import' })
  expect(pieces(counter)).toEqual([1])
})

test('what the list says anew goes over what a person changed before, as a shown amendment', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  counter.does(amendOrder(counter.at(), { order: ordered(1), reason: 'asked by phone' }))
  imports(counter, ordered(5))

  expect(pieces(counter)).toEqual([5])
  expect(counter.fold.state('order', a.order('1'))?.amendments.map(({ reason }) => reason)).toEqual([
    'asked by phone',
    'list of the evening',
  ])
})

test('a paid amount that the list corrects changes what is due', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  imports(counter, ordered(2, { paidFen: fen(400) }))
  expect(visitOf(counter.fold, a.household('wang'))?.money.dueFen).toBe(600)
})

test('an order cancelled at its source after it was packed is named at the counter, and its money is owed back', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  counter.write(a.put(a.aBag('1', 'wang'), a.someGoods('tomato', 2)))
  imports(counter, ordered(2, { cancelled: true }))

  const visit = visitOf(counter.fold, a.household('wang'))
  expect(visit?.warnings).toContain('packed-then-cancelled')
  expect(visit?.money.dueFen).toBe(-1000)
})

test('goods of a cancelled order are a task until they are out of the bag or the bag is gone', () => {
  const counter = new ACounter()
  imports(counter, ordered(2))
  counter.write(a.put(a.aBag('1', 'wang', { slot: 7 }), a.someGoods('tomato', 2)))
  expect(packedThenCancelled(counter.fold)).toEqual([])

  imports(counter, ordered(2, { cancelled: true }))
  expect(packedThenCancelled(counter.fold)).toMatchObject([
    { kind: 'packed-then-cancelled', householdId: 'h-wang', slot: 7, productId: 'p-tomato', pieces: 2 },
  ])
  counter.write(a.handedOver('1', 'x'))
  expect(packedThenCancelled(counter.fold)).toEqual([])
})
