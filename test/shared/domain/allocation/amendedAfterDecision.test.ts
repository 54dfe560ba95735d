import { describe, expect, test } from 'vitest'
import { accountOf } from '../../../../shared/domain/account/accountOf'
import { allocate, sharesOf } from '../../../../shared/domain/allocation/allocate'
import { changedSince } from '../../../../shared/domain/allocation/changedSince'
import { claimsToAllocate } from '../../../../shared/domain/allocation/claimsToAllocate'
import { decideAllocation } from '../../../../shared/domain/allocation/decideAllocation'
import { standingOf } from '../../../../shared/domain/allocation/productStanding'
import type { Fact } from '../../../../shared/domain/facts'
import { withCounts } from '../../../../shared/domain/order/orderLine'
import { needOf } from '../../../../shared/domain/sorting/needs'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import * as a from '../../../builders/aRound'

const tomato = a.product('tomato')
const zhang = a.anOrder('1', 'zhang', [a.aLine('milk', 1, 700), a.aLine('tomato', 3, 900)], {
  participateNo: 1,
})
const li = a.anOrder('2', 'li', [a.aLine('tomato', 2, 600)], { participateNo: 2 })
const listed = (name: string): Fact => ({ kind: 'ProductListed', v: 1, product: a.aProduct(name) })

/** 5 tomatoes asked for and 4 came; decided by order time: Zhang gets her 3, Li 1 of 2. */
function decided(): ACounter {
  const counter = new ACounter(
    ...['tomato', 'milk'].map(listed),
    a.placed(zhang),
    a.placed(li),
    {
      kind: 'GoodsCounted',
      v: 1,
      deliveryId: a.delivery('1'),
      goods: a.someGoods('tomato', 4),
      condition: 'good',
      productionDay: null,
      bestBefore: null,
      how: 'count',
    },
    { kind: 'DeliveryClosed', v: 1, deliveryId: a.delivery('1') },
  )
  decide(counter)
  return counter
}

function decide(counter: ACounter): void {
  const proposal = allocate({ policy: 'order-time', ...claimsToAllocate(counter.fold, tomato) })
  if (!proposal.ok) throw new Error(proposal.refusal)
  const shares = sharesOf(proposal)
  counter.does(decideAllocation(counter.at(), { productId: tomato, policy: 'order-time', shares }))
}

/** What goes back to Zhang for tomatoes. */
const back = (counter: ACounter) =>
  accountOf(counter.fold, a.household('zhang')).lines.find(({ productId }) => productId === tomato)
    ?.refundedFen
const state = (counter: ACounter) => standingOf(counter.fold, tomato)?.state
const counts = (list: readonly (readonly [number, number])[], of = zhang) => withCounts(of, new Map(list))

describe('an order that is amended after its goods were allocated', () => {
  test('keeps what it was allocated when another of its lines is taken out', () => {
    const counter = decided().write(a.amended(counts([[0, 0]])))
    expect(back(counter)).toBe(0)
    expect(needOf(counter.fold, tomato, a.household('zhang'))).toMatchObject({ allocated: 3, left: 3 })
    expect(state(counter)).toBe('decided')
  })

  test('keeps what it was allocated when it asks for more, and the product is to be decided again', () => {
    const counter = decided().write(a.amended(counts([[1, 5]])))
    expect(needOf(counter.fold, tomato, a.household('zhang')).allocated).toBe(3)
    expect(back(counter)).toBe(600)
    expect(state(counter)).toBe('stale')
    expect(changedSince(counter.fold, tomato)).toMatchObject({ more: 1, less: 0, joined: [], gone: 0 })
    decide(counter)
    expect(state(counter)).toBe('decided')
    expect(changedSince(counter.fold, tomato)).toBeUndefined()
  })

  test('gives back only what it no longer asks for, and the freed piece is to be shared out', () => {
    const counter = decided().write(a.amended(counts([[1, 2]])))
    expect(needOf(counter.fold, tomato, a.household('zhang')).allocated).toBe(2)
    expect(back(counter)).toBe(0)
    expect(state(counter)).toBe('more')
    expect(changedSince(counter.fold, tomato)).toMatchObject({ more: 0, less: 1 })
  })

  test('is settled as before when the amendment left the tomatoes alone', () => {
    const counter = decided().write(a.amended(counts([[0, 2]])))
    expect(back(counter)).toBe(0)
    expect(state(counter)).toBe('decided')
    expect(changedSince(counter.fold, tomato)).toBeUndefined()
  })

  test('keeps the number that was set for it by hand, wherever its line went', () => {
    const counter = decided()
    const shares = [
      { orderId: zhang.orderId, line: 1, pieces: pieces(2), locked: true },
      { orderId: li.orderId, line: 0, pieces: pieces(2), locked: false },
    ]
    counter.does(decideAllocation(counter.at(), { productId: tomato, policy: 'order-time', shares }))
    counter.write(a.amended(counts([[0, 0]])))
    expect(claimsToAllocate(counter.fold, tomato).claims.map(({ locked }) => locked)).toEqual([2, null])
  })
})
