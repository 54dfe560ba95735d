import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AllocationProposal, allocate, householdsOf } from '../../shared/domain/allocation/allocate'
import { type Claim, compareClaims } from '../../shared/domain/allocation/claim'
import { type AllocationPolicy, allocationPolicies } from '../../shared/domain/terms'
import { idOf, type ProductId } from '../../shared/kernel/ids'
import { pieces } from '../../shared/kernel/quantity'
import { holds, propertyTimeoutMs } from './seeded'

interface Wish {
  readonly asked: number
  readonly already: number
  readonly lock: number | null
  readonly household: number
  readonly placedAtMs: number
  readonly priority: number | null
  readonly waits: number
}

const anyWish: fc.Arbitrary<Wish> = fc.record({
  asked: fc.integer({ min: 0, max: 12 }),
  already: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 4 })),
  lock: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 6 })),
  household: fc.integer({ min: 0, max: 30 }),
  placedAtMs: fc.integer({ min: 0, max: 9 }),
  priority: fc.option(fc.integer({ min: 1, max: 3 })),
  waits: fc.integer({ min: 0, max: 2 }),
})

const others = ['p-milk', 'p-eggs'].map((id) => idOf<ProductId>(id))

/** Locks are kept inside what a lock may be: the refusals have their own tests. */
function claimOf(wish: Wish, i: number): Claim {
  const { asked, already, lock, household, placedAtMs, priority, waits } = wish
  const floor = Math.min(asked, already)
  return {
    orderId: idOf(`o-${i % 25}`),
    line: Math.floor(i / 25),
    householdId: idOf(`h-${household}`),
    participateNo: (i % 25) + 1,
    placedAtMs,
    asked: pieces(asked),
    already: pieces(already),
    locked: lock === null ? null : pieces(Math.max(floor, Math.min(asked, lock))),
    ...(priority === null ? {} : { priority }),
    waitsFor: others.slice(0, waits),
  }
}

const anyClaims = fc
  .array(anyWish, { minLength: 1, maxLength: 40 })
  .map((wishes) => wishes.map((wish, i) => claimOf(wish, i)))
const anyPolicy = fc.constantFrom<AllocationPolicy>(...allocationPolicies)

/** Enough for what is locked and packed, and often not for everyone. */
const anyRequest = fc
  .record({ claims: anyClaims, policy: anyPolicy, more: fc.integer({ min: 0, max: 1_000 }) })
  .map(({ claims, policy, more }) => {
    const least = claims.reduce((sum, claim) => sum + leastOf(claim), 0)
    const most = claims.reduce((sum, claim) => sum + mostOf(claim), 0)
    return { policy, claims, available: pieces(least + (more % (most - least + 4))) }
  })

const leastOf = (claim: Claim) => claim.locked ?? Math.min(claim.asked, claim.already)
const mostOf = (claim: Claim) => claim.locked ?? claim.asked

function accepted(proposal: AllocationProposal) {
  if (!proposal.ok) throw new Error(`refused: ${proposal.refusal}`)
  return proposal
}

describe('allocation adds up', { timeout: propertyTimeoutMs }, () => {
  test('whole pieces, within what was asked and packed, and exactly all there is', () => {
    holds(
      fc.property(anyRequest, (request) => {
        const proposal = accepted(allocate(request))
        const claims = [...request.claims].sort(compareClaims)
        expect(proposal.rows.map((share) => `${share.orderId}|${share.line}`)).toEqual(
          claims.map((claim) => `${claim.orderId}|${claim.line}`),
        )
        proposal.rows.forEach((share, i) => {
          const claim = claims[i] as Claim
          expect(Number.isSafeInteger(share.pieces)).toBe(true)
          expect(share.pieces).toBeGreaterThanOrEqual(leastOf(claim))
          expect(share.pieces).toBeLessThanOrEqual(mostOf(claim))
          expect(share.locked).toBe(claim.locked !== null)
        })
        const most = claims.reduce((sum, claim) => sum + mostOf(claim), 0)
        const given = proposal.rows.reduce((sum, share) => sum + share.pieces, 0)
        expect(given).toBe(Math.min(request.available, most))
        expect(proposal.given).toBe(given)
      }),
      2_000,
    )
  })

  test('the order in which the lines come does not matter', () => {
    const shuffledToo = anyRequest.chain((request) =>
      fc.tuple(
        fc.constant(request),
        fc.shuffledSubarray([...request.claims], {
          minLength: request.claims.length,
          maxLength: request.claims.length,
        }),
      ),
    )
    holds(
      fc.property(shuffledToo, ([request, shuffled]) => {
        expect(allocate({ ...request, claims: shuffled })).toEqual(allocate(request))
      }),
    )
  })

  test('a re-run under any policy never moves a row that a person locked', () => {
    holds(
      fc.property(
        anyRequest,
        anyPolicy,
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        (request, next, locks) => {
          const first = accepted(allocate(request))
          const shareOf = new Map(first.rows.map((share) => [`${share.orderId}|${share.line}`, share]))
          const claims = request.claims.map((claim, i) => {
            const share = shareOf.get(`${claim.orderId}|${claim.line}`)
            return share && locks[i] ? { ...claim, locked: share.pieces } : claim
          })
          const second = accepted(allocate({ ...request, policy: next, claims }))
          const locked = second.rows.filter((share) => share.locked)
          for (const share of locked)
            expect(share.pieces).toBe(shareOf.get(`${share.orderId}|${share.line}`)?.pieces)
        },
      ),
    )
  })

  test('every household is told why, and its rows are its shares', () => {
    holds(
      fc.property(anyRequest, (request) => {
        const proposal = accepted(allocate(request))
        const rows = householdsOf(proposal).flatMap((household) => household.rows)
        expect(rows.length).toBe(request.claims.length)
        const total = householdsOf(proposal).reduce((sum, household) => sum + household.pieces, 0)
        expect(total).toBe(proposal.given)
        for (const { because, pieces: got, asked, locked } of rows) {
          expect(because.reason === 'locked').toBe(locked)
          if (because.reason === 'enough' || because.reason === 'ordered-earlier') expect(got).toBe(asked)
          if (because.reason === 'already-packed') expect(got).toBe(because.pieces)
          if (because.reason === 'proportional') expect(Math.abs(got - because.exact)).toBeLessThan(1)
        }
      }),
    )
  })

  test('no other choice makes more households complete', () => {
    const few = fc
      .array(
        fc.record({ asked: fc.integer({ min: 1, max: 6 }), household: fc.integer({ min: 0, max: 5 }) }),
        {
          minLength: 1,
          maxLength: 8,
        },
      )
      .map((wishes) =>
        wishes.map((wish, i) =>
          claimOf({ ...wish, already: 0, lock: null, placedAtMs: 0, priority: null, waits: 0 }, i),
        ),
      )
    holds(
      fc.property(few, fc.integer({ min: 0, max: 30 }), (claims, there) => {
        const available = pieces(there)
        const proposal = accepted(allocate({ policy: 'complete-households', available, claims }))
        const complete = householdsOf(proposal).filter((household) => household.pieces === household.asked)
        expect(complete.length).toBe(mostComplete(claims, there))
      }),
    )
  })
})

/** By trying every set of households. */
function mostComplete(claims: readonly Claim[], available: number): number {
  const asked = new Map<string, number>()
  for (const claim of claims) asked.set(claim.householdId, (asked.get(claim.householdId) ?? 0) + claim.asked)
  const needs = [...asked.values()]
  let best = 0
  for (let set = 0; set < 2 ** needs.length; set++) {
    const chosen = needs.filter((_, i) => (set >> i) & 1)
    if (chosen.reduce((a, b) => a + b, 0) <= available) best = Math.max(best, chosen.length)
  }
  return best
}
