import { type AccountState, accountRule } from '../account/accountState'
import { type BagState, bagRule } from '../bag/bagState'
import { type DiscrepancyState, discrepancyRule } from '../discrepancy/discrepancyState'
import { type LooksState, looksRule } from '../looks/lookedAt'
import { type HouseholdState, householdRule } from '../order/householdState'
import { type OrderState, orderRule } from '../order/orderState'
import { type ProductState, productRule } from '../product/productState'
import { type DeliveryState, deliveryRule } from '../receiving/deliveryState'
import { type RoundState, roundRule } from '../round/roundState'
import { type BarcodeState, barcodeRule } from '../site/barcodeState'
import { type DayState, dayRule } from '../site/dayState'
import type { SubjectKey, SubjectKind, SubjectRule } from './subject'

interface States {
  round: RoundState
  household: HouseholdState
  order: OrderState
  delivery: DeliveryState
  product: ProductState
  bag: BagState
  account: AccountState
  discrepancy: DiscrepancyState
  barcode: BarcodeState
  day: DayState
  looks: LooksState
}

export type StateOf<K extends SubjectKind> = States[K]

const rules: { readonly [K in SubjectKind]: SubjectRule<States[K]> } = {
  round: roundRule,
  household: householdRule,
  order: orderRule,
  delivery: deliveryRule,
  product: productRule,
  bag: bagRule,
  account: accountRule,
  discrepancy: discrepancyRule,
  barcode: barcodeRule,
  day: dayRule,
  looks: looksRule,
}

/** The rule of a subject. The fold keeps a state only together with the key it was made for. */
export function ruleOf(key: SubjectKey): SubjectRule<unknown> {
  return rules[key.slice(0, key.indexOf(':')) as SubjectKind] as SubjectRule<unknown>
}
