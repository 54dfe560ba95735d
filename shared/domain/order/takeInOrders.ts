import { canonicalJson } from '../../kernel/canonicalJson'
import { type Decide, facts, refuse } from '../decide'
import type { Fact } from '../facts'
import { currentRound } from '../round/currentRound'
import { slotsToAssign } from '../round/cutOffRound'
import type { OrderTerms, ProductTerms } from '../terms'

export interface TakeInOrders {
  readonly products: readonly ProductTerms[]
  readonly orders: readonly OrderTerms[]
  /** Why orders that are already here change; shown beside the amendment. */
  readonly reason: string
}

/**
 * 收集订单: what an import, a paste or a phone call brought. What is here already and the same is left out;
 * what differs becomes an amendment. Importing the same file twice writes nothing.
 */
export const takeInOrders: Decide<TakeInOrders> = ({ fold }, { products, orders, reason }) => {
  if (currentRound(fold)?.closedAt) return refuse('round-closed')
  const listed = products.flatMap((product): Fact[] => {
    const known = fold.state('product', product.productId)?.product
    return known && same(known, product) ? [] : [{ kind: 'ProductListed', v: 1, product }]
  })
  const placed = orders.flatMap((order): Fact[] => {
    const state = fold.state('order', order.orderId)
    if (!state?.order) return order.cancelled ? [] : [{ kind: 'OrderPlaced', v: 1, order }]
    if (same(state.order, order)) return []
    // The file has not changed since it came in; a person amended the order here, and that stands.
    const { source, imported, differs } = state
    if (same(source, order) || (differs && imported.some((one) => same(one, order)))) return []
    return [{ kind: 'OrderAmended', v: 1, order, reason, fromSource: true }]
  })
  return listed.length + placed.length === 0 ? refuse('nothing-to-import') : facts(...listed, ...placed)
}

/** One order changed by hand; lines of 0 pieces are dropped. */
export const amendOrder: Decide<{ readonly order: OrderTerms; readonly reason: string }> = (
  { fold },
  { order, reason },
) => {
  const known = fold.state('order', order.orderId)?.order
  if (!known) return refuse('order-unknown')
  if (reason.trim() === '') return refuse('needs-reason')
  if (!order.cancelled && order.lines.length === 0) return refuse('order-empty')
  if (same(known, order)) return refuse('nothing-changed')
  return facts({ kind: 'OrderAmended', v: 1, order, reason })
}

/** After 截团: households that came late get the next slots. */
export const assignLateSlots: Decide<Record<never, never>> = ({ fold, roundId }) => {
  if (!currentRound(fold)?.cutOffAt) return refuse('round-not-cut-off')
  const slots = slotsToAssign(fold)
  if (slots.length === 0) return refuse('nothing-changed')
  return facts({ kind: 'SlotsAssigned', v: 1, roundId, slots })
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b)
}
