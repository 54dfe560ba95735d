import type { BusinessDay } from '../../kernel/businessDay'
import type { DeliveryId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { stockAt } from '../stock/onHand'
import type { Condition, ProductTerms } from '../terms'
import { countedAs } from './deliveryState'
import { lotIdOf } from './lot'

const mostPieces = 99_999
const mostGrams = 20_000_000

export interface CountGoods {
  readonly deliveryId: DeliveryId
  readonly productId: ProductId
  /** What to add; negative takes a miscount back. For goods in bulk null: portions follow from the weight. */
  readonly pieces: Pieces | null
  readonly grams: Grams | null
  readonly condition: Condition
  readonly productionDay: BusinessDay | null
  readonly bestBefore: BusinessDay | null
  readonly how: 'scan' | 'count'
}

/** 收货: one scan or one typed count. */
export const countGoods: Decide<CountGoods> = ({ fold }, args) => {
  const product = fold.state('product', args.productId)?.product
  if (!product) return refuse('product-unknown')
  const delivery = fold.state('delivery', args.deliveryId)
  if (!delivery) return refuse('delivery-unknown')
  if (delivery.closed) return refuse('delivery-closed')
  const amount = amountOf(fold, product, args)
  if (amount === null || (amount.pieces === 0 && !amount.grams)) return refuse('quantity-not-positive')
  if (Math.abs(amount.pieces) > mostPieces || Math.abs(amount.grams ?? 0) > mostGrams)
    return refuse('quantity-too-large')
  const { deliveryId, productId, condition, productionDay, bestBefore, how } = args
  const lotId = lotIdOf(deliveryId, productId, bestBefore)
  const lot = delivery.lines[productId]?.counted[condition]?.[lotId]
  if ((lot?.pieces ?? 0) + amount.pieces < 0 || (lot?.grams ?? 0) + (amount.grams ?? 0) < 0)
    return refuse('count-below-zero')
  // What was packed, sent back or written off since has come after all.
  const there = stockAt(fold, condition === 'good' ? 'floor' : 'hold', productId, lotId)
  if (amount.pieces < 0 && there.pieces + amount.pieces < 0) return refuse('more-than-there')
  const goods = { productId, lotId, pieces: amount.pieces, grams: amount.grams }
  return facts({ kind: 'GoodsCounted', v: 1, deliveryId, goods, condition, productionDay, bestBefore, how })
}

/** Portions in bulk follow from all the weight counted so far, so that several weighings lose none to rounding. */
function amountOf(
  fold: Fold,
  product: ProductTerms,
  args: CountGoods,
): { pieces: Pieces; grams: Grams | null } | null {
  if (product.sale.by === 'piece') return args.pieces === null ? null : { pieces: args.pieces, grams: null }
  const { nominalGrams } = product.sale
  if (args.grams === null)
    return args.pieces === null ? null : { pieces: args.pieces, grams: grams(args.pieces * nominalGrams) }
  if (args.pieces !== null) return { pieces: args.pieces, grams: args.grams }
  const line = fold.state('delivery', args.deliveryId)?.lines[args.productId]
  const before = countedAs(line, args.condition)
  const portions = Math.floor((before.grams + args.grams) / nominalGrams)
  return { pieces: pieces(portions - before.pieces), grams: args.grams }
}
