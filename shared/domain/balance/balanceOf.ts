import type { ProductId } from '../../kernel/ids'
import { grams, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import type { BalanceCheck } from '../product/productState'
import { type Amount, noAmount } from '../stock/amount'
import { stockAt } from '../stock/onHand'

/** 实际库存 = 理论剩余库存, for one product. */
export interface ProductBalance {
  readonly productId: ProductId
  /** What the books say is on the floor, now. Grams stay 0 for goods sold by piece. */
  readonly theory: Amount
  readonly check: BalanceCheck | null
  /** Counted minus theory; null until counted. */
  readonly difference: Amount | null
  readonly status: 'uncounted' | 'agrees' | 'differs'
}

/** Goods by weight are weighed on the floor, goods by piece are counted. */
export function balanceOf(fold: Fold, productId: ProductId): ProductBalance {
  const state = fold.state('product', productId)
  const theory = stockAt(fold, 'floor', productId)
  const check = state?.balance ?? null
  if (check === null) return { productId, theory, check, difference: null, status: 'uncounted' }
  const byWeight = state?.product?.sale.by === 'weight'
  const difference = byWeight
    ? { ...noAmount, grams: grams((check.countedGrams ?? 0) - theory.grams) }
    : { ...noAmount, pieces: pieces(check.countedPieces - theory.pieces) }
  if (difference.pieces === 0 && difference.grams === 0)
    return { productId, theory, check, difference, status: 'agrees' }
  // Goods moved since the count and nobody explained the difference by it: the count says nothing any more.
  if (hasMovedSince(check, theory, byWeight))
    return { productId, theory, check, difference: null, status: 'uncounted' }
  return { productId, theory, check, difference, status: 'differs' }
}

function hasMovedSince(check: BalanceCheck, theory: Amount, byWeight: boolean): boolean {
  return byWeight ? theory.grams !== check.theoryGrams : theory.pieces !== check.theoryPieces
}

/** Products that ever came in, with their balance. */
export function balances(fold: Fold): readonly ProductBalance[] {
  return fold
    .members('products')
    .map((id) => id as ProductId)
    .filter((productId) => {
      const came = stockAt(fold, 'received', productId)
      const found = stockAt(fold, 'found', productId)
      return came.pieces + came.grams + found.pieces + found.grams > 0
    })
    .map((productId) => balanceOf(fold, productId))
}
