import type { ReadProposal } from '../../../shared/intake/import/importProposal'
import type { KeptList, KeptOrder } from '../../../shared/intake/import/keptLists'
import type { OrderId } from '../../../shared/kernel/ids'

/** What the next reading of this list is compared with; an order nobody cancelled yet is asked about again. */
export function listToKeep(
  proposal: ReadProposal,
  cancelled: readonly OrderId[],
  nowMs: number,
): KeptList | undefined {
  const [first] = proposal.orders
  if (first === undefined) return undefined
  const orders = proposal.orders.flatMap(({ proposed, terms }): KeptOrder[] =>
    terms === null ? [] : [{ order: proposed, orderId: terms.orderId, householdId: terms.householdId }],
  )
  const left = proposal.removed.filter((kept) => !cancelled.includes(kept.orderId))
  return {
    listId: proposal.list.listId,
    source: first.proposed.source,
    title: proposal.title,
    takenInAtMs: nowMs,
    orders: [...orders, ...left],
  }
}
