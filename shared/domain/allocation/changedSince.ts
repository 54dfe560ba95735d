import type { HouseholdId, OrderId, ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import { claimsFor } from './allocationOf'
import { availablePieces } from './decideAllocation'
import { askedSince } from './decidedShares'

/** What is different from when the shares of a product were decided. */
export interface ChangedSince {
  readonly availableThen: Pieces
  readonly availableNow: Pieces
  /** Households that ask and were not there: late orders, or lines added since. */
  readonly joined: readonly HouseholdId[]
  /** Orders that had a share and ask no more. */
  readonly gone: number
  /** Orders that now ask for less than they were given. */
  readonly less: number
  /** Orders that now ask for more than when it was decided. */
  readonly more: number
}

/** Undefined where nothing was decided, or nothing changed since. */
export function changedSince(fold: Fold, productId: ProductId): ChangedSince | undefined {
  const decision = fold.state('product', productId)?.allocation
  if (!decision) return undefined
  const joined = new Set<HouseholdId>()
  const [less, more, asking] = [new Set<OrderId>(), new Set<OrderId>(), new Set<OrderId>()]
  for (const { order, householdId } of claimsFor(fold, productId)) {
    const since = askedSince(fold, decision, order)
    asking.add(order.orderId)
    if (!since.known) joined.add(householdId)
    else if (since.freed > 0) less.add(order.orderId)
    else if (since.more > 0) more.add(order.orderId)
  }
  const given = decision.shares.filter((share) => share.pieces > 0).map(({ orderId }) => orderId)
  const gone = new Set(given.filter((orderId) => !asking.has(orderId))).size
  const availableNow = availablePieces(fold, productId)
  const availableThen = pieces(decision.available)
  const changed = [joined.size, gone, less.size, more.size].some((n) => n > 0)
  if (availableNow === availableThen && !changed) return undefined
  return { availableThen, availableNow, joined: [...joined], gone, less: less.size, more: more.size }
}
