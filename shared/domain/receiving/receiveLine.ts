import type { BusinessDay } from '../../kernel/businessDay'
import type { DeliveryId, LotId, ProductId } from '../../kernel/ids'
import { type Grams, grams, noPieces, type Pieces, pieces } from '../../kernel/quantity'
import { type At, type Decide, type Decided, facts, refuse } from '../decide'
import type { FactOf } from '../facts'
import { type Amount, noAmount } from '../stock/amount'
import type { AnnouncedLine, Condition } from '../terms'
import { countGoods } from './countGoods'
import { arrivedAgainst, countedAs } from './deliveryState'
import { bestBeforeOf } from './lot'

interface Line {
  readonly deliveryId: DeliveryId
  readonly productId: ProductId
}

interface Dated {
  readonly productionDay: BusinessDay | null
  readonly bestBefore: BusinessDay | null
}

/** 整行收: the whole line came as announced; one scan and a look at the number on the screen. */
export const receiveAsAnnounced: Decide<Line & Dated> = (at, { deliveryId, productId, ...dated }) => {
  const delivery = at.fold.state('delivery', deliveryId)
  if (!delivery) return refuse('delivery-unknown')
  const announced = announcedLine(at, { deliveryId, productId })
  if (!announced) return refuse('product-unknown')
  const missing = arrivedAgainst(announced, delivery.lines[productId])
  if (missing.pieces >= 0 && missing.grams >= 0) return refuse('nothing-changed')
  return countGoods(at, {
    deliveryId,
    productId,
    pieces: pieces(Math.max(0, -missing.pieces)),
    grams: announced.grams === null ? null : grams(Math.max(0, -missing.grams)),
    condition: 'good',
    how: 'scan',
    ...dated,
  })
}

/** The good ones counted: the typed number replaces what stood there, by the difference. */
export const setGoodCount: Decide<Line & Dated & { readonly amount: Pieces | { readonly grams: Grams } }> = (
  at,
  { deliveryId, productId, amount, ...dated },
) => {
  const line = at.fold.state('delivery', deliveryId)?.lines[productId]
  const before = countedAs(line, 'good')
  const byWeight = typeof amount === 'object'
  const step = byWeight ? amount.grams - before.grams : amount - before.pieces
  if (step === 0) return refuse('nothing-changed')
  if (step > 0) {
    const added = byWeight ? { pieces: null, grams: grams(step) } : { pieces: pieces(step), grams: null }
    return countGoods(at, { deliveryId, productId, ...added, condition: 'good', how: 'count', ...dated })
  }
  return takeBack(at, { deliveryId, productId, condition: 'good' }, -step, byWeight)
}

/** Some of the good ones are not: damaged, the wrong thing, too short a life. They move, and are held apart. */
export const splitOut: Decide<Line & { readonly pieces: Pieces; readonly as: Exclude<Condition, 'good'> }> = (
  at,
  { deliveryId, productId, pieces: bad, as },
) => {
  if (bad <= 0) return refuse('quantity-not-positive')
  const line = at.fold.state('delivery', deliveryId)?.lines[productId]
  const good = countedAs(line, 'good')
  const fromGood = Math.min(bad, good.pieces)
  const taken =
    fromGood > 0 ? takeBack(at, { deliveryId, productId, condition: 'good' }, fromGood, false) : facts()
  if (!taken.ok) return taken
  const moved = taken.facts.filter((fact): fact is FactOf<'GoodsCounted'> => fact.kind === 'GoodsCounted')
  const apart = moved.map((fact): FactOf<'GoodsCounted'> => {
    const weight = fact.goods.grams === null ? null : grams(-fact.goods.grams)
    return {
      ...fact,
      condition: as,
      goods: { ...fact.goods, pieces: pieces(-fact.goods.pieces), grams: weight },
    }
  })
  // More bad ones than good ones were counted: the rest is counted as bad at once.
  const rest = bad - fromGood
  if (rest === 0) return facts(...moved, ...apart)
  const counted = countGoods(at, {
    deliveryId,
    productId,
    pieces: pieces(rest),
    grams: null,
    condition: as,
    productionDay: null,
    bestBefore: null,
    how: 'count',
  })
  return counted.ok ? facts(...moved, ...apart, ...counted.facts) : counted
}

export function announcedLine(
  at: Pick<At, 'fold'>,
  { deliveryId, productId }: Line,
): AnnouncedLine | undefined {
  return at.fold.state('delivery', deliveryId)?.delivery?.lines.find((line) => line.productId === productId)
}

/** Takes a count back from the lots it stands in, the last counted first. */
function takeBack(
  at: At,
  { deliveryId, productId, condition }: Line & { readonly condition: Condition },
  amount: number,
  byWeight: boolean,
): Decided {
  const lots = Object.entries(
    at.fold.state('delivery', deliveryId)?.lines[productId]?.counted[condition] ?? {},
  ).reverse() as [LotId, Amount][]
  const parts: Decided[] = []
  let left = amount
  for (const [lotId, there] of lots) {
    const take = Math.min(left, byWeight ? there.grams : there.pieces)
    if (take <= 0) continue
    left -= take
    const share = byWeight ? proportion(there, take, 'grams') : proportion(there, take, 'pieces')
    parts.push(
      countGoods(at, {
        deliveryId,
        productId,
        pieces: pieces(-share.pieces),
        grams: there.grams === 0 ? null : grams(-share.grams),
        condition,
        productionDay: null,
        bestBefore: bestBeforeOf(lotId),
        how: 'count',
      }),
    )
  }
  if (left > 0) return refuse('count-below-zero')
  const refusal = parts.find((part) => !part.ok)
  return refusal ?? facts(...parts.flatMap((part) => (part.ok ? part.facts : [])))
}

/** Pieces and grams go back together, so that a lot never keeps weight without portions. */
function proportion(there: Amount, take: number, unit: 'pieces' | 'grams'): Amount {
  if (there[unit] === 0) return noAmount
  const other = (n: number) => Math.round((n * take) / there[unit])
  return unit === 'pieces'
    ? { pieces: pieces(take), grams: grams(other(there.grams)) }
    : { pieces: there.pieces === 0 ? noPieces : pieces(other(there.pieces)), grams: grams(take) }
}
