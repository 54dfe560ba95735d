import { describe, expect, test } from 'vitest'
import { allocate, householdsOf } from '../../../../shared/domain/allocation/allocate'
import type { Claim } from '../../../../shared/domain/allocation/claim'
import { type AllocationPolicy, allocationPolicies } from '../../../../shared/domain/terms'
import { idOf, type ProductId } from '../../../../shared/kernel/ids'
import { pieces } from '../../../../shared/kernel/quantity'

type Wish = Partial<Omit<Claim, 'asked' | 'already' | 'locked'>> & {
  readonly asked: number
  readonly already?: number
  readonly locked?: number
}

function claimsOf(...wishes: readonly Wish[]): Claim[] {
  return wishes.map(({ asked, already = 0, locked, ...rest }, i) => ({
    orderId: idOf(`o-${i + 1}`),
    line: 0,
    householdId: idOf(`h-${i + 1}`),
    participateNo: i + 1,
    placedAtMs: 1_000 * (i + 1),
    ...rest,
    asked: pieces(asked),
    already: pieces(already),
    locked: locked === undefined ? null : pieces(locked),
  }))
}

function sharesOf(policy: AllocationPolicy, available: number, claims: readonly Claim[]): number[] {
  const proposal = allocate({ policy, available: pieces(available), claims })
  if (!proposal.ok) throw new Error(proposal.refusal)
  return proposal.rows.map((share) => share.pieces)
}

function reasonsOf(policy: AllocationPolicy, available: number, claims: readonly Claim[]) {
  const proposal = allocate({ policy, available: pieces(available), claims })
  if (!proposal.ok) throw new Error(proposal.refusal)
  return householdsOf(proposal).flatMap((household) => household.rows.map((row) => row.because))
}

describe('who is shorted', () => {
  test('by order time, who ordered first gets all, and the last ones go without', () => {
    const claims = claimsOf(
      { asked: 3, placedAtMs: 30 },
      { asked: 2, placedAtMs: 10 },
      { asked: 2, placedAtMs: 20 },
    )
    expect(sharesOf('order-time', 5, claims)).toEqual([1, 2, 2])
    expect(reasonsOf('order-time', 5, claims)).toEqual([
      { reason: 'ordered-later', position: 3, ofTotal: 3 },
      { reason: 'ordered-earlier', position: 1, ofTotal: 3 },
      { reason: 'ordered-earlier', position: 2, ofTotal: 3 },
    ])
  })

  test('in proportion, the largest remainders are rounded up', () => {
    const claims = claimsOf({ asked: 7 }, { asked: 2 }, { asked: 1 })
    expect(sharesOf('proportional', 5, claims)).toEqual([4, 1, 0])
    expect(reasonsOf('proportional', 5, claims)).toEqual([
      { reason: 'proportional', exact: 3.5, rounded: 'up' },
      { reason: 'proportional', exact: 1, rounded: 'whole' },
      { reason: 'proportional', exact: 0.5, rounded: 'down' },
    ])
  })

  test('an equal share fills the small wishes first and gives the odd piece by 跟团号', () => {
    const claims = claimsOf({ asked: 1 }, { asked: 5 }, { asked: 5 })
    expect(sharesOf('equal-share', 6, claims)).toEqual([1, 3, 2])
    expect(reasonsOf('equal-share', 6, claims)[1]).toEqual({ reason: 'equal-share', base: 2, extra: 1 })
  })

  test('most complete households: one big wish does not empty three small ones', () => {
    const claims = claimsOf({ asked: 6 }, { asked: 2 }, { asked: 2 }, { asked: 2 })
    expect(sharesOf('complete-households', 7, claims)).toEqual([1, 2, 2, 2])
  })

  test('a household that waits for another short product stands behind those that would be complete', () => {
    const milk = idOf<ProductId>('p-milk')
    const claims = claimsOf({ asked: 1, waitsFor: [milk] }, { asked: 2 })
    expect(sharesOf('complete-households', 2, claims)).toEqual([0, 2])
    expect(reasonsOf('complete-households', 2, claims)[0]).toEqual({ reason: 'left-over', waitsFor: [milk] })
  })

  test('the priority list goes first, by rank, then order time', () => {
    const claims = claimsOf({ asked: 2 }, { asked: 2, priority: 2 }, { asked: 2, priority: 1 })
    expect(sharesOf('priority', 3, claims)).toEqual([0, 1, 2])
  })

  test('between equals 跟团号 decides, under every policy', () => {
    const claims = claimsOf({ asked: 1, placedAtMs: 5 }, { asked: 1, placedAtMs: 5 })
    for (const policy of allocationPolicies) expect(sharesOf(policy, 1, claims)).toEqual([1, 0])
  })

  test('what is in a bag already stays there, under every policy', () => {
    const claims = claimsOf({ asked: 4 }, { asked: 4, already: 3, placedAtMs: 9_999_999 })
    for (const policy of allocationPolicies) expect(sharesOf(policy, 3, claims)[1], policy).toBe(3)
    expect(reasonsOf('order-time', 3, claims)[1]).toEqual({ reason: 'already-packed', pieces: 3 })
  })

  test('a row set by hand stays, and the others share the rest', () => {
    const claims = claimsOf({ asked: 4, locked: 1 }, { asked: 4 }, { asked: 4 })
    for (const policy of allocationPolicies) expect(sharesOf(policy, 7, claims)[0], policy).toBe(1)
    expect(sharesOf('order-time', 7, claims)).toEqual([1, 4, 2])
  })

  test('with enough for everyone, everyone gets what was asked', () => {
    for (const policy of allocationPolicies)
      expect(sharesOf(policy, 99, claimsOf({ asked: 3 }, { asked: 2 }))).toEqual([3, 2])
  })

  test('with nothing there, nobody gets anything and nothing breaks', () => {
    for (const policy of allocationPolicies)
      expect(sharesOf(policy, 0, claimsOf({ asked: 3 }, { asked: 0 }))).toEqual([0, 0])
    expect(sharesOf('proportional', 5, [])).toEqual([])
  })

  test('locks that together exceed what is there are refused by name', () => {
    const claims = claimsOf({ asked: 4, locked: 4 }, { asked: 4, locked: 3 })
    expect(allocate({ policy: 'order-time', available: pieces(5), claims })).toEqual({
      ok: false,
      refusal: 'locked-exceeds-available',
      excess: 2,
    })
  })

  test('more packed than there is, a lock above the wish or below the bag: each refused by name', () => {
    const refusalOf = (available: number, ...wishes: Wish[]) => {
      const proposal = allocate({
        policy: 'order-time',
        available: pieces(available),
        claims: claimsOf(...wishes),
      })
      return proposal.ok ? null : proposal.refusal
    }
    expect(refusalOf(1, { asked: 2, already: 2 })).toBe('packed-exceeds-available')
    expect(refusalOf(9, { asked: 2, locked: 3 })).toBe('locked-above-asked')
    expect(refusalOf(9, { asked: 3, already: 2, locked: 1 })).toBe('locked-below-packed')
  })
})
