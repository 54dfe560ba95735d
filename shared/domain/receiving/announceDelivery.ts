import { type Decide, facts, refuse } from '../decide'
import type { DeliveryTerms } from '../terms'

/** 到货通知. A later announcement replaces the expected lines while the delivery is open. */
export const announceDelivery: Decide<DeliveryTerms> = ({ fold }, delivery) => {
  if (fold.state('delivery', delivery.deliveryId)?.closed) return refuse('delivery-closed')
  if (delivery.lines.length === 0) return refuse('nothing-to-import')
  return facts({ kind: 'DeliveryAnnounced', v: 1, delivery })
}
