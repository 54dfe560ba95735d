import type { FactId } from '../../kernel/ids'
import type { Fold } from '../fold/fold'
import type { Recorded } from '../fold/recorded'
import { neededGoods } from '../order/neededGoods'
import type { Refusal } from '../refusals'
import { stockKey } from '../stock/amount'

/** What an undo would do to the tallies, and the facts it takes back together. */
export interface Undoing {
  readonly changes: ReadonlyMap<string, number>
  readonly together: ReadonlySet<FactId>
}

/**
 * An order that was packed is not taken back under its bags: it is amended or cancelled instead, and what is in the
 * bags shows up as a task.
 */
export function packedSince(fold: Fold, { fact }: Recorded, { changes }: Undoing): Refusal | null {
  if (fact.kind !== 'OrderPlaced' && fact.kind !== 'OrderAmended') return null
  const now = fold.state('order', fact.order.orderId)?.order
  if (!now) return null
  const household = fold.householdOf(now.householdId)
  const isPacked = neededGoods(now).some(({ productId }) => {
    const key = `ordered:${productId}:${household}`
    const change = changes.get(key) ?? 0
    return change < 0 && fold.tally(`put:${productId}:${household}`) > fold.tally(key) + change
  })
  return isPacked ? 'packed-since' : null
}

/** A product is not taken off the list while somebody ordered it or some of it came. */
export function listingUsedSince(
  fold: Fold,
  { fact }: Recorded,
  { changes, together }: Undoing,
): Refusal | null {
  if (fact.kind !== 'ProductListed') return null
  const { productId } = fact.product
  const listings = fold.history('product', productId).filter((one) => one.fact.kind === 'ProductListed')
  if (listings.some(({ factId }) => !together.has(factId))) return null
  const left = (key: string) => fold.tally(key) + (changes.get(key) ?? 0)
  if (left(`ordered:${productId}`) > 0) return 'orders-since'
  const came = (['received', 'found'] as const).some((from) => left(stockKey(productId, from, 'pieces')) > 0)
  return came ? 'goods-counted-since' : null
}
