import type { DiscrepancyId, HouseholdId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import { type At, type Decide, type Decided, facts, refuse } from '../decide'
import type { Fact } from '../facts'
import { findGoods, takeFrom } from '../stock/moveGoods'
import type { Responsible } from '../terms'
import { balanceOf } from './balanceOf'

/** What usually explains a difference on the floor. Each is one key, and each leaves a discrepancy behind. */
export const explanations = [
  'uncounted-damage',
  'wrong-slot',
  'double-put',
  'short-receipt',
  'loss',
  'found',
] as const
export type Explanation = (typeof explanations)[number]

export interface ExplainDifference {
  readonly productId: ProductId
  readonly explanation: Explanation
  readonly householdId: HouseholdId | null
}

/**
 * Brings theory to what was counted by the fact that was missing, and notes why.
 * Less on the floor than the books say: damage, a short receipt, a household that got it, or loss.
 * More on the floor: a put that was booked twice, or goods found.
 */
export const explainDifference: Decide<ExplainDifference> = (at, args) => {
  const { difference, status } = balanceOf(at.fold, args.productId)
  if (difference === null) return refuse('balance-uncounted')
  if (status === 'agrees') return refuse('nothing-changed')
  const missing = difference.pieces < 0 || difference.grams < 0
  const size: Size = {
    pieces: pieces(Math.abs(difference.pieces)),
    grams: difference.grams === 0 ? null : grams(Math.abs(difference.grams)),
  }
  return missing ? explainMissing(at, args, size) : explainExtra(at, args, size)
}

interface Size {
  readonly pieces: Pieces
  readonly grams: Grams | null
}

const lostAs = {
  'uncounted-damage': 'damaged',
  'short-receipt': 'missing',
  'wrong-slot': 'missing',
  loss: 'loss',
} as const

function explainMissing(
  at: At,
  { productId, explanation, householdId }: ExplainDifference,
  size: Size,
): Decided {
  if (explanation === 'double-put' || explanation === 'found') return refuse('balance-differs')
  const parts = takeFrom(at.fold, 'floor', { productId, ...size })
  if (typeof parts === 'string') return refuse(parts)
  const moves = parts.map(
    (goods): Fact => ({ kind: 'GoodsWrittenOff', v: 1, goods, from: 'floor', reason: lostAs[explanation] }),
  )
  return facts(...moves, note(at, { productId, explanation, householdId }, size))
}

function explainExtra(at: At, args: ExplainDifference, size: Size): Decided {
  if (args.explanation !== 'double-put' && args.explanation !== 'found' && args.explanation !== 'wrong-slot')
    return refuse('balance-differs')
  const { productId, explanation } = args
  const found = findGoods(at, { productId, ...size, lotId: null, reason: explanation })
  if (!found.ok) return found
  return facts(...found.facts, note(at, args, size))
}

function note(at: At, args: ExplainDifference, size: Size): Fact {
  const responsible: Responsible =
    args.explanation === 'short-receipt' || args.explanation === 'uncounted-damage' ? 'supplier' : 'point'
  return {
    kind: 'DiscrepancyNoted',
    v: 1,
    discrepancyId: `balance/${args.productId}/${at.newId()}` as DiscrepancyId,
    roundId: at.roundId,
    what: 'balance',
    productId: args.productId,
    householdId: args.householdId,
    bagId: null,
    deliveryId: null,
    pieces: size.pieces,
    grams: size.grams,
    reason: args.explanation,
    responsible,
  }
}
