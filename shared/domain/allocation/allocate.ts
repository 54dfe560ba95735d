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
  readonly householdId: HouseholdId
  readonly participateNo: number
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
      readonly rows: readonly ExplainedShare[]
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

  const rows: Row[] = []
  let locked = 0
  sorted.forEach((claim, at) => {
    if (claim.locked === null) rows.push(rowOf(claim, at))
    else locked += claim.locked
  })
  const there = Math.max(0, available)
  if (locked > there)
    return { ok: false, refusal: 'locked-exceeds-available', excess: pieces(locked - there) }
  const free = there - locked
  const packed = rows.reduce((sum, row) => sum + row.floor, 0)
  if (packed > free) return { ok: false, refusal: 'packed-exceeds-available', excess: pieces(packed - free) }

  const dealtAt: (Dealt | undefined)[] = sorted.map(() => undefined)
  for (const dealt of deal(policy, { rows, free, neverComplete: keptIncomplete(sorted) }))
    dealtAt[dealt.at] = dealt
  const explained = sorted.map((claim, at) => explain(claim, dealtAt[at]))
  const given = pieces(explained.reduce((sum, share) => sum + share.pieces, 0))
  return { ok: true, policy, available, given, rows: explained }
}

type Accepted = Extract<AllocationProposal, { readonly ok: true }>

/** The shares as a decision records them. */
export function sharesOf({ rows }: Accepted): readonly Share[] {
  return rows.map(({ orderId, line, pieces, locked }) => ({ orderId, line, pieces, locked }))
}

/** By 跟团号 of each household's first line: the preview with its explanations. */
export function householdsOf({ rows }: Accepted): readonly HouseholdShare[] {
  const households = new Map<HouseholdId, ExplainedShare[]>()
  for (const row of rows) {
    const known = households.get(row.householdId)
    if (known) known.push(row)
    else households.set(row.householdId, [row])
  }
  return [...households].map(([householdId, own]) => ({
    householdId,
    participateNo: own[0]?.participateNo ?? 0,
    asked: pieces(own.reduce((sum, row) => sum + row.asked, 0)),
    pieces: pieces(own.reduce((sum, row) => sum + row.pieces, 0)),
    rows: own,
  }))
}

function lockFault({ locked, asked, already }: Claim): 'locked-above-asked' | 'locked-below-packed' | null {
  if (locked === null) return null
  if (locked > asked || locked < 0) return 'locked-above-asked'
  return locked < Math.min(already, asked) ? 'locked-below-packed' : null
}

function rowOf(claim: Claim, at: number): Row {
  const cap = Math.max(0, claim.asked)
  return { claim, at, floor: Math.max(0, Math.min(claim.already, cap)), cap }
}

function deal(
  policy: AllocationPolicy,
  table: Parameters<(typeof deals)['order-time']>[0],
): readonly Dealt[] {
  const most = table.rows.reduce((sum, row) => sum + row.cap, 0)
  if (most <= table.free)
    return table.rows.map(({ at, cap }) => ({ at, pieces: cap, because: { reason: 'enough' } }))
  return deals[policy](table)
}

function keptIncomplete(claims: readonly Claim[]): ReadonlySet<string> {
  const short = claims.filter((claim) => claim.locked !== null && claim.locked < claim.asked)
  return new Set(short.map((claim) => claim.householdId))
}

function explain(claim: Claim, dealt: Dealt | undefined): ExplainedShare {
  const { orderId, line, householdId, participateNo, asked } = claim
  return {
    orderId,
    line,
    householdId,
    participateNo,
    asked,
    pieces: pieces(dealt?.pieces ?? claim.locked ?? 0),
    locked: claim.locked !== null,
    because: dealt?.because ?? { reason: 'locked' },
  }
}
