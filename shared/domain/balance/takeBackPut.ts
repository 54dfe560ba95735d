import type { BagId, FactId, HouseholdId, ProductId } from '../../kernel/ids'
import { grams, pieces } from '../../kernel/quantity'
import type { BagItem, BagState } from '../bag/bagState'
import type { BagTerms, Fact } from '../facts'
import type { Fold } from '../fold/fold'
import { bagsOf } from '../sorting/bagContents'

export interface TakenBack {
  readonly facts: readonly Fact[]
  readonly bagId: BagId
  /** What is back on the floor by it. */
  readonly pieces: number
  readonly grams: number
}

/**
 * A put that was booked twice: the latest booked put of the product in a bag of the household that is still in the
 * house is voided; of a put of several pieces, what is really in the bag is booked anew. The bag is opened again,
 * because it has less than its label says. Null when the household has no such put.
 * @param size pieces, or grams for goods sold by weight, that lie on the floor against the books
 */
export function takeBackPut(
  fold: Fold,
  { productId, householdId, reason }: { productId: ProductId; householdId: HouseholdId; reason: string },
  size: { readonly pieces: number; readonly grams: number | null },
): TakenBack | null {
  const found = bagsOf(fold, householdId)
    .filter(({ handovers }) => handovers.length === 0)
    .flatMap((state) => itemsOf(fold, state, productId).map((item) => ({ state, item })))
    .sort((a, b) => compareFit(a.item, b.item, size))[0]
  if (!found) return null
  const { state, item } = found
  const { bag, bagId } = state
  const over = size.grams === null ? Math.max(0, item.goods.pieces - size.pieces) : 0
  const list: Fact[] = [{ kind: 'FactVoided', v: 1, factIds: factsOf(fold, bagId, item), reason }]
  if (over > 0) list.push(bookedAnew(bag, item, over))
  if (state.status !== 'open') list.push({ kind: 'BagReopened', v: 1, bagId, reason })
  const back = item.goods.pieces - over
  return { facts: list, bagId, pieces: back, grams: over > 0 ? 0 : (item.goods.grams ?? 0) }
}

/** Puts weighed together share one reading: taking back one of them would leave its grams to the others. */
function itemsOf(fold: Fold, state: BagState, productId: ProductId): readonly BagItem[] {
  // What the household refused of it is held apart: such a put is not taken back whole.
  if (state.refused.some(({ goods }) => goods.productId === productId)) return []
  const items = state.items.filter((item) => item.goods.productId === productId && !item.handed)
  if (items.length < 2) return items
  const nominal = new Set(
    fold
      .history('bag', state.bagId)
      .filter(({ fact }) => fact.kind === 'ItemPut' && fact.weight === 'nominal')
      .map(({ factId }) => factId),
  )
  return items.filter(({ factId }) => !nominal.has(factId))
}

/** Goods by piece: the latest first. Goods by weight: the put that weighs most nearly what lies there. */
function compareFit(a: BagItem, b: BagItem, { grams: wanted }: { readonly grams: number | null }): number {
  if (wanted === null) return a.factId < b.factId ? 1 : -1
  return Math.abs((a.goods.grams ?? 0) - wanted) - Math.abs((b.goods.grams ?? 0) - wanted)
}

/** The put, and the readings of the scale that no other put of the bag needs. */
function factsOf(fold: Fold, bagId: BagId, item: BagItem): FactId[] {
  const { productId } = item.goods
  const others = fold
    .state('bag', bagId)
    ?.items.some(({ factId, goods }) => goods.productId === productId && factId !== item.factId)
  const readings = fold
    .history('bag', bagId)
    .filter(({ fact }) => fact.kind === 'PortionsWeighed' && fact.productId === productId)
    .map(({ factId }) => factId)
  return others ? [item.factId] : [item.factId, ...readings]
}

function bookedAnew(bag: BagTerms, { goods, weight }: BagItem, some: number): Fact {
  const share = goods.grams === null ? null : grams(Math.round((goods.grams * some) / goods.pieces))
  return {
    kind: 'ItemPut',
    v: 1,
    bag,
    goods: { ...goods, pieces: pieces(some), grams: share },
    weight,
    how: 'sow',
  }
}
