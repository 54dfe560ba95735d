import type { LotId, ProductId } from '../../kernel/ids'
import { grams, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import { compareLots } from '../receiving/lot'
import { places } from '../terms'
import { type Amount, type MoveEnd, stockKey } from './amount'

/** What the books say is in one place: all lots of a product, or one of them. */
export function stockAt(fold: Fold, place: MoveEnd, productId: ProductId, lotId?: LotId): Amount {
  const scope = lotId === undefined ? productId : `${productId}|${lotId}`
  return {
    pieces: pieces(fold.tally(stockKey(scope, place, 'pieces'))),
    grams: grams(fold.tally(stockKey(scope, place, 'grams'))),
  }
}

/** Lots with something left on the floor, first expired first; all known lots when the floor is empty. */
export function lotsOnFloor(
  fold: Fold,
  productId: ProductId,
): readonly ({ readonly lotId: LotId } & Amount)[] {
  const lots = fold
    .members(`lots-of:${productId}`)
    .map((id) => ({ lotId: id as LotId, ...stockAt(fold, 'floor', productId, id as LotId) }))
    .sort((a, b) => compareLots(a.lotId, b.lotId))
  const stocked = lots.filter((lot) => lot.pieces > 0 || lot.grams > 0)
  return stocked.length > 0 ? stocked : lots
}

/** received + found = floor + hold + bags + handed + written off + returned; what is missing from that, zero always. */
export function conservationGap(fold: Fold, productId: ProductId, lotId?: LotId): Amount {
  const sum = (ends: readonly MoveEnd[], unit: 'pieces' | 'grams') =>
    ends.reduce((total, place) => total + stockAt(fold, place, productId, lotId)[unit], 0)
  return {
    pieces: pieces(sum(['received', 'found'], 'pieces') - sum(places, 'pieces')),
    grams: grams(sum(['received', 'found'], 'grams') - sum(places, 'grams')),
  }
}
