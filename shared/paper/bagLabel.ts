import type { Fold } from '../domain/fold/fold'
import { currentRound } from '../domain/round/currentRound'
import { bagsOf, type NamedBag, namedBag } from '../domain/sorting/bagContents'
import { needsOf } from '../domain/sorting/needs'
import { type Zone, zones } from '../domain/terms'
import type { BagId, FactId, HouseholdId, ProductId } from '../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../kernel/quantity'

export interface PackedLine {
  readonly productId: ProductId
  readonly name: string
  readonly pieces: Pieces
  /** Actual weight of goods sold by weight; null for goods sold by piece. */
  readonly grams: Grams | null
}

/** What stands on a bag. No name and no phone: labels lie about, and the slot finds the household. */
export interface BagLabel {
  readonly bagId: BagId
  readonly householdId: HouseholdId
  readonly slot: number
  readonly zone: Zone
  /** 1, 2, 3 … of this household and zone. */
  readonly bagNo: number
  /** Every zone the household has goods in: what to look for besides this bag. */
  readonly zones: readonly Zone[]
  readonly lines: readonly PackedLine[]
  readonly pieces: Pieces
  readonly roundTitle: string
}

/** Undefined until a fact has named the bag. */
export function bagLabel(fold: Fold, bagId: BagId): BagLabel | undefined {
  const state = namedBag(fold, bagId)
  if (!state) return undefined
  const householdId = fold.householdOf(state.bag.householdId)
  const lines = packedLines(fold, state)
  return {
    bagId,
    householdId,
    slot: state.bag.slot,
    zone: state.bag.zone,
    bagNo: state.bag.bagNo,
    zones: zonesOf(fold, householdId),
    lines,
    pieces: pieces(lines.reduce((sum, line) => sum + line.pieces, 0)),
    roundTitle: currentRound(fold)?.opened?.title ?? '',
  }
}

/** What a bag holds, by product. */
export function packedLines(fold: Fold, state: NamedBag): readonly PackedLine[] {
  const lines = new Map<ProductId, PackedLine>()
  for (const { goods } of state.items) {
    const known = lines.get(goods.productId)
    lines.set(goods.productId, {
      productId: goods.productId,
      name: fold.state('product', goods.productId)?.product?.name ?? goods.productId,
      pieces: pieces((known?.pieces ?? 0) + goods.pieces),
      grams: goods.grams === null ? null : grams((known?.grams ?? 0) + goods.grams),
    })
  }
  return [...lines.values()]
}

/** The closing a label speaks of: opened and closed again, a bag needs a new one. Null while it is open. */
export function closingOf(fold: Fold, bagId: BagId): FactId | null {
  if (fold.state('bag', bagId)?.status === 'open') return null
  return fold.history('bag', bagId).findLast(({ fact }) => fact.kind === 'BagClosed')?.factId ?? null
}

function zonesOf(fold: Fold, householdId: HouseholdId): readonly Zone[] {
  const found = new Set<Zone>(bagsOf(fold, householdId).map(({ bag }) => bag.zone))
  for (const { productId, allocated } of needsOf(fold, householdId)) {
    const zone = fold.state('product', productId)?.product?.zone
    if (zone && allocated > 0) found.add(zone)
  }
  return zones.filter((zone) => found.has(zone))
}
