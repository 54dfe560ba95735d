import { describe, expect, test } from 'vitest'
import { type AllocatedOf, settlementOf } from '../../../../shared/domain/account/settlement'
import type { Fact } from '../../../../shared/domain/facts'
import type { Fold } from '../../../../shared/domain/fold/fold'
import { Picture } from '../../../../shared/domain/picture'
import { fen } from '../../../../shared/kernel/money'
import { grams, pieces } from '../../../../shared/kernel/quantity'
import { ADesk, morningMs, round } from '../../../builders/aDesk'
import * as a from '../../../builders/aRound'

const everything: AllocatedOf = () => pieces(1_000_000)

function folded(...facts: readonly Fact[]): Fold {
  const desk = new ADesk('desk-a')
  const picture = new Picture()
  facts.forEach((fact, i) => {
    picture.apply(desk.write(morningMs + i, fact))
  })
  return picture.round(round) as Fold
}

const of = (fold: Fold, allocatedOf: AllocatedOf = everything) =>
  settlementOf(fold, a.household('zhang'), allocatedOf)

const apples = { fenPerKg: fen(1_000), nominalGrams: grams(500) }

describe('what a household pays', () => {
  test('all came, all paid: nothing is due', () => {
    const settlement = of(folded(a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 2, 3_998)]))))
    expect(settlement).toMatchObject({
      chargedFen: 3_998,
      paidFen: 3_998,
      refundedFen: 0,
      dueFen: 0,
      tasks: [],
    })
  })

  test('a third of a price that does not divide goes back to the fen', () => {
    const order = a.anOrder('1', 'zhang', [a.aLine('rice', 3, 1_000)])
    const refunds = [1, 2, 3].map((given) => of(folded(a.placed(order)), () => pieces(given)).refundedFen)
    expect(refunds).toEqual([666, 333, 0])
  })

  test('goods that ran out while packing are owed back', () => {
    const fold = folded(
      a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 2, 800)])),
      a.shorted('rice', 'zhang', 1),
    )
    expect(of(fold)).toMatchObject({ refundedFen: 400, dueFen: -400 })
    expect(of(fold).lines[0]?.refunds).toEqual([{ reason: 'shorted', pieces: 1, fen: 400 }])
  })

  test('of two orders for the same goods the later one goes without', () => {
    const fold = folded(
      a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 1, 500)])),
      a.placed(a.anOrder('2', 'zhang', [a.aLine('rice', 1, 450)], { participateNo: 2 })),
      a.shorted('rice', 'zhang', 1),
    )
    expect(of(fold).lines.map((line) => line.refundedFen)).toEqual([0, 450])
  })

  test('a shortage that a later decision counts too is refunded once', () => {
    const order = a.anOrder('1', 'zhang', [a.aLine('rice', 3, 900)])
    const fold = folded(
      a.placed(order),
      a.shorted('rice', 'zhang', 1),
      a.put(a.aBag('1', 'zhang'), a.someGoods('rice', 2)),
    )
    expect(of(fold, () => pieces(2)).refundedFen).toBe(300)
    expect(of(fold, () => pieces(3)).refundedFen).toBe(300)
  })

  test('a refused line is taken off, from the last order backwards', () => {
    const fold = folded(
      a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 1, 500)])),
      a.placed(a.anOrder('2', 'zhang', [a.aLine('rice', 1, 450)], { participateNo: 2 })),
      a.put(a.aBag('1', 'zhang'), a.someGoods('rice', 2)),
      a.refused('1', a.someGoods('rice', 1)),
    )
    expect(of(fold)).toMatchObject({ chargedFen: 950, refundedFen: 450, dueFen: -450 })
    expect(of(fold).lines.map((line) => line.refundedFen)).toEqual([0, 450])
  })

  test('a kit without its eggs loses the part of its price that the eggs stand for', () => {
    const kit = a.aLine('kit', 1, 3_000, {
      components: [a.aComponent('eggs', 1, 1_001), a.aComponent('greens', 1, 1_999)],
    })
    const settlement = of(folded(a.placed(a.anOrder('1', 'zhang', [kit]))), (_order, _line, id) =>
      pieces(id === a.product('eggs') ? 0 : 1),
    )
    expect(settlement).toMatchObject({ chargedFen: 3_000, refundedFen: 1_001 })
  })

  test('apples that weigh less than sold are cheaper, and dearer never', () => {
    const line = a.aLine('apples', 2, 1_000, { weight: apples })
    const weighing = (total: number) =>
      of(
        folded(
          a.placed(a.anOrder('1', 'zhang', [line])),
          a.put(a.aBag('1', 'zhang'), a.someGoods('apples', 2, total)),
        ),
      )
    expect(weighing(940)).toMatchObject({ refundedFen: 60, weightUnconfirmed: false })
    expect(weighing(940).lines[0]?.weight).toEqual({ status: 'confirmed', grams: 940 })
    expect(weighing(1_200)).toMatchObject({ refundedFen: 0, dueFen: 0 })
  })

  test('while one portion has only its nominal weight, the price stays and the doubt is shown', () => {
    const line = a.aLine('apples', 2, 1_000, { weight: apples })
    const terms = a.aBag('1', 'zhang')
    const nominal = [
      a.placed(a.anOrder('1', 'zhang', [line])),
      a.put(terms, a.someGoods('apples', 1, 400)),
      a.put(terms, a.someGoods('apples', 1, 500), 'nominal'),
    ]
    expect(of(folded(...nominal))).toMatchObject({ refundedFen: 0, weightUnconfirmed: true })
    const weighed: Fact = {
      kind: 'PortionsWeighed',
      v: 1,
      bagId: a.bag('1'),
      productId: a.product('apples'),
      grams: grams(450),
    }
    expect(of(folded(...nominal, weighed))).toMatchObject({ refundedFen: 150, weightUnconfirmed: false })
  })

  test('money due is paid at the counter, or let go by name', () => {
    const order = a.anOrder('1', 'zhang', [a.aLine('rice', 1, 1_000)], { paidFen: fen(0) })
    const settlement = of(folded(a.placed(order), a.paid('zhang', 900), a.waived('zhang', 100)))
    expect(settlement).toMatchObject({ chargedFen: 1_000, paidFen: 900, waivedFen: 100, dueFen: 0 })
  })

  test('an order cancelled after it was paid is owed back, and paying it back settles it', () => {
    const order = a.anOrder('1', 'zhang', [a.aLine('rice', 1, 1_000)])
    const cancelled = [a.placed(order), a.amended({ ...order, cancelled: true })]
    expect(of(folded(...cancelled))).toMatchObject({ chargedFen: 0, paidFen: 1_000, dueFen: -1_000 })
    expect(of(folded(...cancelled, a.paidBack('zhang', 1_000)))).toMatchObject({ paidFen: 0, dueFen: 0 })
  })

  test('packed, then cancelled: a task with the bag it lies in, and not the goods of the other order', () => {
    const order = a.anOrder('1', 'zhang', [a.aLine('rice', 2, 1_000)])
    const other = a.anOrder('2', 'zhang', [a.aLine('rice', 1, 500)], { participateNo: 2 })
    const fold = folded(
      a.placed(order),
      a.placed(other),
      a.put(a.aBag('1', 'zhang'), a.someGoods('rice', 3)),
      a.amended({ ...order, cancelled: true }),
    )
    expect(of(fold).tasks).toEqual([
      {
        kind: 'packed-then-cancelled',
        orderId: a.order('1'),
        productId: a.product('rice'),
        pieces: 2,
        bagIds: [a.bag('1')],
      },
    ])
  })

  test('an order made smaller after packing leaves more in the bag than was ordered', () => {
    const order = a.anOrder('1', 'zhang', [a.aLine('rice', 2, 1_000)])
    const smaller = { ...order, lines: [a.aLine('rice', 1, 500)] }
    const fold = folded(
      a.placed(order),
      a.put(a.aBag('1', 'zhang'), a.someGoods('rice', 2)),
      a.amended(smaller),
    )
    expect(of(fold).tasks).toMatchObject([{ kind: 'packed-more-than-ordered', pieces: 1 }])
    expect(of(fold)).toMatchObject({ chargedFen: 500, dueFen: -500 })
  })

  test('two records of one household are settled as one', () => {
    const fold = folded(
      a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 1, 500)], { paidFen: fen(0) })),
      a.placed(a.anOrder('2', 'zhang-too', [a.aLine('rice', 1, 500)], { paidFen: fen(0), participateNo: 2 })),
      a.paid('zhang-too', 1_000),
      a.merged('zhang-too', 'zhang'),
    )
    expect(of(fold)).toMatchObject({ chargedFen: 1_000, paidFen: 1_000, dueFen: 0 })
    expect(settlementOf(fold, a.household('zhang-too'), everything)).toEqual(of(fold))
  })
})
