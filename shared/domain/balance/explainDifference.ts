import type { BagId, DiscrepancyId, HouseholdId, LotId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import { type At, type Decide, type Decided, facts, refuse } from '../decide'
import type { Fact } from '../facts'
import { findGoods, takeFrom } from '../stock/moveGoods'
import type { Responsible } from '../terms'
import { balanceOf } from './balanceOf'
import { type TakenBack, takeBackPut } from './takeBackPut'

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
 * More on the floor: a put that was booked twice (voided, where the household is known), or goods found.
 */
export const explainDifference: Decide<ExplainDifference> = (at, args) => {
  const { difference, status, theory, check } = balanceOf(at.fold, args.productId)
  if (difference === null || check === null) return refuse('balance-uncounted')
  if (status === 'agrees') return refuse('nothing-changed')
  const missing = difference.pieces < 0 || difference.grams < 0
  // Goods by weight balance by weight; the portions that go with it follow the count.
  const portions = difference.grams === 0 ? difference.pieces : check.countedPieces - theory.pieces
  const size: Size = {
    pieces: pieces(missing ? Math.max(0, Math.min(-portions, theory.pieces)) : Math.max(0, portions)),
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
  const { productId, explanation, householdId } = args
  if (explanation !== 'double-put' && explanation !== 'found' && explanation !== 'wrong-slot')
    return refuse('balance-differs')
  const back =
    explanation === 'double-put' && householdId !== null
      ? takeBackPut(at.fold, { productId, householdId, reason: explanation }, size)
      : null
  if (explanation === 'double-put' && householdId !== null && back === null) return refuse('not-in-bag')
  const rest = restOf(at, args, { size, back })
  if (!rest.ok) return rest
  return facts(...(back?.facts ?? []), ...rest.facts, note(at, args, size, back?.bagId ?? null))
}

/** What the put that was taken back does not explain: found, or, where it weighed more, lost. */
function restOf(
  at: At,
  { productId, explanation }: ExplainDifference,
  { size, back }: { readonly size: Size; readonly back: TakenBack | null },
): Decided {
  const more = size.pieces - (back?.pieces ?? 0)
  const moreGrams = size.grams === null ? null : size.grams - (back?.grams ?? 0)
  const found = findGoods(at, {
    productId,
    pieces: pieces(Math.max(0, more)),
    grams: moreGrams === null ? null : grams(Math.max(0, moreGrams)),
    lotId: null,
    reason: explanation,
  })
  const lost = moreGrams !== null && moreGrams < 0 ? grams(-moreGrams) : null
  if (lost !== null)
    return facts({
      kind: 'GoodsWrittenOff',
      v: 1,
      goods: { productId, lotId: anyLot(at, productId), pieces: pieces(0), grams: lost },
      from: 'floor',
      reason: 'loss',
    })
  return found.ok || back === null ? found : facts()
}

function anyLot({ fold }: At, productId: ProductId): LotId {
  return (fold.members(`lots-of:${productId}`).toSorted()[0] ?? `found/${productId}/-`) as LotId
}

function note(at: At, args: ExplainDifference, size: Size, bagId: BagId | null = null): Fact {
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
    bagId,
    deliveryId: null,
    pieces: size.pieces,
    grams: size.grams,
    reason: args.explanation,
    responsible,
  }
}
