import {
  type AllocationProposal,
  allocate,
  type HouseholdShare,
  householdsOf,
} from '../../../shared/domain/allocation/allocate'
import { allocatedPieces, claimsFor } from '../../../shared/domain/allocation/allocationOf'
import type { Claim } from '../../../shared/domain/allocation/claim'
import {
  type AllocationChoices,
  claimsToAllocate,
  lineKey,
} from '../../../shared/domain/allocation/claimsToAllocate'
import type { Fold } from '../../../shared/domain/fold/fold'
import { type AllocationPolicy, allocationPolicies } from '../../../shared/domain/terms'
import type { HouseholdId, ProductId } from '../../../shared/kernel/ids'
import { type Fen, fen, partOfFen } from '../../../shared/kernel/money'
import { type Pieces, pieces } from '../../../shared/kernel/quantity'

/** What one policy would do. */
export interface PolicyOutcome {
  readonly policy: AllocationPolicy
  readonly proposal: AllocationProposal
  /** Empty where the policy cannot be applied. */
  readonly shares: ReadonlyMap<HouseholdId, HouseholdShare>
  readonly full: number
  readonly part: number
  readonly none: number
}

/** One household of a short product. */
export interface AllocationRow {
  readonly householdId: HouseholdId
  readonly participateNo: number
  readonly asked: Pieces
  readonly packed: Pieces
  readonly locked: boolean
  readonly favoured: boolean
  /** What stands decided; null before the first decision. */
  readonly now: Pieces | null
  readonly claims: readonly Claim[]
}

export interface AllocationView {
  readonly ordered: Pieces
  readonly available: Pieces
  readonly rows: readonly AllocationRow[]
  readonly outcomes: readonly PolicyOutcome[]
  /** Money that goes back to a household that gets `share`. */
  refundOf(share: HouseholdShare): Fen
}

/** Every policy side by side, with the rows a person set by hand. */
export function allocationView(fold: Fold, productId: ProductId, choices: AllocationChoices): AllocationView {
  const { available, claims } = claimsToAllocate(fold, productId, choices)
  const amounts = new Map(
    claimsFor(fold, productId).map(({ order, need }) => [
      lineKey({ orderId: order.orderId, line: need.line }),
      need.amountFen,
    ]),
  )
  return {
    ordered: pieces(claims.reduce((sum, claim) => sum + claim.asked, 0)),
    available,
    rows: rowsOf(fold, productId, claims, choices),
    outcomes: allocationPolicies.map((policy) => outcomeOf(policy, allocate({ policy, available, claims }))),
    refundOf: (share) =>
      fen(
        share.rows.reduce((sum, row) => {
          const amount = amounts.get(lineKey(row)) ?? fen(0)
          return sum + amount - partOfFen(amount, row.pieces, row.asked)
        }, 0),
      ),
  }
}

function outcomeOf(policy: AllocationPolicy, proposal: AllocationProposal): PolicyOutcome {
  const households = proposal.ok ? householdsOf(proposal) : []
  const none = households.filter((share) => share.pieces === 0 && share.asked > 0).length
  const full = households.filter((share) => share.pieces === share.asked).length
  const shares = new Map(households.map((share) => [share.householdId, share]))
  return { policy, proposal, shares, full, part: households.length - full - none, none }
}

function rowsOf(
  fold: Fold,
  productId: ProductId,
  claims: readonly Claim[],
  { favoured }: AllocationChoices,
): readonly AllocationRow[] {
  const decided = fold.state('product', productId)?.allocation != null
  const now = new Map<HouseholdId, number>()
  if (decided)
    for (const claimed of claimsFor(fold, productId))
      now.set(claimed.householdId, (now.get(claimed.householdId) ?? 0) + allocatedPieces(fold, claimed))
  const households = new Map<HouseholdId, Claim[]>()
  for (const claim of claims) {
    const own = households.get(claim.householdId)
    if (own) own.push(claim)
    else households.set(claim.householdId, [claim])
  }
  return [...households].map(([householdId, own]) => ({
    householdId,
    participateNo: own[0]?.participateNo ?? 0,
    asked: pieces(own.reduce((sum, claim) => sum + claim.asked, 0)),
    packed: pieces(own.reduce((sum, claim) => sum + claim.already, 0)),
    locked: own.every((claim) => claim.locked !== null),
    favoured: favoured.has(householdId),
    now: decided ? pieces(now.get(householdId) ?? 0) : null,
    claims: own,
  }))
}

/** What goes back to everybody under one policy. */
export function refundTotal(view: AllocationView, outcome: PolicyOutcome): Fen {
  return fen([...outcome.shares.values()].reduce((sum, share) => sum + view.refundOf(share), 0))
}
