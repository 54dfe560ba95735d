import type { DeliveryId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'

/** From here on what did not come is short; lines that agree need no word. */
export const closeDelivery: Decide<{ readonly deliveryId: DeliveryId }> = ({ fold }, { deliveryId }) => {
  const delivery = fold.state('delivery', deliveryId)
  if (!delivery) return refuse('delivery-unknown')
  if (delivery.closed) return refuse('delivery-closed')
  return facts({ kind: 'DeliveryClosed', v: 1, deliveryId })
}
