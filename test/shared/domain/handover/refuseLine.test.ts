import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../shared/domain/facts'
import { refuseLine } from '../../../../shared/domain/handover/refuseLine'
import { conservationGap, stockAt } from '../../../../shared/domain/stock/onHand'
import { places } from '../../../../shared/domain/terms'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import * as a from '../../../builders/aRound'

const pork = a.product('pork')
const lots = ['d-1', 'd-2'] as const
const lotOf = (lot: string) => a.someGoods('pork', 1, 1, lot).lotId

function counted(lot: string, count: number, weight: number): Fact {
  return {
    kind: 'GoodsCounted',
    v: 1,
    deliveryId: a.delivery('1'),
    goods: a.someGoods('pork', count, weight, lot),
    condition: 'good',
    productionDay: null,
    bestBefore: null,
    how: 'count',
  }
}

/** Zhang's bag: two portions of one delivery, 980 g, then one of another, 510 g; all of it on the shelf. */
function packedFromTwoLots(): ACounter {
  return new ACounter(
    { kind: 'ProductListed', v: 1, product: a.aProduct('pork') },
    a.placed(a.anOrder('1', 'zhang', [a.aLine('pork', 3, 3_000)])),
    counted('d-1', 2, 980),
    counted('d-2', 1, 510),
    a.put(a.aBag('1', 'zhang'), a.someGoods('pork', 2, 980, 'd-1')),
    a.put(a.aBag('1', 'zhang'), a.someGoods('pork', 1, 510, 'd-2')),
    a.shelved('1'),
  )
}

function refuse(counter: ACounter, count: number) {
  return counter.does(
    refuseLine(counter.at(), {
      bagId: a.bag('1'),
      productId: pork,
      pieces: pieces(count),
      visitId: a.visit('1'),
      reason: 'spoiled',
    }),
  )
}

const held = (counter: ACounter) =>
  lots.map((lot) => {
    const { pieces, grams } = stockAt(counter.fold, 'hold', pork, lotOf(lot))
    return [pieces, grams]
  })

function expectNothingBelowZero(counter: ACounter): void {
  for (const lot of lots) {
    expect(conservationGap(counter.fold, pork, lotOf(lot))).toEqual({ pieces: 0, grams: 0 })
    for (const place of places) {
      const { pieces, grams } = stockAt(counter.fold, place, pork, lotOf(lot))
      expect([place, Math.min(pieces, grams)]).toEqual([place, Math.max(0, Math.min(pieces, grams))])
    }
  }
}

describe('a refused line', () => {
  test('that was packed from two lots comes back lot by lot, the last put first', () => {
    const counter = packedFromTwoLots()
    refuse(counter, 2)
    expect(held(counter)).toEqual([
      [1, 490],
      [1, 510],
    ])
    expectNothingBelowZero(counter)
  })

  test('refused piece by piece ends where it ends when all of it is refused at once', () => {
    const counter = packedFromTwoLots()
    for (let i = 0; i < 3; i++) refuse(counter, 1)
    expect(held(counter)).toEqual([
      [2, 980],
      [1, 510],
    ])
    expectNothingBelowZero(counter)
    expect(refuse(counter, 1)).toEqual({ ok: false, refusal: 'not-in-bag' })
  })

  test('after the bag went over the counter takes from what went, lot by lot', () => {
    const counter = packedFromTwoLots().write(a.handedOver('1', '1'))
    refuse(counter, 3)
    expect(held(counter)).toEqual([
      [2, 980],
      [1, 510],
    ])
    expectNothingBelowZero(counter)
  })
})
