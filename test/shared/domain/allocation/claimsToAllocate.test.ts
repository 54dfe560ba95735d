import { describe, expect, test } from 'vitest'
import { allocate, sharesOf } from '../../../../shared/domain/allocation/allocate'
import { allocationOf } from '../../../../shared/domain/allocation/allocationOf'
import { claimsToAllocate } from '../../../../shared/domain/allocation/claimsToAllocate'
import { decideAllocation } from '../../../../shared/domain/allocation/decideAllocation'
import type { Fact } from '../../../../shared/domain/facts'
import type { AllocationPolicy } from '../../../../shared/domain/terms'
import { fen } from '../../../../shared/kernel/money'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import {
  aBag,
  aDelivery,
  aLine,
  anOrder,
  aProduct,
  household,
  merged,
  placed,
  product,
  put,
  shorted,
  someGoods,
} from '../../../builders/aRound'

const d1 = aDelivery('1', [])

function counted(name: string, count: number): Fact {
  return {
    kind: 'GoodsCounted',
    v: 1,
    deliveryId: d1.deliveryId,
    goods: someGoods(name, count),
    condition: 'good',
    productionDay: null,
    bestBefore: null,
    how: 'count',
  }
}

const closed: Fact = { kind: 'DeliveryClosed', v: 1, deliveryId: d1.deliveryId }
const listed = (name: string): Fact => ({ kind: 'ProductListed', v: 1, product: aProduct(name) })

/** Three households ask for 2, 3 and 2 tomatoes; 5 came. */
function shortOfTomatoes(...more: readonly Fact[]): ACounter {
  return new ACounter(
    listed('tomato'),
    placed(anOrder('1', 'zhang', [aLine('tomato', 2, 1_000)], { participateNo: 1 })),
    placed(anOrder('2', 'li', [aLine('tomato', 3, 1_500)], { participateNo: 2 })),
    placed(anOrder('3', 'wang', [aLine('tomato', 2, 1_000)], { participateNo: 3, paidFen: fen(0) })),
    counted('tomato', 5),
    closed,
    ...more,
  )
}

function share(
  counter: ACounter,
  policy: AllocationPolicy,
  locks = new Map<string, ReturnType<typeof pieces> | null>(),
) {
  const request = claimsToAllocate(counter.fold, product('tomato'), { locks, favoured: new Set() })
  const proposal = allocate({ policy, ...request })
  if (!proposal.ok) throw new Error(proposal.refusal)
  return sharesOf(proposal)
}

describe('the claims on a short product', () => {
  test('what lies on the floor and what is in bags together is what there is', () => {
    const counter = shortOfTomatoes(put(aBag('b', 'wang'), someGoods('tomato', 1)))
    const { available, claims } = claimsToAllocate(counter.fold, product('tomato'))
    expect(available).toBe(5)
    expect(claims.map(({ asked, already }) => [asked, already])).toEqual([
      [2, 0],
      [3, 0],
      [2, 1],
    ])
  })

  test('the piece in a bag stays there, whoever ordered first', () => {
    const counter = shortOfTomatoes(put(aBag('b', 'wang'), someGoods('tomato', 1)))
    expect(share(counter, 'order-time').map((one) => one.pieces)).toEqual([2, 2, 1])
  })

  test('a household with two orders has its bagged pieces on its first line first', () => {
    const counter = shortOfTomatoes(
      placed(anOrder('4', 'zhang', [aLine('tomato', 2, 1_000)], { participateNo: 4 })),
      put(aBag('b', 'zhang'), someGoods('tomato', 3)),
    )
    const { claims } = claimsToAllocate(counter.fold, product('tomato'))
    expect(claims.map(({ already }) => already)).toEqual([2, 0, 0, 1])
  })

  test('a piece noted as missing while packing is not given a second time, and is nobody else’s', () => {
    const counter = shortOfTomatoes()
    counter.does(
      decideAllocation(counter.at(), {
        productId: product('tomato'),
        policy: 'order-time',
        shares: share(counter, 'order-time'),
      }),
    )
    counter.write({ ...shorted('tomato', 'zhang', 1) })
    counter.write({
      kind: 'GoodsSetAside',
      v: 1,
      goods: someGoods('tomato', 1),
      to: 'hold',
      reason: 'damaged',
    })
    const again = share(counter, 'order-time')
    expect(again.map((one) => one.pieces)).toEqual([2, 3, 0])
    const answer = decideAllocation(counter.at(), {
      productId: product('tomato'),
      policy: 'order-time',
      shares: again,
    })
    expect(answer.ok).toBe(true)
  })

  test('pieces in the bag of a household that cancelled can be given to nobody', () => {
    const counter = shortOfTomatoes(
      put(aBag('b', 'li'), someGoods('tomato', 3)),
      placed(anOrder('2', 'li', [aLine('tomato', 3, 1_500)], { participateNo: 2 })),
    )
    counter.write({
      kind: 'OrderAmended',
      v: 1,
      order: anOrder('2', 'li', [aLine('tomato', 3, 1_500)], { participateNo: 2, cancelled: true }),
      reason: 'changed their mind',
    })
    expect(claimsToAllocate(counter.fold, product('tomato')).available).toBe(2)
  })

  test('a gift whose host gets nothing asks for nothing', () => {
    const counter = new ACounter(
      listed('rice'),
      listed('bowl'),
      placed(anOrder('1', 'zhang', [aLine('rice', 1, 2_000), aLine('bowl', 1, 0, { giftOf: 0 })])),
      counted('rice', 0),
      closed,
      {
        kind: 'AllocationDecided',
        v: 1,
        productId: product('rice'),
        policy: 'order-time',
        available: pieces(0),
        shares: [{ orderId: anOrder('1', 'zhang', []).orderId, line: 0, pieces: pieces(0), locked: false }],
      },
    )
    expect(claimsToAllocate(counter.fold, product('bowl')).claims.map(({ asked }) => asked)).toEqual([0])
    // Nobody waits for it: not the sorting, not whoever decides.
    expect(allocationOf(counter.fold, product('bowl'))).toMatchObject({ outstanding: 0, ordered: 1 })
  })

  test('rows that a decision locked stay locked in the next run, until somebody unlocks them', () => {
    const counter = shortOfTomatoes()
    const byHand = new Map([[`${anOrder('3', 'wang', []).orderId}|0`, pieces(2)]])
    const shares = share(counter, 'order-time', byHand)
    expect(shares.map((one) => one.pieces)).toEqual([2, 1, 2])
    counter.does(
      decideAllocation(counter.at(), { productId: product('tomato'), policy: 'order-time', shares }),
    )
    expect(share(counter, 'proportional').at(2)).toMatchObject({ pieces: 2, locked: true })
    const unlocked = new Map([[`${anOrder('3', 'wang', []).orderId}|0`, null]])
    expect(share(counter, 'order-time', unlocked).map((one) => one.pieces)).toEqual([2, 3, 0])
  })

  test('a lock follows an order that shrank, and what was packed since', () => {
    const counter = shortOfTomatoes(put(aBag('b', 'zhang'), someGoods('tomato', 1)))
    const locks = new Map([
      [`${anOrder('1', 'zhang', []).orderId}|0`, pieces(0)],
      [`${anOrder('3', 'wang', []).orderId}|0`, pieces(9)],
    ])
    const { claims } = claimsToAllocate(counter.fold, product('tomato'), { locks, favoured: new Set() })
    expect(claims.map(({ locked }) => locked)).toEqual([1, null, 2])
  })

  test('under priority, marked households come first, then those who have paid', () => {
    const counter = shortOfTomatoes()
    const { claims } = claimsToAllocate(counter.fold, product('tomato'), {
      locks: new Map(),
      favoured: new Set([household('li')]),
    })
    expect(claims.map(({ priority }) => priority)).toEqual([2, 1, undefined])
  })

  test('a household that also waits for another short product can be told apart', () => {
    const counter = shortOfTomatoes(
      listed('milk'),
      placed(anOrder('5', 'zhang', [aLine('milk', 2, 1_000)], { participateNo: 5 })),
      counted('milk', 1),
    )
    const { claims } = claimsToAllocate(counter.fold, product('tomato'))
    expect(claims.map(({ waitsFor }) => waitsFor)).toEqual([[product('milk')], [], []])
  })

  test('a merged household counts as one', () => {
    const counter = shortOfTomatoes(put(aBag('b', 'wang'), someGoods('tomato', 2)), merged('wang', 'zhang'))
    const { claims } = claimsToAllocate(counter.fold, product('tomato'))
    expect(claims.map(({ householdId, already }) => [householdId, already])).toEqual([
      [household('zhang'), 2],
      [household('li'), 0],
      [household('zhang'), 0],
    ])
  })
})

describe('deciding who is shorted', () => {
  test('shares below what is in the bag, beyond what there is or short of a line are refused', () => {
    const counter = shortOfTomatoes(put(aBag('b', 'wang'), someGoods('tomato', 1)))
    const deciding = (...given: readonly number[]) =>
      decideAllocation(counter.at(), {
        productId: product('tomato'),
        policy: 'order-time',
        shares: share(counter, 'order-time').flatMap((one, i) =>
          given[i] === undefined ? [] : [{ ...one, pieces: pieces(given[i]) }],
        ),
      })
    expect(deciding(2, 3, 0)).toEqual({ ok: false, refusal: 'share-below-put' })
    expect(deciding(2, 3, 1)).toEqual({ ok: false, refusal: 'more-than-there' })
    expect(deciding(2, 2)).toEqual({ ok: false, refusal: 'shares-do-not-add-up' })
    expect(deciding(2, 4, 1)).toEqual({ ok: false, refusal: 'shares-do-not-add-up' })
    expect(deciding(2, 2, 1).ok).toBe(true)
  })
})
