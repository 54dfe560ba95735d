import type { ProductId } from '../../kernel/ids'
import { type Grams, noGrams, noPieces, type Pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import type { FactOf } from '../facts'
import type { Fold } from '../fold/fold'
import { stockAt } from '../stock/onHand'
import { balances, type ProductBalance } from './balanceOf'

export interface CountedProduct {
  readonly productId: ProductId
  readonly pieces: Pieces
  /** The weighed rest, for goods sold by weight. */
  readonly grams: Grams | null
}

/** 结存: what was counted on the floor, against what the books say. */
export const checkBalance: Decide<{ readonly counted: readonly CountedProduct[] }> = (
  { fold },
  { counted },
) => {
  const checks: FactOf<'BalanceChecked'>[] = []
  for (const { productId, pieces, grams } of counted) {
    const product = fold.state('product', productId)?.product
    if (!product) return refuse('product-unknown')
    if (pieces < 0 || (grams ?? 0) < 0) return refuse('count-below-zero')
    if (product.sale.by === 'weight' && grams === null) return refuse('weight-needed')
    const theory = stockAt(fold, 'floor', productId)
    checks.push({
      kind: 'BalanceChecked',
      v: 1,
      productId,
      theoryPieces: theory.pieces,
      theoryGrams: product.sale.by === 'weight' ? theory.grams : null,
      countedPieces: pieces,
      countedGrams: grams,
    })
  }
  return checks.length === 0 ? refuse('nothing-changed') : facts(...checks)
}

/**
 * Places that should be empty and that nobody counted yet. Of goods by weight no portion is left; a rest of grams in
 * the books is what the scales differed by, and shows as a difference once the place is confirmed to be empty.
 */
export function emptyPlaces(fold: Fold): readonly ProductBalance[] {
  return balances(fold).filter(({ status, theory }) => status === 'uncounted' && theory.pieces === 0)
}

/** One look at the empty places: each is counted as zero. */
export const confirmEmptyFloor: Decide<Record<never, never>> = (at) => {
  const counted = emptyPlaces(at.fold).map(({ productId }) => {
    const byWeight = at.fold.state('product', productId)?.product?.sale.by === 'weight'
    return { productId, pieces: noPieces, grams: byWeight ? noGrams : null }
  })
  return checkBalance(at, { counted })
}
