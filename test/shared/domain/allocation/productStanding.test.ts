import { describe, expect, test } from 'vitest'
import { changedSince } from '../../../../shared/domain/allocation/changedSince'
import { decideOverReceipt } from '../../../../shared/domain/allocation/decideOverReceipt'
import { productStandings, standingOf } from '../../../../shared/domain/allocation/productStanding'
import { swapChances } from '../../../../shared/domain/allocation/substitute'
import type { Fact } from '../../../../shared/domain/facts'
import { stockAt } from '../../../../shared/domain/stock/onHand'
import { fen } from '../../../../shared/kernel/money'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import {
  aDelivery,
  aLine,
  amended,
  anOrder,
  aProduct,
  order,
  placed,
  product,
  shorted,
  someGoods,
} from '../../../builders/aRound'

const d1 = aDelivery('1', [])
const listed = (name: string, unitPriceFen = 500): Fact => ({
  kind: 'ProductListed',
  v: 1,
  product: aProduct(name, { sale: { by: 'piece', unitPriceFen: fen(unitPriceFen) } }),
})
const counted = (name: string, count: number): Fact => ({
  kind: 'GoodsCounted',
  v: 1,
  deliveryId: d1.deliveryId,
  goods: someGoods(name, count),
  condition: 'good',
  productionDay: null,
  bestBefore: null,
  how: 'count',
})
const closed: Fact = { kind: 'DeliveryClosed', v: 1, deliveryId: d1.deliveryId }
const decided = (
  name: string,
  available: number,
  ...shares: readonly (readonly [string, number])[]
): Fact => ({
  kind: 'AllocationDecided',
  v: 1,
  productId: product(name),
  policy: 'order-time',
  available: pieces(available),
  shares: shares.map(([of, count]) => ({
    orderId: order(of),
    line: 0,
    pieces: pieces(count),
    locked: false,
  })),
})

/** 4 tomatoes asked for and 3 came; 2 cucumbers asked for and 5 came. Zhang gets all, Li one tomato less. */
function aTable(): ACounter {
  return new ACounter(
    listed('tomato', 600),
    listed('cucumber', 400),
    placed(
      anOrder('1', 'zhang', [aLine('tomato', 2, 1_201), aLine('cucumber', 2, 800)], { participateNo: 1 }),
    ),
    placed(anOrder('2', 'li', [aLine('tomato', 2, 1_201)], { participateNo: 2 })),
    counted('tomato', 3),
    counted('cucumber', 5),
    closed,
  )
}

describe('what is to be done about each product', () => {
  test('short and undecided comes first, then over; enough is quiet', () => {
    const counter = aTable()
      .write(listed('milk'))
      .write(placed(anOrder('9', 'wu', [aLine('milk', 1, 1)])))
    counter.write(counted('milk', 1))
    expect(productStandings(counter.fold).map(({ product: { name }, state }) => [name, state])).toEqual([
      ['tomato', 'undecided'],
      ['cucumber', 'over'],
      ['milk', 'full'],
    ])
    expect(standingOf(counter.fold, product('tomato'))).toMatchObject({ missing: 1, over: 0 })
    expect(standingOf(counter.fold, product('cucumber'))).toMatchObject({ missing: 0, over: 3 })
  })

  test('more goods after the decision are for those who go without, not over', () => {
    const counter = aTable().write(decided('tomato', 3, ['1', 2], ['2', 1]))
    expect(standingOf(counter.fold, product('tomato'))).toMatchObject({ state: 'decided', missing: 1 })
    counter.write(counted('tomato', 1))
    expect(standingOf(counter.fold, product('tomato'))).toMatchObject({ state: 'more', over: 0 })
    expect(changedSince(counter.fold, product('tomato'))).toMatchObject({ availableThen: 3, availableNow: 4 })
  })

  test('what changed since a decision is told: who joined, who is gone, who asks for less', () => {
    const counter = aTable().write(decided('tomato', 3, ['1', 2], ['2', 1]))
    expect(changedSince(counter.fold, product('tomato'))).toBeUndefined()
    counter.write(placed(anOrder('3', 'wang', [aLine('tomato', 1, 600)], { participateNo: 3 })))
    counter.write(amended(anOrder('1', 'zhang', [aLine('tomato', 1, 600)], { participateNo: 1 })))
    counter.write(amended(anOrder('2', 'li', [aLine('tomato', 2, 1_201)], { cancelled: true })))
    expect(standingOf(counter.fold, product('tomato'))?.state).toBe('stale')
    expect(changedSince(counter.fold, product('tomato'))).toMatchObject({
      joined: ['h-wang'],
      gone: 1,
      less: 1,
    })
  })

  test('a piece that only the books have is not over-receipt', () => {
    const counter = aTable().write(shorted('cucumber', 'zhang', 1))
    expect(standingOf(counter.fold, product('cucumber'))?.over).toBe(3)
  })
})

describe('over-receipt', () => {
  const over = { productId: product('cucumber'), forProductId: null, swaps: [] }

  test('goes back, stays as surplus, or neither beyond what is over', () => {
    const counter = aTable()
    expect(decideOverReceipt(counter.at(), { ...over, pieces: pieces(4), as: 'surplus' })).toEqual({
      ok: false,
      refusal: 'more-than-there',
    })
    counter.does(decideOverReceipt(counter.at(), { ...over, pieces: pieces(1), as: 'surplus' }))
    expect(standingOf(counter.fold, product('cucumber'))).toMatchObject({ state: 'over', over: 2 })
    counter.does(decideOverReceipt(counter.at(), { ...over, pieces: pieces(2), as: 'return' }))
    expect(standingOf(counter.fold, product('cucumber'))).toMatchObject({ state: 'full', over: 0 })
    expect(stockAt(counter.fold, 'returned', product('cucumber')).pieces).toBe(2)
  })

  test('stands in for another short at no higher price, and the old line asks for less', () => {
    const counter = aTable().write(decided('tomato', 3, ['1', 2], ['2', 1]))
    const [chance] = swapChances(counter.fold, product('tomato'))
    expect(chance).toMatchObject({ orderId: order('2'), line: 0, pieces: 1 })
    const answer = counter.does(
      decideOverReceipt(counter.at(), {
        productId: product('cucumber'),
        pieces: pieces(1),
        as: 'substitute',
        forProductId: product('tomato'),
        swaps: chance ? [chance] : [],
      }),
    )
    expect(answer.ok).toBe(true)
    const lines = counter.fold.state('order', order('2'))?.order?.lines
    expect(lines?.map((line) => [line.productId, line.pieces, line.amountFen])).toEqual([
      [product('tomato'), 1, 601],
      [product('cucumber'), 1, 400],
    ])
    expect(standingOf(counter.fold, product('tomato'))).toMatchObject({ state: 'decided', missing: 0 })
    expect(standingOf(counter.fold, product('cucumber'))).toMatchObject({ state: 'over', over: 2 })
  })

  test('a dearer product stands in at the old price, and its gift comes along', () => {
    const counter = aTable()
    counter.write(listed('bowl'))
    counter.write(
      amended(
        anOrder('2', 'li', [aLine('tomato', 1, 300), aLine('bowl', 1, 0, { giftOf: 0 })], {
          participateNo: 2,
        }),
      ),
    )
    counter.write(decided('tomato', 3, ['1', 2], ['2', 0]))
    const swaps = [{ orderId: order('2'), line: 0, pieces: pieces(1) }]
    counter.does(
      decideOverReceipt(counter.at(), {
        productId: product('cucumber'),
        pieces: pieces(1),
        as: 'substitute',
        forProductId: product('tomato'),
        swaps,
      }),
    )
    const lines = counter.fold.state('order', order('2'))?.order?.lines
    expect(lines?.map((line) => [line.pieces, line.amountFen, line.giftOf])).toEqual([
      [0, 0, null],
      [1, 0, 2],
      [1, 300, null],
    ])
  })

  test('nobody gets more in place than stays away', () => {
    const counter = aTable().write(decided('tomato', 3, ['1', 2], ['2', 1]))
    const swaps = [{ orderId: order('2'), line: 0, pieces: pieces(2) }]
    const asked = {
      productId: product('cucumber'),
      pieces: pieces(2),
      forProductId: product('tomato'),
      swaps,
    }
    expect(decideOverReceipt(counter.at(), { ...asked, as: 'substitute' })).toEqual({
      ok: false,
      refusal: 'more-than-needed',
    })
  })
})
