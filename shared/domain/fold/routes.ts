import { assertNever } from '../../kernel/assertNever'
import type { Fact } from '../facts'
import type { SubjectKey } from './subject'

/** The one subject a fact belongs to; null for a void, which goes where its target went. */
export function subjectOf(fact: Fact): SubjectKey | null {
  switch (fact.kind) {
    case 'RoundOpened':
    case 'RoundCutOff':
    case 'SlotsAssigned':
    case 'RoundReleased':
    case 'RoundClosed':
      return `round:${fact.roundId}`
    case 'HouseholdsMerged':
      return `household:${fact.from}`
    case 'OrderPlaced':
    case 'OrderAmended':
      return `order:${fact.order.orderId}`
    case 'DeliveryAnnounced':
      return `delivery:${fact.delivery.deliveryId}`
    case 'GoodsCounted':
    case 'InspectionRecorded':
    case 'DeliveryClosed':
      return `delivery:${fact.deliveryId}`
    case 'ProductListed':
      return `product:${fact.product.productId}`
    case 'AllocationDecided':
    case 'OverReceiptDecided':
    case 'ItemShorted':
    case 'BalanceChecked':
      return `product:${fact.productId}`
    case 'GoodsSetAside':
    case 'GoodsWrittenOff':
    case 'GoodsFound':
    case 'GoodsReturned':
      return `product:${fact.goods.productId}`
    case 'ItemPut':
    case 'BagClosed':
      return `bag:${fact.bag.bagId}`
    case 'PortionsWeighed':
    case 'BagReopened':
    case 'BagShelved':
    case 'BagHandedOver':
    case 'LineRefused':
      return `bag:${fact.bagId}`
    case 'PaymentTaken':
    case 'RefundPaid':
    case 'DueWaived':
      return `account:${fact.householdId}`
    case 'DiscrepancyNoted':
    case 'DiscrepancyAdvanced':
    case 'PhotoAttached':
      return `discrepancy:${fact.discrepancyId}`
    case 'BarcodeAttached':
      return `barcode:${fact.barcode}`
    case 'FloatSet':
    case 'DayClosed':
      return `day:${fact.businessDay}`
    case 'IdentityRevealed':
    case 'IdentityErased':
      return `looks:${fact.householdId}`
    case 'FactVoided':
      return null
    default:
      return assertNever(fact)
  }
}
