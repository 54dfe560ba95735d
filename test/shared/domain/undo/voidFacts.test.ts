import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../shared/domain/facts'
import { stockAt } from '../../../../shared/domain/stock/onHand'
import { voidFacts } from '../../../../shared/domain/voidFacts'
import type { BagId, FactId } from '../../../../shared/kernel/ids'
import { grams, pieces } from '../../../../shared/kernel/quantity'
import { round } from '../../../builders/aDesk'
import * as a from '../../../builders/aRound'
import { AShiftAtTheDesk } from '../../../builders/aShiftAtTheDesk'

const counted = (count: number, name = 'tomato', weight: number | null = null): Fact => ({
  kind: 'GoodsCounted',
  v: 1,
  deliveryId: a.delivery('1'),
  goods: a.someGoods(name, count, weight),
  condition: 'good',
  productionDay: null,
  bestBefore: null,
  how: 'count',
})
const writtenOff = (count: number, from: 'floor' | 'hold'): Fact => ({
  kind: 'GoodsWrittenOff',
  v: 1,
  goods: a.someGoods('tomato', count),
  from,
  reason: 'damaged',
})
const weighed = (total: number): Fact => ({
  kind: 'PortionsWeighed',
  v: 1,
  bagId: a.bag('1'),
  productId: a.product('pork'),
  grams: grams(total),
})
const zhang = a.aBag('1', 'zhang')
const order = a.anOrder('1', 'zhang', [a.aLine('tomato', 3, 900)])
const undo = (shift: AShiftAtTheDesk, factIds: readonly FactId[]) =>
  shift.run(voidFacts, { factIds, reason: 'a mistake' })

describe('undo says what to undo first', () => {
  test('goods that were packed since are not uncounted', () => {
    const shift = new AShiftAtTheDesk()
    const count = shift.write(counted(2))
    const put = shift.write(a.put(zhang, a.someGoods('tomato', 1)))
    expect(undo(shift, count)).toBe('goods-put-since')
    expect(undo(shift, put)).toBe('ok')
    expect(undo(shift, count)).toBe('ok')
    expect(stockAt(shift.fold, 'floor', a.product('tomato')).pieces).toBe(0)
  })

  test('a refusal stays while the goods that came back by it are written off', () => {
    const shift = new AShiftAtTheDesk()
    shift.write(counted(2), a.put(zhang, a.someGoods('tomato', 2)))
    const refused = shift.write(a.refused('1', a.someGoods('tomato', 1)))
    const off = shift.write(writtenOff(1, 'hold'))
    expect(undo(shift, refused)).toBe('goods-written-off-since')
    expect(undo(shift, off)).toBe('ok')
    expect(undo(shift, refused)).toBe('ok')
  })

  test('a put stays while the household’s refusal of it stands', () => {
    const shift = new AShiftAtTheDesk()
    shift.write(counted(2))
    const put = shift.write(a.put(zhang, a.someGoods('tomato', 2)))
    shift.write(a.refused('1', a.someGoods('tomato', 1)))
    expect(undo(shift, put)).toBe('line-refused-since')
  })

  test('a portion whose weight was read with others is not taken out from under the reading', () => {
    const shift = new AShiftAtTheDesk()
    shift.write(counted(2, 'pork', 1_020))
    const put = shift.write(a.put(zhang, a.someGoods('pork', 1, 500), 'nominal'))
    shift.write(a.put(zhang, a.someGoods('pork', 1, 500), 'nominal'))
    const reading = shift.write(weighed(1_020))
    expect(undo(shift, put)).toBe('weighed-since')
    expect(undo(shift, reading)).toBe('ok')
    expect(undo(shift, put)).toBe('ok')
    expect(stockAt(shift.fold, 'bags', a.product('pork'))).toEqual({ pieces: 1, grams: 500 })
  })

  test('an order stays under the bag that was packed for it, an order without a bag goes', () => {
    const shift = new AShiftAtTheDesk()
    const list = shift.write({ kind: 'ProductListed', v: 1, product: a.aProduct('tomato') })
    const placed = shift.write(a.placed(order))
    const other = shift.write(a.placed(a.anOrder('2', 'li', [a.aLine('tomato', 1, 300)])))
    shift.write(counted(4), a.put(zhang, a.someGoods('tomato', 1)))
    expect(undo(shift, placed)).toBe('packed-since')
    expect(undo(shift, list)).toBe('orders-since')
    expect(undo(shift, other)).toBe('ok')
  })

  test('a whole import goes in one undo, and stays once its goods came', () => {
    const shift = new AShiftAtTheDesk()
    const list: Fact = { kind: 'ProductListed', v: 1, product: a.aProduct('tomato') }
    expect(undo(shift, shift.write(list, a.placed(order)))).toBe('ok')
    const again = shift.write(list, a.placed(order))
    shift.write(counted(3))
    expect(undo(shift, again)).toBe('goods-counted-since')
  })

  test('截团 stays once bags are packed, the release once bags are shelved or gone', () => {
    const shift = new AShiftAtTheDesk()
    const cut = shift.write({ kind: 'RoundCutOff', v: 1, roundId: round })
    shift.write(counted(3), a.put(zhang, a.someGoods('tomato', 3)))
    const closed = shift.write({ kind: 'BagClosed', v: 1, bag: zhang })
    const release = shift.write({ kind: 'RoundReleased', v: 1, roundId: round, overrideReason: null })
    expect(undo(shift, cut)).toBe('packed-since')
    const shelved = shift.write(a.shelved('1'))
    expect(undo(shift, release)).toBe('shelved-since')
    expect(undo(shift, closed)).toBe('shelved-since')
    const gone = shift.write(a.handedOver('1', '1'))
    expect(undo(shift, release)).toBe('handed-over-since')
    expect([undo(shift, gone), undo(shift, shelved), undo(shift, release)]).toEqual(['ok', 'ok', 'ok'])
  })
})

describe('weighing after a refusal', () => {
  test('reads the portions that are left; what went back keeps the weight it went back with', () => {
    const shift = new AShiftAtTheDesk()
    shift.write(
      counted(2, 'pork', 1_020),
      a.put(zhang, a.someGoods('pork', 2, 1_000), 'nominal'),
      a.refused('1', a.someGoods('pork', 1, 500)),
      weighed(450),
    )
    const bag = shift.fold.state('bag', 'bag-1' as BagId)
    expect(bag?.items.map(({ goods, weight }) => [goods.grams, weight])).toEqual([[950, 'actual']])
    expect(stockAt(shift.fold, 'bags', a.product('pork'))).toEqual({ pieces: pieces(1), grams: grams(450) })
  })
})
