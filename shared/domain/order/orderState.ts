import { canonicalJson } from '../../kernel/canonicalJson'
import type { DiscrepancyId, FactId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import { emptyYield, type Finding, type SubjectRule, type Yield } from '../fold/subject'
import type { OrderTerms } from '../terms'
import { neededGoods } from './neededGoods'

export interface OrderState {
  /** As it stands: the latest placing or amendment. */
  readonly order: OrderTerms | null
  /** What its source said last; a person may have changed the order since. */
  readonly source: OrderTerms | null
  /** Every different content the order came in with, oldest first; usually one. */
  readonly imported: readonly OrderTerms[]
  readonly amendments: readonly { readonly factId: FactId; readonly reason: string }[]
  /** Set when the same order came in twice with different content: a person has to look. */
  readonly differs: { readonly since: Stamp; readonly factIds: readonly FactId[] } | null
}

export const orderRule: SubjectRule<OrderState> = {
  begin: () => ({ order: null, source: null, imported: [], amendments: [], differs: null }),
  evolve(state, { fact, factId, stamp }) {
    if (fact.kind === 'OrderAmended') {
      const amendments = [...state.amendments, { factId, reason: fact.reason }]
      const source = fact.fromSource ? fact.order : state.source
      return { ...state, order: fact.order, source, amendments, differs: null }
    }
    if (fact.kind !== 'OrderPlaced') return state
    const content = canonicalJson(fact.order)
    if (state.imported.some((known) => canonicalJson(known) === content)) return state
    const imported = [...state.imported, fact.order]
    if (imported.length === 1)
      return { ...state, imported, order: state.order ?? fact.order, source: fact.order }
    const factIds = [...(state.differs?.factIds ?? []), factId]
    return { ...state, imported, differs: { since: state.differs?.since ?? stamp, factIds } }
  },
  yieldOf(state, householdOf): Yield {
    const { order } = state
    if (order === null) return emptyYield
    const household = householdOf(order.householdId)
    const links: [string, string][] = [
      ['orders', order.orderId],
      [`orders-of:${household}`, order.orderId],
      [`subjects-of:${order.householdId}`, `order:${order.orderId}`],
    ]
    const tallies: [string, number][] = []
    if (order.cancelled) links.push(['cancelled-orders', order.orderId])
    if (!order.cancelled) {
      links.push(['households', household])
      for (const need of neededGoods(order)) {
        links.push([`orders-for:${need.productId}`, order.orderId])
        links.push([`households-for:${need.productId}`, household])
        tallies.push([`ordered:${need.productId}`, need.pieces])
        tallies.push([`ordered:${need.productId}:${household}`, need.pieces])
      }
      tallies.push(['charged', order.lines.reduce((sum, line) => sum + line.amountFen, 0)])
    }
    return { tallies, links, findings: state.differs === null ? [] : [differsFinding(order, state.differs)] }
  },
}

function differsFinding(order: OrderTerms, differs: NonNullable<OrderState['differs']>): Finding {
  return {
    discrepancyId: `order-differs/${order.orderId}` as DiscrepancyId,
    kind: 'order-differs',
    since: differs.since,
    productId: null,
    householdId: order.householdId,
    bagId: null,
    deliveryId: null,
    pieces: null,
    grams: null,
    responsible: 'unknown',
    factIds: differs.factIds,
  }
}
