import type { HouseholdId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { AllocationPolicy, Share } from '../terms'
import { type Because, type Claim, compareClaims } from './claim'
import { type Dealt, deals, type Row } from './deal'

export interface AllocationRequest {
  readonly policy: AllocationPolicy
  /** Good pieces there are for these claims, those already in bags included. */
  readonly available: Pieces
  readonly claims: readonly Claim[]
}

export interface ExplainedShare extends Share {
  readonly asked: Pieces
  readonly because: Because
}

/** What one household gets of the product, over all its lines. */
export interface HouseholdShare {
  readonly householdId: HouseholdId
  readonly participateNo: number
  readonly asked: Pieces
  readonly pieces: Pieces
  readonly rows: readonly ExplainedShare[]
}

/**
 * 'locked-exceeds-available': the rows set by hand together are more than there is.
 * 'packed-exceeds-available': what is in bags already, with the rows set by hand, is more than there is.
 */
export type AllocationProposal =
  | {
      readonly ok: true
      readonly policy: AllocationPolicy
      readonly available: Pieces
      /** Sum of the shares: all there is, or all that may be given. */
      readonly given: Pieces
      /** By 跟团号, one per claim. */
      readonly shares: readonly Share[]
      /** By 跟团号 of the household's first line. */
      readonly households: readonly HouseholdShare[]
    }
  | {
      readonly ok: false
      readonly refusal: 'locked-exceeds-available' | 'packed-exceeds-available'
      readonly excess: Pieces
    }
  | {
      readonly ok: false
      readonly refusal: 'locked-above-asked' | 'locked-below-packed'
      readonly claim: Claim
    }

/**
 * Who is shorted (design §5). Whole pieces, never more than asked, never below what is packed, never away from a
 * locked row. The shares sum to min(available, all that may be given), where a locked row may be given its lock.
 * A line that asks for less than is already packed counts as packed in full.
 */
export function allocate({ policy, available, claims }: AllocationRequest): AllocationProposal {
  const sorted = [...claims].sort(compareClaims)
  const broken = sorted.find((claim) => lockFault(claim) !== null)
  const fault = broken && lockFault(broken)
  if (broken && fault) return { ok: false, refusal: fault, claim: broken }

  const rows = sorted.filter((claim) => claim.locked === null).map(rowOf)
  const locked = sorted.reduce((sum, claim) => sum + (claim.locked ?? 0), 0)
  const there = Math.max(0, available)
  if (locked > there)
    return { ok: false, refusal: 'locked-exceeds-available', excess: pieces(locked - there) }
  const free = there - locked
  const packed = rows.reduce((sum, row) => sum + row.floor, 0)
  if (packed > free) return { ok: false, refusal: 'packed-exceeds-available', excess: pieces(packed - free) }

  const dealt = deal(policy, { rows, free, neverComplete: keptIncomplete(sorted) })
  const byClaim = new Map(dealt.map((one) => [one.claim, one]))
  const explained = sorted.map((claim) => explain(claim, byClaim.get(claim)))
  const given = pieces(explained.reduce((sum, share) => sum + share.pieces, 0))
  const shares = explained.map(({ orderId, line, pieces, locked }) => ({ orderId, line, pieces, locked }))
  return { ok: true, policy, available, given, shares, households: byHousehold(sorted, explained) }
}

function lockFault({ locked, asked, already }: Claim): 'locked-above-asked' | 'locked-below-packed' | null {
  if (locked === null) return null
  if (locked > asked || locked < 0) return 'locked-above-asked'
  return locked < Math.min(already, asked) ? 'locked-below-packed' : null
}

function rowOf(claim: Claim): Row {
  const cap = Math.max(0, claim.asked)
  return { claim, floor: Math.max(0, Math.min(claim.already, cap)), cap }
}

function deal(
  policy: AllocationPolicy,
  table: Parameters<(typeof deals)['order-time']>[0],
): readonly Dealt[] {
  const most = table.rows.reduce((sum, row) => sum + row.cap, 0)
  if (most <= table.free)
    return table.rows.map(({ claim, cap }) => ({ claim, pieces: cap, because: { reason: 'enough' } }))
  return deals[policy](table)
}

function keptIncomplete(claims: readonly Claim[]): ReadonlySet<string> {
  const short = claims.filter((claim) => claim.locked !== null && claim.locked < claim.asked)
  return new Set(short.map((claim) => claim.householdId))
}

function explain(claim: Claim, dealt: Dealt | undefined): ExplainedShare {
  const { orderId, line, asked } = claim
  const because = dealt?.because ?? { reason: 'locked' }
  const given = pieces(dealt?.pieces ?? claim.locked ?? 0)
  return { orderId, line, asked, pieces: given, locked: claim.locked !== null, because }
}

function byHousehold(claims: readonly Claim[], shares: readonly ExplainedShare[]): readonly HouseholdShare[] {
  const households = new Map<string, { claim: Claim; rows: ExplainedShare[] }>()
  shares.forEach((share, i) => {
    const claim = claims[i]
    if (!claim) return
    const household = households.get(claim.householdId) ?? { claim, rows: [] }
    household.rows.push(share)
    households.set(claim.householdId, household)
  })
  return [...households.values()].map(({ claim, rows }) => ({
    householdId: claim.householdId,
    participateNo: claim.participateNo,
    asked: pieces(rows.reduce((sum, row) => sum + row.asked, 0)),
    pieces: pieces(rows.reduce((sum, row) => sum + row.pieces, 0)),
    rows,
  }))
}
