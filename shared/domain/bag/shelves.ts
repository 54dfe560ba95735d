import type { BagId } from '../../kernel/ids'
import type { Fold } from '../fold/fold'
import type { ShelfPlace } from '../label/ownCodes'
import { type Zone, zones } from '../terms'
import type { BagState } from './bagState'

/** One 货架-层 with what stands on it. */
export interface Shelf {
  readonly place: string
  readonly shelf: string
  readonly layer: number
  readonly bags: readonly BagId[]
  readonly zones: readonly Zone[]
}

export interface ProposedPlace {
  readonly place: string
  /** 'household': another bag of the household stands there. 'zone': bags of its temperature do. 'first': nothing yet. */
  readonly because: 'household' | 'zone' | 'first'
}

/** 货架-层 as people write and say it: 'A-2', 'a2', '12-3', 'A架2层'; undefined for anything else. */
export function readPlace(text: string): ShelfPlace | undefined {
  const plain = text.normalize('NFKC').trim().toUpperCase().replace(/\s/g, '')
  const match =
    /^([1-9A-Z][0-9A-Z]{0,2})(?:[-_/]|号?货?架第?)(\d{1,2})层?$/.exec(plain) ??
    /^([A-Z]{1,2})(\d{1,2})$/.exec(plain)
  const layer = Number(match?.[2])
  return match?.[1] !== undefined && layer >= 1 ? { shelf: match[1], layer } : undefined
}

export function placeName({ shelf, layer }: ShelfPlace): string {
  return `${shelf}-${layer}`
}

/** Shelves with at least one bag, by name and layer. */
export function shelves(fold: Fold): readonly Shelf[] {
  return fold
    .members('places')
    .map((place) =>
      fold.memo(`shelf:${place}`, [fold.indexVersion(`place:${place}`)], () => shelfAt(fold, place)),
    )
    .sort((a, b) => compareShelves(a.shelf, b.shelf) || a.layer - b.layer)
}

function shelfAt(fold: Fold, place: string): Shelf {
  const bags = fold.members(`place:${place}`).map((id) => id as BagId)
  const here = new Set(bags.flatMap((id) => fold.state('bag', id)?.bag?.zone ?? []))
  const { shelf, layer } = readPlace(place) ?? { shelf: place, layer: 0 }
  return { place, shelf, layer, bags, zones: zones.filter((zone) => here.has(zone)) }
}

/** Closed and not on a shelf yet, in slot order. */
export function bagsToShelve(fold: Fold): readonly BagState[] {
  return fold.memo('bags-to-shelve', [fold.indexVersion('bags:closed')], () =>
    fold
      .members('bags:closed')
      .flatMap((id) => fold.state('bag', id) ?? [])
      .sort(
        (a, b) =>
          (a.bag?.slot ?? 0) - (b.bag?.slot ?? 0) ||
          zones.indexOf(a.bag?.zone ?? 'ambient') - zones.indexOf(b.bag?.zone ?? 'ambient') ||
          (a.bag?.bagNo ?? 0) - (b.bag?.bagNo ?? 0),
      ),
  )
}

const firstShelf: Record<Zone, string> = { ambient: 'A-1', chilled: 'C-1', frozen: 'F-1' }

/**
 * Where a bag belongs: beside the household's other bags of the same temperature, else where bags of its
 * temperature with the nearest slot stand, so that neighbours in the queue are neighbours on the shelf.
 * Never proposes a shelf of another temperature.
 */
export function proposedPlace(fold: Fold, bagId: BagId): ProposedPlace | undefined {
  const terms = fold.state('bag', bagId)?.bag
  if (!terms) return undefined
  const { zone, slot } = terms
  const household = fold.householdOf(terms.householdId)
  const beside = fold
    .members(`bags-of:${household}`)
    .flatMap((id) => fold.state('bag', id) ?? [])
    .filter((bag) => bag.status === 'on-shelf' && bag.bagId !== bagId && bag.place !== null)
    .sort((a, b) => (a.bagId < b.bagId ? -1 : 1))
    .find(({ place }) => place !== null && belongsTo(fold, place) === zone)
  if (beside?.place != null) return { place: beside.place, because: 'household' }
  const nearest = nearestPlace(fold, zone, slot)
  return nearest === undefined
    ? { place: firstShelf[zone], because: 'first' }
    : { place: nearest, because: 'zone' }
}

/** The temperature that stands on a shelf where a bag of another one is about to go; null when it fits. */
export function zoneClash(fold: Fold, place: string, zone: Zone): Zone | null {
  const there = fold.members(`place:${place}`).flatMap((id) => fold.state('bag', id)?.bag?.zone ?? [])
  return there.length > 0 && !there.includes(zone) ? (there[0] ?? null) : null
}

/** The temperature most bags on a shelf have: one bag put there by mistake does not make the shelf its own. */
function belongsTo(fold: Fold, place: string): Zone | undefined {
  const count = (zone: Zone) =>
    fold.members(`place:${place}`).filter((id) => fold.state('bag', id)?.bag?.zone === zone).length
  return [...zones].sort((a, b) => count(b) - count(a))[0]
}

function nearestPlace(fold: Fold, zone: Zone, slot: number): string | undefined {
  let nearest: { place: string; distance: number } | undefined
  for (const { place, bags } of shelves(fold)) {
    if (belongsTo(fold, place) !== zone) continue
    for (const id of bags) {
      const bag = fold.state('bag', id)?.bag
      if (bag?.zone !== zone) continue
      const distance = Math.abs(bag.slot - slot)
      if (!nearest || distance < nearest.distance) nearest = { place, distance }
    }
  }
  return nearest?.place
}

function compareShelves(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)]
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right
  return a < b ? -1 : a > b ? 1 : 0
}
