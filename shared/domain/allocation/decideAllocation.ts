import type { ProductId } from '../../kernel/ids'
import type { Pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import { stockAt } from '../stock/onHand'
import type { AllocationPolicy, Share } from '../terms'
import { claimsFor } from './allocationOf'

export interface DecideAllocation {
  readonly productId: ProductId
  readonly policy: AllocationPolicy
  readonly shares: readonly Share[]
}

/** 配货: a person confirmed who is shorted. Shares cover every active line and never exceed what there is. */
export const decideAllocation: Decide<DecideAllocation> = ({ fold }, { productId, policy, shares }) => {
  if (!fold.state('product', productId)?.product) return refuse('product-unknown')
  const claims = claimsFor(fold, productId)
  const asked = new Map(claims.map(({ order, need }) => [`${order.orderId}|${need.line}`, need.pieces]))
  if (shares.length !== asked.size) return refuse('shares-do-not-add-up')
  for (const share of shares) {
    const most = asked.get(`${share.orderId}|${share.line}`)
    if (most === undefined || share.pieces < 0 || share.pieces > most) return refuse('shares-do-not-add-up')
  }
  const available = availablePieces(fold, productId)
  if (shares.reduce((sum, share) => sum + share.pieces, 0) > available) return refuse('more-than-there')
  return facts({ kind: 'AllocationDecided', v: 1, productId, policy, available, shares })
}

/** Good pieces that can be shared out: still on the floor, or already in somebody's bag. */
export function availablePieces(fold: Parameters<typeof stockAt>[0], productId: ProductId): Pieces {
  const on = (place: 'floor' | 'bags' | 'handed') => stockAt(fold, place, productId).pieces
  return Math.max(0, on('floor') + on('bags') + on('handed')) as Pieces
}
