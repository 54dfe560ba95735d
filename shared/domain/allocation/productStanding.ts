import type { ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import type { AllocationDecision } from '../product/productState'
import type { ProductTerms } from '../terms'
import { allocatedPieces, allocationOf, claimsFor, isReceiving, type ProductAllocation } from './allocationOf'
import { availablePieces } from './decideAllocation'
import { askedSince } from './decidedShares'

/**
 * What a person has to do about one product at 对单, most pressing first.
 * 'stale': decided, but orders or goods changed since. 'more': decided, and since then more came or an order asked
 * for less, while somebody goes without. 'over': more than anybody asked for, and nobody has said what becomes of it.
 */
export const standingStates = ['undecided', 'stale', 'more', 'over', 'decided', 'receiving', 'full'] as const
export type StandingState = (typeof standingStates)[number]

export interface ProductStanding extends Omit<ProductAllocation, 'status'> {
  readonly productId: ProductId
  readonly product: ProductTerms
  readonly state: StandingState
  /** Pieces that households asked for and are not given. */
  readonly missing: Pieces
  /** Pieces that nobody gets and nobody has decided about. */
  readonly over: Pieces
}

/** Every product that was ordered or came: most pressing first, then by how much it is off, then by name. */
export function productStandings(fold: Fold): readonly ProductStanding[] {
  return fold
    .members('products')
    .flatMap((id) => standingOf(fold, id as ProductId) ?? [])
    .filter(({ ordered, good }) => ordered > 0 || good !== 0)
    .sort((a, b) => rank(a) - rank(b) || b.missing + b.over - (a.missing + a.over) || byName(a, b))
}

/** Undefined for a product that is not listed. */
export function standingOf(fold: Fold, productId: ProductId): ProductStanding | undefined {
  const state = fold.state('product', productId)
  if (!state?.product) return undefined
  const { status, ...allocation } = allocationOf(fold, productId)
  const decision = state.allocation
  const missing =
    decision === null ? Math.max(0, allocation.ordered - allocation.good) : missingPieces(fold, productId)
  const over = overToDecide(fold, productId)
  const more = decision !== null && missing > 0 && hasMoreToShare(fold, decision)
  return {
    ...allocation,
    productId,
    product: state.product,
    missing: pieces(missing),
    over,
    state:
      status === 'decided' && more
        ? 'more'
        : (status === 'full' || status === 'decided') && over > 0
          ? 'over'
          : status,
  }
}

/**
 * Over-receipt a person still has to decide about: on the floor, promised to nobody, asked for by nobody. Pieces
 * kept as surplus were decided; pieces noted as missing while packing are on the floor in the books alone.
 */
export function overToDecide(fold: Fold, productId: ProductId): Pieces {
  if (isReceiving(fold, productId)) return pieces(0)
  const { floor, outstanding } = allocationOf(fold, productId)
  const state = fold.state('product', productId)
  const kept = state?.overs.filter(({ as }) => as === 'surplus') ?? []
  const missing = state?.shorted.filter(({ reason }) => reason === 'none-left') ?? []
  const spoken = [...kept, ...missing].reduce((sum, one) => sum + one.pieces, 0)
  const wanted = state?.allocation ? missingPieces(fold, productId) : 0
  return pieces(Math.max(0, floor - outstanding - spoken - wanted))
}

/** More goods than were shared out, or pieces that an order which was given them asks for no more. */
function hasMoreToShare(fold: Fold, decision: AllocationDecision): boolean {
  if (availablePieces(fold, decision.productId) > decision.available) return true
  return decision.shares.some(({ orderId, pieces }) => {
    if (pieces === 0) return false
    const order = fold.state('order', orderId)?.order
    return !order || order.cancelled || askedSince(fold, decision, order).freed > 0
  })
}

function missingPieces(fold: Fold, productId: ProductId): number {
  return claimsFor(fold, productId).reduce(
    (sum, claimed) => sum + claimed.need.pieces - allocatedPieces(fold, claimed),
    0,
  )
}

function rank({ state }: ProductStanding): number {
  return standingStates.indexOf(state)
}

function byName(a: ProductStanding, b: ProductStanding): number {
  if (a.product.name !== b.product.name) return a.product.name < b.product.name ? -1 : 1
  return a.productId < b.productId ? -1 : 1
}
