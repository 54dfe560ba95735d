import type { HouseholdId, ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { stockAt } from '../stock/onHand'
import type { AllocationPolicy, Share } from '../terms'
import { claimsFor } from './allocationOf'
import { claimsToAllocate, lineKey } from './claimsToAllocate'

export interface DecideAllocation {
  readonly productId: ProductId
  readonly policy: AllocationPolicy
  readonly shares: readonly Share[]
}

/**
 * 配货: a person confirmed who is shorted. Shares cover every active line, never exceed what there is, and take
 * nothing back that is in a bag.
 */
export const decideAllocation: Decide<DecideAllocation> = ({ fold }, { productId, policy, shares }) => {
  if (!fold.state('product', productId)?.product) return refuse('product-unknown')
  const { available: there, claims } = claimsToAllocate(fold, productId)
  const claimAt = new Map(claims.map((claim) => [lineKey(claim), claim]))
  if (shares.length !== claimAt.size) return refuse('shares-do-not-add-up')
  const spare = new Map<HouseholdId, number>()
  for (const share of shares) {
    const claim = claimAt.get(lineKey(share))
    if (!claim || share.pieces < 0 || share.pieces > claim.asked) return refuse('shares-do-not-add-up')
    const { householdId, already } = claim
    spare.set(householdId, (spare.get(householdId) ?? 0) + share.pieces - already)
    claimAt.delete(lineKey(share))
  }
  if ([...spare.values()].some((more) => more < 0)) return refuse('share-below-put')
  if (shares.reduce((sum, share) => sum + share.pieces, 0) > there) return refuse('more-than-there')
  const available = availablePieces(fold, productId)
  const askedAt = new Map(
    claimsFor(fold, productId).map(({ order, need }) => [
      lineKey({ orderId: order.orderId, line: need.line }),
      need.pieces,
    ]),
  )
  const decided = shares.map((share) => ({ ...share, asked: askedAt.get(lineKey(share)) ?? share.pieces }))
  return facts({ kind: 'AllocationDecided', v: 1, productId, policy, available, shares: decided })
}

/** Good pieces that can be shared out: still on the floor, or already in somebody's bag. */
export function availablePieces(fold: Fold, productId: ProductId): Pieces {
  const on = (place: 'floor' | 'bags' | 'handed') => stockAt(fold, place, productId).pieces
  return pieces(Math.max(0, on('floor') + on('bags') + on('handed')))
}
