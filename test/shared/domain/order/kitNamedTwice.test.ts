import { expect, test } from 'vitest'
import { accountOf } from '../../../../shared/domain/account/accountOf'
import { claimsToAllocate } from '../../../../shared/domain/allocation/claimsToAllocate'
import { decideAllocation } from '../../../../shared/domain/allocation/decideAllocation'
import { needsOf } from '../../../../shared/domain/sorting/needs'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import * as a from '../../../builders/aRound'

const eggs = a.product('eggs')
const zhang = a.household('zhang')

/** One breakfast kit of 12 yuan: two eggs, a milk and another egg. */
function aBreakfast(): ACounter {
  const kit = a.aLine('breakfast', 1, 1_200, {
    components: [a.aComponent('eggs', 2, 400), a.aComponent('milk', 1, 600), a.aComponent('eggs', 1, 200)],
  })
  return new ACounter(
    { kind: 'ProductListed', v: 1, product: a.aProduct('eggs') },
    { kind: 'ProductListed', v: 1, product: a.aProduct('milk') },
    a.placed(a.anOrder('1', 'zhang', [kit])),
  )
}

test('a kit that names one product twice asks for the sum of it once', () => {
  const { fold } = aBreakfast()
  expect(fold.tally(`ordered:${eggs}`)).toBe(3)
  expect(claimsToAllocate(fold, eggs).claims.map(({ asked }) => asked)).toEqual([3])
  expect(needsOf(fold, zhang).map(({ productId, left }) => [productId, left])).toEqual([
    [eggs, 3],
    [a.product('milk'), 1],
  ])
})

test('short of one egg, a third of the eggs’ price goes back, and all parts add up', () => {
  const counter = aBreakfast().write({
    kind: 'GoodsCounted',
    v: 1,
    deliveryId: a.delivery('1'),
    goods: a.someGoods('eggs', 2),
    condition: 'good',
    productionDay: null,
    bestBefore: null,
    how: 'count',
  })
  const shares = [{ orderId: a.order('1'), line: 0, pieces: pieces(2), locked: false }]
  const decided = decideAllocation(counter.at(), { productId: eggs, policy: 'order-time', shares })
  expect(counter.does(decided).ok).toBe(true)
  counter.write(a.put(a.aBag('1', 'zhang'), a.someGoods('eggs', 2)))
  expect(accountOf(counter.fold, zhang)).toMatchObject({ chargedFen: 1_200, refundedFen: 200, dueFen: -200 })
})
