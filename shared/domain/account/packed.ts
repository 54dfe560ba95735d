import type { BagId, HouseholdId, ProductId } from '../../kernel/ids'
import { type Grams, grams } from '../../kernel/quantity'
import { contentOf } from '../bag/bagState'
import { nominalPieces } from '../bag/leftOfItems'
import type { Fold } from '../fold/fold'

/** What the bags of one household hold of one product, over all its bags. */
export interface Packed {
  /** Pieces put, whatever became of them. */
  readonly put: number
  readonly refused: number
  /** Weight of what was kept; null while a portion has only its nominal weight or the goods have none. */
  readonly keptGrams: Grams | null
  /** Bags with some of it, in order. */
  readonly bagIds: readonly BagId[]
}

export function packedOf(fold: Fold, householdId: HouseholdId, productId: ProductId): Packed {
  let put = 0
  let refused = 0
  let kept = 0
  let weighed = true
  const bagIds: BagId[] = []
  for (const bagId of [...fold.members(`bags-of:${householdId}`)].sort()) {
    const bag = fold.state('bag', bagId)
    const items = bag?.items.filter((item) => item.goods.productId === productId) ?? []
    if (!bag || items.length === 0) continue
    bagIds.push(bag.bagId)
    put += items.reduce((sum, item) => sum + item.goods.pieces, 0)
    for (const { goods } of bag.refused) if (goods.productId === productId) refused += goods.pieces
    kept += contentOf(bag, productId).grams
    if (items.some((item) => item.weight === null) || nominalPieces(bag, productId) > 0) weighed = false
  }
  return { put, refused, keptGrams: weighed && put > 0 ? grams(kept) : null, bagIds }
}
