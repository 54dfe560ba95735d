import fc from 'fast-check'
import type { Fact } from '../../shared/domain/facts'
import { lotIdOf } from '../../shared/domain/receiving/lot'
import { type Goods, type OrderTerms, zones } from '../../shared/domain/terms'
import { addDays } from '../../shared/kernel/businessDay'
import { fen } from '../../shared/kernel/money'
import { grams, pieces } from '../../shared/kernel/quantity'
import { morningMs } from './aDesk'
import * as a from './aRound'

/** A world small enough for desks to run into each other all the time. */
export const world = {
  households: ['zhang', 'wang', 'li', 'zhao'],
  /** Rice and eggs by piece, apples and pork by weight; the kit is two of rice and one of eggs. */
  products: ['rice', 'eggs', 'apples', 'pork'],
  orders: ['1', '2', '3', '4', '5'],
  bags: ['1', '2', '3'],
  deliveries: ['1', '2'],
} as const

export const pickOf = <T extends string>(list: readonly T[]) => fc.constantFrom(...list)
export const anyHousehold = pickOf(world.households)
export const anyProduct = pickOf(world.products)
export const anyBagName = pickOf(world.bags)
export const anyDelivery = pickOf(world.deliveries)
export const fewPieces = fc.integer({ min: 1, max: 4 }).map(pieces)
export const anyDay = fc.integer({ min: 0, max: 2 }).map((n) => addDays(a.day('2026-04-02'), n))
export const anyFen = fc.integer({ min: 1, max: 3_000 }).map(fen)
export const weighed = (name: string) => name === 'apples' || name === 'pork'

export const anyGoods: fc.Arbitrary<Goods> = fc
  .record({
    name: anyProduct,
    count: fewPieces,
    off: fc.integer({ min: -60, max: 60 }),
    from: anyDelivery,
    bestBefore: fc.option(anyDay),
  })
  .map(({ name, count, off, from, bestBefore }) => ({
    productId: a.product(name),
    lotId: lotIdOf(a.delivery(from), a.product(name), bestBefore),
    pieces: count,
    grams: weighed(name) ? grams(count * 500 + off) : null,
  }))

/** Bag 1 is always of the same household, as its id is derived: every fact names it alike. */
export const anyBag = anyBagName.map((name) => {
  const at = world.bags.indexOf(name)
  return a.aBag(name, world.households[at % 3] ?? 'zhang', { slot: at + 1, zone: zones[at % 3] ?? 'ambient' })
})

const anyLine = fc
  .record({
    name: fc.constantFrom(...world.products, 'kit' as const),
    count: fewPieces,
    amount: fc.integer({ min: 0, max: 9_999 }),
  })
  .map(({ name, count, amount }) =>
    a.aLine(name, count, amount, {
      weight: weighed(name) ? { fenPerKg: fen(1_999), nominalGrams: grams(500) } : null,
      components: name === 'kit' ? [a.aComponent('rice', 2, 701), a.aComponent('eggs', 1, 298)] : [],
    }),
  )

export const anyOrder: fc.Arbitrary<OrderTerms> = fc
  .record({
    name: pickOf(world.orders),
    household: anyHousehold,
    lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
    paidPart: fc.integer({ min: 0, max: 2 }),
    cancelled: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
  })
  .map(({ name, household, lines, paidPart, cancelled }) => {
    const total = lines.reduce((sum, line) => sum + line.amountFen, 0)
    return a.anOrder(name, household, lines, {
      participateNo: Number(name),
      paidFen: fen(Math.floor((total * paidPart) / 2)),
      cancelled,
      placedAtMs: morningMs + Number(name),
    })
  })

/** Every fact is of version 1. */
export const v = { v: 1 } as const
export const fact = <T>(from: fc.Arbitrary<T>, make: (value: T) => Fact) => from.map(make)
