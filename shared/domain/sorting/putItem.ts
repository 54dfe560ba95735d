import type { HouseholdId, LotId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces } from '../../kernel/quantity'
import { bagFor } from '../bag/bagId'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { lotsOnFloor, stockAt } from '../stock/onHand'
import type { Goods, ProductTerms } from '../terms'
import { needOf } from './needs'
import { sortingObstacle } from './sortingObstacle'
import { weightDoubt } from './weightDoubt'

export interface PutItem {
  readonly productId: ProductId
  readonly householdId: HouseholdId
  readonly pieces: Pieces
  /** Read from the scale or the label; null where it is not known yet. */
  readonly grams: Grams | null
  /** Scanned with the goods; null takes the lot that expires first. */
  readonly lotId: LotId | null
  readonly how: 'sow' | 'pick'
  /** The person confirmed a weight that looked unusual. */
  readonly unusualConfirmed?: boolean
}

/** 播种 / 摘果: pieces of one product go into the household's bag of their zone. */
export const putItem: Decide<PutItem> = ({ fold }, args) => {
  const product = fold.state('product', args.productId)?.product
  if (!product) return refuse('product-unknown')
  if (args.pieces <= 0) return refuse('quantity-not-positive')
  const obstacle = sortingObstacle(fold, args.productId)
  if (obstacle !== null) return refuse(obstacle)
  const need = needOf(fold, args.productId, args.householdId)
  if (need.left === 0) return refuse('nothing-needed')
  if (args.pieces > need.left) return refuse('more-than-needed')
  if (args.pieces > stockAt(fold, 'floor', args.productId).pieces) return refuse('none-on-floor')
  const weight = weightOf(product, args)
  if (typeof weight === 'string') return refuse(weight)
  const bag = bagFor(fold, args.householdId, product.zone)
  if (typeof bag === 'string') return refuse(bag)
  const parts = takeFromLots(fold, args, weight.grams)
  return facts(
    ...parts.map((goods) => ({
      kind: 'ItemPut' as const,
      v: 1 as const,
      bag,
      goods,
      weight: weight.kind,
      how: args.how,
    })),
  )
}

function weightOf(
  product: ProductTerms,
  args: PutItem,
): { grams: Grams | null; kind: 'actual' | 'nominal' | null } | 'weight-absurd' | 'weight-unusual' {
  if (product.sale.by === 'piece') return { grams: null, kind: null }
  const { nominalGrams } = product.sale
  if (args.grams === null) return { grams: grams(nominalGrams * args.pieces), kind: 'nominal' }
  const doubt = weightDoubt(nominalGrams, args.pieces, args.grams)
  if (doubt === 'absurd') return 'weight-absurd'
  if (doubt === 'unusual' && !args.unusualConfirmed) return 'weight-unusual'
  return { grams: args.grams, kind: 'actual' }
}

/** First expired, first out; a put that empties one lot goes on with the next. */
function takeFromLots(fold: Fold, args: PutItem, total: Grams | null): Goods[] {
  const { productId } = args
  const lots = lotsOnFloor(fold, productId)
  const chosen = lots.filter((lot) => lot.lotId === args.lotId)
  const parts: Goods[] = []
  let piecesLeft: number = args.pieces
  let gramsLeft: number = total ?? 0
  const order = [...chosen, ...lots.filter((lot) => lot.lotId !== args.lotId)]
  order.forEach((lot, i) => {
    const isLast = i === order.length - 1
    const take = isLast ? piecesLeft : Math.min(piecesLeft, Math.max(0, lot.pieces))
    if (take <= 0) return
    const weight = take === piecesLeft ? gramsLeft : Math.round((gramsLeft * take) / piecesLeft)
    piecesLeft -= take
    gramsLeft -= weight
    parts.push({
      productId,
      lotId: lot.lotId,
      pieces: take as Pieces,
      grams: total === null ? null : grams(weight),
    })
  })
  return parts
}
