import type { HouseholdId, ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import { allocatedPieces, claimsOf } from '../allocation/allocationOf'
import type { Fold } from '../fold/fold'
import { currentRound } from '../round/currentRound'

/** What one household still has to get of one product. */
export interface Need {
  readonly householdId: HouseholdId
  readonly slot: number
  readonly productId: ProductId
  readonly allocated: Pieces
  readonly put: Pieces
  readonly left: Pieces
}

export function needOf(fold: Fold, productId: ProductId, householdId: HouseholdId): Need {
  const allocated = claimsOf(fold, householdId, productId).reduce(
    (sum, claimed) => sum + allocatedPieces(fold, claimed),
    0,
  )
  const put = pieces(fold.tally(`put:${productId}:${householdId}`))
  const shorted = fold.tally(`shorted:${productId}:${householdId}`)
  const left = pieces(Math.max(0, allocated - shorted - put))
  return {
    householdId,
    slot: slotOf(fold, householdId) ?? 0,
    productId,
    allocated: pieces(Math.max(0, allocated - shorted)),
    put,
    left,
  }
}

/** The household's sort slot; undefined before slots were assigned. */
export function slotOf(fold: Fold, householdId: HouseholdId): number | undefined {
  return currentRound(fold)?.slots[householdId]
}

export function householdAt(fold: Fold, slot: number): HouseholdId | undefined {
  return fold.members(`slot:${slot}`)[0] as HouseholdId | undefined
}

/** Households with an active line for the product, in slot order. */
export function slotsFor(
  fold: Fold,
  productId: ProductId,
): readonly { readonly slot: number; readonly householdId: HouseholdId }[] {
  const index = `households-for:${productId}`
  const slots = currentRound(fold)?.slots ?? {}
  return fold.memo(`slots-for:${productId}`, [fold.indexVersion(index), slots], () =>
    fold
      .members(index)
      .flatMap((householdId) => {
        const slot = slots[householdId]
        return slot === undefined ? [] : [{ slot, householdId: householdId as HouseholdId }]
      })
      .sort((a, b) => a.slot - b.slot),
  )
}

/**
 * 播种: where the next pieces of a product go, in slot order from `afterSlot` on and round again.
 * @returns up to `limit` needs; empty when everyone has theirs.
 */
export function nextNeeds(
  fold: Fold,
  productId: ProductId,
  { afterSlot, limit }: { readonly afterSlot: number; readonly limit: number },
): readonly Need[] {
  const slots = slotsFor(fold, productId)
  const start = slots.findIndex(({ slot }) => slot > afterSlot)
  const from = start === -1 ? 0 : start
  const needs: Need[] = []
  for (let i = 0; i < slots.length && needs.length < limit; i++) {
    const at = slots[(from + i) % slots.length]
    if (at === undefined) break
    const need = needOf(fold, productId, at.householdId)
    if (need.left > 0) needs.push(need)
  }
  return needs
}

/** 摘果: everything one household needs, done lines included, in the order of its order lines. */
export function needsOf(fold: Fold, householdId: HouseholdId): readonly Need[] {
  const products = new Set(claimsOf(fold, householdId).map((claimed) => claimed.need.productId))
  return [...products].map((productId) => needOf(fold, productId, householdId))
}
