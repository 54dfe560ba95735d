import type { ProductId } from '../../kernel/ids'
import { allocationOf } from '../allocation/allocationOf'
import type { Fold } from '../fold/fold'
import type { Refusal } from '../refusals'

export type SortingObstacle = Extract<
  Refusal,
  'product-unknown' | 'not-received' | 'receiving-unfinished' | 'not-allocated'
>

/** Why a product cannot be packed yet, whoever it is for; null when it can. */
export function sortingObstacle(fold: Fold, productId: ProductId): SortingObstacle | null {
  if (!fold.state('product', productId)?.product) return 'product-unknown'
  const allocation = allocationOf(fold, productId)
  if (allocation.good === 0 && allocation.put === 0) return 'not-received'
  if (allocation.status === 'receiving') return 'receiving-unfinished'
  if (allocation.status === 'undecided' || allocation.status === 'stale') return 'not-allocated'
  return null
}
