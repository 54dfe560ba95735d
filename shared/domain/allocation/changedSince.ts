import type { HouseholdId, ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import { claimsFor } from './allocationOf'
import { lineKey } from './claimsToAllocate'
import { availablePieces } from './decideAllocation'

/** What is different from when the shares of a product were decided. */
export interface ChangedSince {
  readonly availableThen: Pieces
  readonly availableNow: Pieces
  /** Households that ask and were not there: late orders, or lines added since. */
  readonly joined: readonly HouseholdId[]
  /** Lines that had a share and ask no more. */
  readonly gone: number
  /** Lines that now ask for less than they were given. */
  readonly less: number
}

/** Undefined where nothing was decided, or nothing changed since. */
export function changedSince(fold: Fold, productId: ProductId): ChangedSince | undefined {
  const decision = fold.state('product', productId)?.allocation
  if (!decision) return undefined
  const shares = new Map(decision.shares.map((share) => [lineKey(share), share.pieces]))
  const joined = new Set<HouseholdId>()
  let less = 0
  for (const { order, householdId, need } of claimsFor(fold, productId)) {
    const key = lineKey({ orderId: order.orderId, line: need.line })
    const share = shares.get(key)
    if (share === undefined) joined.add(householdId)
    else if (share > need.pieces) less += 1
    shares.delete(key)
  }
  const gone = [...shares.values()].filter((share) => share > 0).length
  const availableNow = availablePieces(fold, productId)
  const availableThen = pieces(decision.available)
  if (availableNow === availableThen && joined.size === 0 && gone === 0 && less === 0) return undefined
  return { availableThen, availableNow, joined: [...joined], gone, less }
}
