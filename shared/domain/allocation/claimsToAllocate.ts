import type { HouseholdId, ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import type { AllocationDecision } from '../product/productState'
import { stockAt } from '../stock/onHand'
import { allocatedPieces, allocationOf, type Claimed, claimsFor, hostGetsNothing } from './allocationOf'
import type { Claim } from './claim'
import { lineShare } from './decidedShares'

/** What a person chose on the screen before anything is decided. */
export interface AllocationChoices {
  /** Pieces set by hand per line (`lineKey`); null lets the policy move a row that a decision had locked. */
  readonly locks: ReadonlyMap<string, Pieces | null>
  /** Households marked to come first under 'priority'. */
  readonly favoured: ReadonlySet<HouseholdId>
}

export const noChoices: AllocationChoices = { locks: new Map(), favoured: new Set() }

/** What `allocate` asks for, from the round as it stands. */
export interface ToAllocate {
  /** Good pieces for these claims: on the floor, or settled already with one of their households. */
  readonly available: Pieces
  /** By 跟团号, one per active line. */
  readonly claims: readonly Claim[]
}

/** Names one order line in a decision. */
export function lineKey(claim: Pick<Claim, 'orderId' | 'line'>): string {
  return `${claim.orderId}|${claim.line}`
}

/**
 * The claims on one product. What is in a household's bags, or was noted as missing while packing, is settled:
 * no policy takes it back, and no other household gets that piece a second time. Pieces in the bags of households
 * that do not ask for them (packed, then cancelled) can be given to nobody until a person takes them out.
 * A gift whose host line gets nothing asks for nothing.
 */
export function claimsToAllocate(
  fold: Fold,
  productId: ProductId,
  { locks, favoured }: AllocationChoices = noChoices,
): ToAllocate {
  const claimed = claimsFor(fold, productId)
  const settled = settledPieces(fold, productId, claimed)
  const decision = fold.state('product', productId)?.allocation ?? null
  const shorts = shortsByHousehold(fold)
  let already = 0
  const claims = claimed.map((one, i): Claim => {
    const { order, householdId, need } = one
    const { orderId, participateNo, placedAtMs } = order
    const key = lineKey({ orderId, line: need.line })
    const asked = askedBy(fold, one)
    const mine = settled[i] ?? pieces(0)
    already += mine
    const chosen = locks.get(key)
    const lock = chosen === undefined ? lockBefore(fold, decision, one) : chosen
    const rank = favoured.has(householdId) ? 1 : isPaid(fold, householdId) ? 2 : undefined
    return {
      ...{ orderId, line: need.line, householdId, participateNo, placedAtMs, asked, already: mine },
      locked: lock === null ? null : pieces(Math.max(mine, Math.min(lock, asked))),
      waitsFor: (shorts.get(householdId) ?? []).filter((short) => short !== productId),
      ...(rank === undefined ? {} : { priority: rank }),
    }
  })
  const floor = Math.max(0, stockAt(fold, 'floor', productId).pieces)
  return { available: pieces(floor + already), claims }
}

/** Pieces of each claim that are in a bag, or missing for good; a household's come to its first lines first. */
export function settledPieces(
  fold: Fold,
  productId: ProductId,
  claimed: readonly Claimed[],
): readonly Pieces[] {
  const left = new Map<HouseholdId, number>()
  return claimed.map((one) => {
    const { householdId } = one
    const rest =
      left.get(householdId) ??
      fold.tally(`put:${productId}:${householdId}`) + fold.tally(`shorted:${productId}:${householdId}`)
    const mine = Math.max(0, Math.min(rest, askedBy(fold, one)))
    left.set(householdId, rest - mine)
    return pieces(mine)
  })
}

/** Products that a household will not get, or may not get, all it asked for. */
export function shortsByHousehold(fold: Fold): ReadonlyMap<HouseholdId, readonly ProductId[]> {
  const shorts = fold.members('products').flatMap((id) => {
    const productId = id as ProductId
    const { status } = allocationOf(fold, productId)
    const decision = fold.state('product', id)?.allocation ?? null
    return status === 'full' ? [] : [{ productId, decision, open: status !== 'decided' }]
  })
  const deps: unknown[] = []
  for (const { productId, decision, open } of shorts)
    deps.push(
      productId,
      decision,
      open,
      fold.indexVersion(`orders-for:${productId}`),
      fold.tally(`ordered:${productId}`),
    )
  return fold.memo('shorts-by-household', deps, () => {
    const waits = new Map<HouseholdId, ProductId[]>()
    for (const { productId, open } of shorts)
      for (const householdId of shortHouseholds(fold, productId, open)) {
        const known = waits.get(householdId)
        if (known) known.push(productId)
        else waits.set(householdId, [productId])
      }
    return waits
  })
}

function shortHouseholds(fold: Fold, productId: ProductId, open: boolean): ReadonlySet<HouseholdId> {
  const short = new Set<HouseholdId>()
  for (const claimed of claimsFor(fold, productId))
    if (open || allocatedPieces(fold, claimed) < claimed.need.pieces) short.add(claimed.householdId)
  return short
}

function askedBy(fold: Fold, claimed: Claimed): Pieces {
  const { need } = claimed
  return need.giftOf !== null && hostGetsNothing(fold, claimed, need.giftOf) ? pieces(0) : need.pieces
}

function lockBefore(
  fold: Fold,
  decision: AllocationDecision | null,
  { order, need }: Claimed,
): Pieces | null {
  const share = decision && lineShare(fold, decision, { order, line: need.line })
  return share?.locked ? share.pieces : null
}

/** Nothing is due from the household's active orders. */
function isPaid(fold: Fold, householdId: HouseholdId): boolean {
  let due = 0
  for (const id of fold.members(`orders-of:${householdId}`)) {
    const order = fold.state('order', id)?.order
    if (!order || order.cancelled) continue
    due += order.lines.reduce((sum, line) => sum + line.amountFen, 0) - order.paidFen
  }
  return due <= 0
}
