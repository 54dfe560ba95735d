import type { HouseholdId, ProductId } from '../../kernel/ids'
import { grams, pieces } from '../../kernel/quantity'
import { nominalPieces } from '../bag/leftOfItems'
import { type At, type Decide, facts } from '../decide'
import type { Fact } from '../facts'
import { setGoodsAside } from '../stock/moveGoods'
import { stockAt } from '../stock/onHand'
import type { Zone } from '../terms'
import { bagClosed, hasNominalWeight, needsInZone, openBagOf } from './bagContents'
import { type PutItem, putItem } from './putItem'
import { type ShortItem, shortItem } from './shortItem'
import { type WeighPortions, weighPortions } from './weighPortions'

/**
 * A put; with the last piece of its zone the bag is closed in the same entry, so that its label is printed at the
 * last scan and one undo takes both back.
 */
export const packItem: Decide<PutItem> = (at, args) => {
  const put = putItem(at, args)
  if (!put.ok) return put
  const [first] = put.facts
  if (first?.kind !== 'ItemPut' || first.weight === 'nominal') return put
  const { zone } = first.bag
  const open = openBagOf(at.fold, args.householdId, zone)
  if (open && hasNominalWeight(open)) return put
  const left = leftInZone(at, { ...args, zone })
  return left > 0 ? put : facts(...put.facts, bagClosed(first.bag))
}

/** The reading of the scale; where it was the last thing the bag waited for, the bag is closed with it. */
export const weighAndClose: Decide<WeighPortions> = (at, args) => {
  const weighed = weighPortions(at, args)
  if (!weighed.ok) return weighed
  const state = at.fold.state('bag', args.bagId)
  if (!state?.bag || state.status !== 'open') return weighed
  const others = nominalPieces(state) > nominalPieces(state, args.productId)
  const householdId = at.fold.householdOf(state.bag.householdId)
  if (others || needsInZone(at.fold, householdId, state.bag.zone).length > 0) return weighed
  return facts(...weighed.facts, bagClosed(state.bag))
}

/**
 * 缺: the household goes without. A piece that is damaged or wrong leaves the floor with it, so that the books
 * say what is there; a bag that waited for nothing else is closed.
 */
export const shortWhilePacking: Decide<ShortItem> = (at, args) => {
  const shorted = shortItem(at, args)
  if (!shorted.ok) return shorted
  const list: Fact[] = [...shorted.facts]
  if (args.reason !== 'none-left') list.push(...setAside(at, args))
  const zone = at.fold.state('product', args.productId)?.product?.zone
  const open = zone && openBagOf(at.fold, args.householdId, zone)
  if (open && open.items.length > 0 && !hasNominalWeight(open) && leftInZone(at, { ...args, zone }) === 0)
    list.push(bagClosed(open.bag))
  return facts(...list)
}

function leftInZone(
  { fold }: At,
  less: {
    readonly householdId: HouseholdId
    readonly productId: ProductId
    readonly pieces: number
    readonly zone: Zone
  },
): number {
  return needsInZone(fold, less.householdId, less.zone).reduce(
    (sum, need) => sum + need.left - (need.productId === less.productId ? less.pieces : 0),
    0,
  )
}

function setAside(at: At, { productId, reason, ...args }: ShortItem) {
  const floor = stockAt(at.fold, 'floor', productId)
  const some = pieces(Math.min(args.pieces, Math.max(0, floor.pieces)))
  const sale = at.fold.state('product', productId)?.product?.sale
  const weight =
    sale?.by === 'weight' ? grams(Math.min(sale.nominalGrams * some, Math.max(0, floor.grams))) : null
  if (some === 0) return []
  const aside = setGoodsAside(at, { productId, pieces: some, grams: weight, to: 'hold', reason })
  return aside.ok ? aside.facts : []
}
