import type { FactId, ProductId } from '../../kernel/ids'
import type { Fact } from '../facts'
import type { Fold } from '../fold/fold'
import { compareRecorded, type Recorded } from '../fold/recorded'
import type { Refusal } from '../refusals'
import { type MoveEnd, stockKey } from '../stock/amount'
import type { Goods } from '../terms'

const checked = ['received', 'floor', 'hold', 'bags', 'handed'] as const

/** Why goods are no longer where an undo would take them from; null where no place would hold less than nothing. */
export function goodsMovedSince(
  fold: Fold,
  changes: ReadonlyMap<string, number>,
  together: ReadonlySet<FactId>,
): Refusal | null {
  for (const [key, change] of changes) {
    if (change >= 0 || fold.tally(key) + change >= 0) continue
    const short = shortPlace(key)
    if (short) return latestMove(fold, short, together)
  }
  return null
}

interface ShortPlace {
  readonly place: MoveEnd
  readonly productId: ProductId
  readonly lotId: string
}

/** Per lot. What scales read differs by grams: on the floor the balance settles them, so only pieces count there. */
function shortPlace(key: string): ShortPlace | null {
  const [what, place, unit, ...rest] = key.split(':')
  const scope = rest.join(':')
  const bar = scope.indexOf('|')
  const known = checked.find((one) => one === place)
  if (what !== 'stock' || known === undefined || bar === -1) return null
  if (known === 'floor' && unit === 'grams') return null
  const [productId, lotId] = [scope.slice(0, bar) as ProductId, scope.slice(bar + 1)]
  return stockKey(scope, known, unit === 'grams' ? 'grams' : 'pieces') === key
    ? { place: known, productId, lotId }
    : null
}

/** Names the last thing that took goods of this lot from the place: that is what has to be undone first. */
function latestMove(fold: Fold, short: ShortPlace, together: ReadonlySet<FactId>): Refusal {
  const { productId } = short
  const subjects = [
    fold.history('product', productId),
    ...fold.members(`deliveries-of:${productId}`).map((id) => fold.history('delivery', id)),
    ...fold.members('bags').map((id) => fold.history('bag', id)),
  ]
  let latest: { readonly recorded: Recorded; readonly because: Refusal } | null = null
  for (const recorded of subjects.flat()) {
    const because = together.has(recorded.factId) ? null : takesFrom(recorded.fact, short)
    if (because && (latest === null || compareRecorded(latest.recorded, recorded) < 0))
      latest = { recorded, because }
  }
  return latest?.because ?? 'goods-moved-since'
}

function takesFrom(fact: Fact, short: ShortPlace): Refusal | null {
  const { place } = short
  const ofLot = ({ productId, lotId }: Goods) => productId === short.productId && lotId === short.lotId
  switch (fact.kind) {
    case 'ItemPut':
      return place === 'floor' && ofLot(fact.goods) ? 'goods-put-since' : null
    case 'GoodsSetAside':
      return place === (fact.to === 'hold' ? 'floor' : 'hold') && ofLot(fact.goods)
        ? 'goods-set-aside-since'
        : null
    case 'GoodsWrittenOff':
      return place === fact.from && ofLot(fact.goods) ? 'goods-written-off-since' : null
    case 'GoodsReturned':
      return place === fact.from && ofLot(fact.goods) ? 'goods-returned-since' : null
    case 'LineRefused':
      return (place === 'bags' || place === 'handed') && ofLot(fact.goods) ? 'line-refused-since' : null
    case 'GoodsCounted':
      return fact.goods.pieces < 0 && ofLot(fact.goods) ? 'goods-counted-since' : null
    default:
      return null
  }
}
