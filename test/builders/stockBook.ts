import type { Fact } from '../../shared/domain/facts'
import type { Fold } from '../../shared/domain/fold/fold'
import type { Recorded } from '../../shared/domain/fold/recorded'
import { type MoveEnd, stockKey } from '../../shared/domain/stock/amount'
import type { Goods } from '../../shared/domain/terms'
import { mapIn } from '../properties/samePicture'

type Unit = 'pieces' | 'grams'
const here: readonly MoveEnd[] = ['floor', 'hold', 'bags', 'handed', 'written-off', 'returned']

/** What came in and what is somewhere, per product or per product and lot, as the fold keeps it. */
export function booksOf(fold: Fold): readonly {
  readonly scope: string
  readonly unit: Unit
  readonly came: number
  readonly somewhere: number
}[] {
  const scopes = new Set<string>()
  for (const key of mapIn<number>(fold, 'tallies').keys()) {
    const [what, , , ...scope] = key.split(':')
    if (what === 'stock') scopes.add(scope.join(':'))
  }
  return [...scopes].flatMap((scope) =>
    (['pieces', 'grams'] as const).map((unit) => {
      const at = (place: MoveEnd) => fold.tally(stockKey(scope, place, unit))
      return {
        scope,
        unit,
        came: at('received') + at('found'),
        somewhere: here.reduce((sum, place) => sum + at(place), 0),
      }
    }),
  )
}

/** The same books kept by hand, straight from the facts that count: what no conservation law can see. */
export function bookByHand(counting: readonly Recorded[]): Record<string, number> {
  const book: Record<string, number> = {}
  const add = (place: MoveEnd, unit: Unit, goods: Goods, n: number) => {
    for (const scope of [goods.productId, `${goods.productId}|${goods.lotId}`]) {
      const key = stockKey(scope, place, unit)
      book[key] = (book[key] ?? 0) + n
    }
  }
  const both = (place: MoveEnd, goods: Goods, sign = 1) => {
    add(place, 'pieces', goods, sign * goods.pieces)
    if (goods.grams !== null) add(place, 'grams', goods, sign * goods.grams)
  }
  for (const { fact } of counting) cameOrWent(fact, both)
  return book
}

/** The ends of the book that hang on single facts: what came in and what left for good. */
export const endsByHand: readonly MoveEnd[] = ['received', 'found', 'written-off', 'returned']

function cameOrWent(fact: Fact, both: (place: MoveEnd, goods: Goods) => void): void {
  if (fact.kind === 'GoodsCounted') both('received', fact.goods)
  if (fact.kind === 'GoodsFound') both('found', fact.goods)
  if (fact.kind === 'GoodsWrittenOff') both('written-off', fact.goods)
  if (fact.kind === 'GoodsReturned') both('returned', fact.goods)
}

/** Pieces that left the house in bags: put before the last handover of their bag that counts. */
export function handedByHand(counting: readonly Recorded[]): number {
  const left = new Map<string, Recorded>()
  for (const recorded of counting) {
    const { fact } = recorded
    if (fact.kind !== 'BagHandedOver') continue
    const known = left.get(fact.bagId)
    if (!known || isAfter(recorded, known)) left.set(fact.bagId, recorded)
  }
  let pieces = 0
  for (const recorded of counting) {
    const { fact } = recorded
    if (fact.kind !== 'ItemPut') continue
    const handover = left.get(fact.bag.bagId)
    if (handover && isAfter(handover, recorded)) pieces += fact.goods.pieces
  }
  return pieces
}

function isAfter(a: Recorded, b: Recorded): boolean {
  return a.stamp === b.stamp ? a.index > b.index : a.stamp > b.stamp
}
