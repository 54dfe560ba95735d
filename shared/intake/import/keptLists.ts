import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { OrderSource } from '../../domain/terms'
import type { HouseholdId, OrderId } from '../../kernel/ids'
import type { OrderChange } from '../orders/diffPaste'
import { diffPaste } from '../orders/diffPaste'
import type { ProposedOrder } from '../proposal'

/** An order as its source said it when it was taken in. Holds personal data: kept sealed, never in a fact. */
export interface KeptOrder {
  readonly order: ProposedOrder
  readonly orderId: OrderId
  readonly householdId: HouseholdId
}

/** One list that is pasted or imported again and again: a 接龙, a platform's export, a hand-made sheet. */
export interface KeptList {
  /** '' for the first list of a source in a round. */
  readonly listId: string
  readonly source: OrderSource
  readonly title: string
  /** ms since 1970 UTC */
  readonly takenInAtMs: number
  readonly orders: readonly KeptOrder[]
}

/** A newer reading of a list against what was taken in of it. */
export interface ListComparison {
  readonly against: KeptList | null
  readonly listId: string
  /** What each order was before, by the order as it reads now. */
  readonly before: ReadonlyMap<ProposedOrder, KeptOrder>
  readonly changes: ReadonlyMap<ProposedOrder, OrderChange['what']>
  /** There before, no longer there. */
  readonly removed: readonly KeptOrder[]
}

/** From this share of its orders found again, with the same goods, a list is the same list. */
const alike = 0.4

export function compareWithKept(
  orders: readonly ProposedOrder[],
  title: string,
  lists: readonly KeptList[],
  wanted: string | null,
): ListComparison {
  const source = orders[0]?.source
  const same = lists.filter((list) => list.source === source)
  const against =
    wanted === null ? mostAlike(orders, title, same) : same.find((list) => list.listId === wanted)
  if (against === undefined) {
    const listId = same.length === 0 ? '' : shortHash(`${title}\u0000${orders[0]?.raw ?? ''}`)
    return { against: null, listId, before: new Map(), changes: new Map(), removed: [] }
  }
  const diff = diffPaste(
    against.orders.map((kept) => kept.order),
    orders,
  )
  const keptOf = new Map(against.orders.map((kept) => [kept.order, kept]))
  const before = new Map<ProposedOrder, KeptOrder>()
  const changes = new Map<ProposedOrder, OrderChange['what']>()
  for (const change of diff.changed) {
    const kept = keptOf.get(change.before)
    if (kept) before.set(change.after, kept)
    changes.set(change.after, change.what)
  }
  const byKey = keyed(against.orders.map((kept) => kept.order))
  const unchanged = new Set(diff.same)
  for (const [key, order] of keyed(orders)) {
    const was = unchanged.has(order) ? byKey.get(key) : undefined
    const kept = was && keptOf.get(was)
    if (kept) before.set(order, kept)
  }
  const removed = diff.removed.flatMap((order) => keptOf.get(order) ?? [])
  return { against, listId: against.listId, before, changes, removed }
}

function mostAlike(
  orders: readonly ProposedOrder[],
  title: string,
  lists: readonly KeptList[],
): KeptList | undefined {
  const now = new Set(orders.map(whoAndWhat))
  let best: KeptList | undefined
  let most = 0
  for (const list of lists) {
    const there = list.orders.filter(({ order }) => now.has(whoAndWhat(order))).length
    const share = there / Math.max(1, list.orders.length)
    // Sheets are all called Sheet1; the title of a 接龙 is its own.
    const sameTitle = list.source === 'jielong' && title !== '' && title === list.title
    const likeness = share + (sameTitle ? 1 : 0)
    if (likeness >= alike && likeness > most) [best, most] = [list, likeness]
  }
  return best
}

/** Two lists of one week have the same people in them, and other goods. */
function whoAndWhat(order: ProposedOrder): string {
  const goods = order.lines.map((line) => line.code ?? line.itemText)
  return [order.keyedBy === 'number' ? order.sourceNo : '', order.nick ?? order.name, ...goods].join('|')
}

/** The nth order of a number or a name, as `diffPaste` tells orders apart. */
function keyed(orders: readonly ProposedOrder[]): Map<string, ProposedOrder> {
  const times = new Map<string, number>()
  const byKey = new Map<string, ProposedOrder>()
  for (const order of orders) {
    const who = order.keyedBy === 'number' ? `n|${order.sourceNo}` : `w|${order.nick ?? order.name}`
    const time = (times.get(who) ?? 0) + 1
    times.set(who, time)
    byKey.set(`${who}|${time}`, order)
  }
  return byKey
}

function shortHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 8)
}
