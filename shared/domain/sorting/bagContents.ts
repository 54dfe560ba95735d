import type { BagId, HouseholdId } from '../../kernel/ids'
import type { BagState } from '../bag/bagState'
import { nominalPieces } from '../bag/leftOfItems'
import type { BagTerms, Fact } from '../facts'
import type { Fold } from '../fold/fold'
import type { Zone } from '../terms'
import { type Need, needsOf } from './needs'

/** A bag that a fact has named completely. */
export type NamedBag = BagState & { readonly bag: BagTerms }

/** The household's bags, ambient before chilled before frozen, then by number. */
export function bagsOf(fold: Fold, householdId: HouseholdId): readonly NamedBag[] {
  return fold
    .members(`bags-of:${householdId}`)
    .flatMap((id) => {
      const state = fold.state('bag', id)
      return state && isNamed(state) ? [state] : []
    })
    .sort((a, b) => (a.bagId < b.bagId ? -1 : 1))
}

/** The open bag that the household's goods of this zone go into; undefined before its first piece. */
export function openBagOf(fold: Fold, householdId: HouseholdId, zone: Zone): NamedBag | undefined {
  return bagsOf(fold, householdId).find(({ bag, status }) => bag.zone === zone && status === 'open')
}

/** What the household still has to get in one zone. */
export function needsInZone(fold: Fold, householdId: HouseholdId, zone: Zone): readonly Need[] {
  return needsOf(fold, householdId).filter(
    ({ left, productId }) => left > 0 && fold.state('product', productId)?.product?.zone === zone,
  )
}

/** True while a portion in the bag still has the weight it was sold as, not its own. */
export function hasNominalWeight(state: BagState): boolean {
  return nominalPieces(state) > 0
}

/** Open, with everything in it that its household gets in its zone, and every portion weighed. */
export function isComplete(fold: Fold, { bag, status, items, ...state }: NamedBag): boolean {
  if (status !== 'open' || items.length === 0 || hasNominalWeight({ ...state, bag, status, items }))
    return false
  return needsInZone(fold, fold.householdOf(bag.householdId), bag.zone).length === 0
}

export function bagClosed(bag: BagTerms): Fact {
  return { kind: 'BagClosed', v: 1, bag }
}

export function namedBag(fold: Fold, bagId: BagId): NamedBag | undefined {
  const state = fold.state('bag', bagId)
  return state && isNamed(state) ? state : undefined
}

function isNamed(state: BagState): state is NamedBag {
  return state.bag !== null
}
