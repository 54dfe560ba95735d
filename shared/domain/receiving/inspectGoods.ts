import type { DeliveryId, ProductId } from '../../kernel/ids'
import type { Pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import type { FiveCheck } from '../terms'

export interface InspectGoods {
  readonly deliveryId: DeliveryId
  readonly productId: ProductId
  readonly differs: readonly { readonly check: FiveCheck; readonly found: string }[]
  readonly sample: { readonly looked: Pieces; readonly failed: Pieces } | null
}

/** The five checks (品控) and the sample inspection (抽检) of one line. */
export const inspectGoods: Decide<InspectGoods> = ({ fold }, args) => {
  const delivery = fold.state('delivery', args.deliveryId)
  if (!delivery) return refuse('delivery-unknown')
  if (delivery.closed) return refuse('delivery-closed')
  if (!fold.state('product', args.productId)?.product) return refuse('product-unknown')
  if (args.sample && (args.sample.looked <= 0 || args.sample.failed > args.sample.looked))
    return refuse('quantity-not-positive')
  return facts({ kind: 'InspectionRecorded', v: 1, ...args })
}
