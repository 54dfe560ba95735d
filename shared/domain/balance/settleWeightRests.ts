import type { ProductId } from '../../kernel/ids'
import { type At, type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { stockAt } from '../stock/onHand'
import { balances } from './balanceOf'
import { explainDifference } from './explainDifference'

/** Share of what came in that scales, drip and drying may differ by before it is worth a look. */
const mostShare = 0.03

export interface WeightRest {
  readonly productId: ProductId
  /** Counted minus theory, grams. */
  readonly grams: number
}

/** Weighed goods whose count differs from the books by no more than scales do. */
export function weightRests(fold: Fold): readonly WeightRest[] {
  return balances(fold).flatMap(({ productId, status, difference }) => {
    if (status !== 'differs' || difference === null || difference.grams === 0) return []
    const came = stockAt(fold, 'received', productId).grams
    const small = Math.abs(difference.grams) <= came * mostShare
    return small ? [{ productId, grams: difference.grams }] : []
  })
}

/** 尾差: each small rest becomes loss or goods found, with its own discrepancy. */
export const settleWeightRests: Decide<Record<never, never>> = (at: At) => {
  const rests = weightRests(at.fold)
  if (rests.length === 0) return refuse('nothing-changed')
  const list = rests.flatMap(({ productId, grams }) => {
    const explanation = grams < 0 ? 'loss' : 'found'
    const settled = explainDifference(at, { productId, explanation, householdId: null })
    return settled.ok ? settled.facts : []
  })
  return list.length === 0 ? refuse('nothing-changed') : facts(...list)
}
