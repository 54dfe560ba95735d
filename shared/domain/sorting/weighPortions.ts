import type { BagId, ProductId } from '../../kernel/ids'
import { type Grams, pieces } from '../../kernel/quantity'
import { nominalPieces } from '../bag/leftOfItems'
import { type Decide, facts, refuse } from '../decide'
import { weightDoubt } from './weightDoubt'

export interface WeighPortions {
  readonly bagId: BagId
  readonly productId: ProductId
  /** Of all portions that were put with their nominal weight. */
  readonly grams: Grams
  readonly unusualConfirmed?: boolean
}

/** 称重: the scale's reading for portions put at their nominal weight. */
export const weighPortions: Decide<WeighPortions> = ({ fold }, args) => {
  const bag = fold.state('bag', args.bagId)
  const product = fold.state('product', args.productId)?.product
  if (!bag?.bag) return refuse('bag-unknown')
  if (product?.sale.by !== 'weight') return refuse('product-unknown')
  if (bag.handovers.length > 0) return refuse('bag-handed-over')
  const nominal = nominalPieces(bag, args.productId)
  if (nominal === 0) return refuse('not-in-bag')
  const doubt = weightDoubt(product.sale.nominalGrams, pieces(nominal), args.grams)
  if (doubt === 'absurd') return refuse('weight-absurd')
  if (doubt === 'unusual' && !args.unusualConfirmed) return refuse('weight-unusual')
  const { bagId, productId, grams } = args
  return facts({ kind: 'PortionsWeighed', v: 1, bagId, productId, grams })
}
