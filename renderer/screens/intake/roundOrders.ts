import type { Fold } from '../../../shared/domain/fold/fold'
import type { OrderState } from '../../../shared/domain/order/orderState'
import { currentRound } from '../../../shared/domain/round/currentRound'
import type { OrderTerms, ProductTerms } from '../../../shared/domain/terms'
import type { HouseholdId, ProductId } from '../../../shared/kernel/ids'

/** One order as the table shows it. */
export interface OrderRow {
  readonly order: OrderTerms
  /** The household it counts for; another one than the order names after a merge. */
  readonly householdId: HouseholdId
  readonly slot: number | null
  readonly amended: boolean
  readonly goods: string
}

/** Orders of the round in 跟团号 order; kept until an order, a product or a slot changes. */
export function orderRows(fold: Fold): readonly OrderRow[] {
  const states = fold.members('orders').flatMap((id) => fold.state('order', id) ?? [])
  const round = currentRound(fold)
  const deps = [states.length, round, fold.indexVersion('households'), ...states]
  return fold.memo('intake-order-rows', deps, () => rowsOf(fold, states))
}

function rowsOf(fold: Fold, states: readonly OrderState[]): readonly OrderRow[] {
  const slots = currentRound(fold)?.slots ?? {}
  const products = productsById(fold)
  return states
    .flatMap(({ order, amendments }): OrderRow[] => {
      if (order === null) return []
      const householdId = fold.householdOf(order.householdId)
      return [
        {
          ...{ order, householdId, slot: slots[householdId] ?? null, amended: amendments.length > 0 },
          goods: order.lines
            .map((line) => `${products.get(line.productId)?.name ?? line.productId}×${line.pieces}`)
            .join('  '),
        },
      ]
    })
    .sort(
      (a, b) => a.order.participateNo - b.order.participateNo || (a.order.orderId < b.order.orderId ? -1 : 1),
    )
}

export function productsById(fold: Fold): ReadonlyMap<ProductId, ProductTerms> {
  return new Map(listedProducts(fold).map((product) => [product.productId, product]))
}

export function listedProducts(fold: Fold): readonly ProductTerms[] {
  return fold.members('products').flatMap((id) => fold.state('product', id)?.product ?? [])
}

export function nextParticipateNo(fold: Fold): number {
  return orderRows(fold).reduce((most, { order }) => Math.max(most, order.participateNo), 0) + 1
}
