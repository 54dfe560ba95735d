import { expect, test } from 'vitest'
import { orderLineOf, withCounts } from '../../../../shared/domain/order/orderLine'
import { fen } from '../../../../shared/kernel/money'
import { grams, pieces } from '../../../../shared/kernel/quantity'
import { aLine, anOrder, aProduct } from '../../../builders/aRound'

test('a line by hand costs the listed price, a portion its weight times the price, a gift nothing', () => {
  expect(orderLineOf(aProduct('eggs'), pieces(3)).amountFen).toBe(1500)
  const pork = aProduct('pork', { sale: { by: 'weight', fenPerKg: fen(6000), nominalGrams: grams(500) } })
  expect(orderLineOf(pork, pieces(2))).toMatchObject({
    amountFen: 6000,
    weight: { fenPerKg: 6000, nominalGrams: 500 },
  })
  expect(orderLineOf(aProduct('bag', { gift: true }), pieces(1)).amountFen).toBe(0)
})

test('other quantities keep the price per piece the order was placed at', () => {
  const order = anOrder('1', 'zhang', [aLine('eggs', 2, 900), aLine('rice', 1, 5000)])
  const changed = withCounts(order, new Map([[0, 3]]))
  expect(changed.lines.map((line) => [line.pieces, line.amountFen])).toEqual([
    [3, 1350],
    [1, 5000],
  ])
})

test('a line of nothing goes, its gift goes with it, and other gifts still hang on their lines', () => {
  const order = anOrder('1', 'zhang', [
    aLine('eggs', 2, 900),
    aLine('bag', 1, 0, { giftOf: 0 }),
    aLine('rice', 1, 5000),
    aLine('spoon', 1, 0, { giftOf: 2 }),
  ])
  const changed = withCounts(order, new Map([[0, 0]]), [aLine('milk', 1, 600)])
  expect(changed.lines.map((line) => [line.productId, line.giftOf])).toEqual([
    ['p-rice', null],
    ['p-spoon', 0],
    ['p-milk', null],
  ])
})
