import type { HouseholdId, ProductId } from '../../kernel/ids'
import type { Fold } from '../fold/fold'
import { currentRound } from '../round/currentRound'
import { bagsOf, hasNominalWeight, isComplete } from './bagContents'
import { type Need, needsOf, slotOf } from './needs'
import { type SortingObstacle, sortingObstacle } from './sortingObstacle'

/** How far one household is packed. Pieces put and due, over all its products. */
export interface HouseholdProgress {
  readonly householdId: HouseholdId
  readonly slot: number
  readonly put: number
  /** Pieces it gets: what was allocated, less what went missing while packing. */
  readonly due: number
  /** Pieces it ordered and will not get. */
  readonly without: number
  /** Of those, the ones that went missing while packing. */
  readonly shorted: number
  readonly openBags: number
  /** Bags with a portion that was not weighed yet. */
  readonly unweighed: number
}

/** Everything is in and every bag is closed. */
export function isPacked({ put, due, openBags }: HouseholdProgress): boolean {
  return put >= due && openBags === 0 && put > 0
}

/** The wall, in slot order. One more put costs what its household costs; the others keep their value. */
export function wallOf(fold: Fold): readonly HouseholdProgress[] {
  return fold.memo('wall-now', [fold.version], () => {
    const plan = planOf(fold)
    const all = slotsOf(fold).map((at) => keptProgress(fold, at, plan))
    return fold.memo('wall', all, () => all)
  })
}

/** Of one household; undefined before it has a slot. */
export function householdProgress(fold: Fold, householdId: HouseholdId): HouseholdProgress | undefined {
  const slot = slotOf(fold, householdId)
  return slot === undefined ? undefined : keptProgress(fold, { householdId, slot }, planOf(fold))
}

function keptProgress(
  fold: Fold,
  { householdId, slot }: { readonly householdId: HouseholdId; readonly slot: number },
  plan: object,
): HouseholdProgress {
  const deps: unknown[] = [plan, slot]
  for (const id of fold.members(`orders-of:${householdId}`)) deps.push(fold.state('order', id))
  for (const id of fold.members(`bags-of:${householdId}`)) deps.push(fold.state('bag', id))
  return fold.memo(`progress:${householdId}`, deps, () => progressOf(fold, householdId, slot))
}

/** Why a household is not packed yet, the most pressing first. */
export interface Unfinished extends HouseholdProgress {
  readonly waitsFor: readonly (Need & { readonly obstacle: SortingObstacle | null })[]
  /** Complete, and only to be closed. */
  readonly onlyOpen: boolean
}

/** Households with something to do, in slot order. */
export function unfinishedHouseholds(fold: Fold): readonly Unfinished[] {
  const obstacles = new Map<ProductId, SortingObstacle | null>()
  const obstacleOf = (productId: ProductId) => {
    const known = obstacles.get(productId)
    const obstacle = known === undefined ? sortingObstacle(fold, productId) : known
    obstacles.set(productId, obstacle)
    return obstacle
  }
  return wallOf(fold)
    .filter((progress) => progress.due > progress.put || progress.openBags > 0 || progress.unweighed > 0)
    .map((progress) => {
      const waitsFor = needsOf(fold, progress.householdId)
        .filter(({ left }) => left > 0)
        .map((need) => ({ ...need, obstacle: obstacleOf(need.productId) }))
      const open = bagsOf(fold, progress.householdId).filter(({ status }) => status === 'open')
      return {
        ...progress,
        waitsFor,
        onlyOpen: open.length > 0 && open.every((bag) => isComplete(fold, bag)),
      }
    })
}

/** Another value whenever what households get was decided anew. */
function planOf(fold: Fold): object {
  const deps: unknown[] = []
  for (const id of fold.members('products')) {
    const state = fold.state('product', id)
    deps.push(state?.allocation, state?.shorted)
  }
  return fold.memo('sorting-plan', deps, () => ({}))
}

function slotsOf(fold: Fold): readonly { readonly householdId: HouseholdId; readonly slot: number }[] {
  const slots = currentRound(fold)?.slots ?? {}
  return fold.memo('wall-slots', [slots, fold.indexVersion('households')], () => {
    const households = new Set(fold.members('households'))
    return Object.entries(slots)
      .filter(([id]) => households.has(id))
      .map(([id, slot]) => ({ householdId: id as HouseholdId, slot }))
      .sort((a, b) => a.slot - b.slot)
  })
}

function progressOf(fold: Fold, householdId: HouseholdId, slot: number): HouseholdProgress {
  const needs = needsOf(fold, householdId)
  const sum = (count: (need: Need) => number) => needs.reduce((total, need) => total + count(need), 0)
  const bags = bagsOf(fold, householdId)
  return {
    householdId,
    slot,
    put: sum(({ put, allocated }) => Math.min(put, allocated)),
    due: sum(({ allocated }) => allocated),
    without: sum(({ productId, allocated }) =>
      Math.max(0, fold.tally(`ordered:${productId}:${householdId}`) - allocated),
    ),
    shorted: sum(({ productId }) => fold.tally(`shorted:${productId}:${householdId}`)),
    openBags: bags.filter(({ status, items }) => status === 'open' && items.length > 0).length,
    unweighed: bags.filter(hasNominalWeight).length,
  }
}
