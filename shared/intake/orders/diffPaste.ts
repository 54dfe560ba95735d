import type { ProposedOrder } from '../proposal'

/** What a newer import would change, before anything happens. */
export interface PasteDiff {
  readonly added: readonly ProposedOrder[]
  readonly changed: readonly OrderChange[]
  /** There before, no longer there: cancelled when it is taken over. */
  readonly removed: readonly ProposedOrder[]
  readonly same: readonly ProposedOrder[]
}

export interface OrderChange {
  readonly before: ProposedOrder
  readonly after: ProposedOrder
  /** The same order under another name (a member changed the group nickname). */
  readonly renamed: boolean
  readonly what: readonly (
    | 'name'
    | 'phone'
    | 'address'
    | 'note'
    | 'lines'
    | 'paid'
    | 'status'
    | 'fulfilment'
  )[]
}

/**
 * Compares two readings of one source. Numbered orders are found by number; orders of a 接龙 and of sheets without
 * numbers by who they are for and which of that household's orders they are, since 接龙 renumbers when somebody leaves.
 */
export function diffPaste(previous: readonly ProposedOrder[], next: readonly ProposedOrder[]): PasteDiff {
  const before = keyed(previous)
  const added: ProposedOrder[] = []
  const changed: OrderChange[] = []
  const same: ProposedOrder[] = []
  for (const [key, after] of keyed(next)) {
    const was = before.get(key)
    if (was === undefined) {
      added.push(after)
      continue
    }
    before.delete(key)
    compare(was, after, false, changed, same)
  }
  const removed = [...before.values()]
  return { ...pairRenamed(removed, added, changed, same), changed, same }
}

/** A 接龙 number whose name is new and whose old name is gone, with the same goods, was renamed. */
function pairRenamed(
  removed: readonly ProposedOrder[],
  added: readonly ProposedOrder[],
  changed: OrderChange[],
  same: ProposedOrder[],
): Pick<PasteDiff, 'added' | 'removed'> {
  const open = new Map<string, ProposedOrder>()
  for (const order of removed)
    if (order.keyedBy === 'household' && order.participateNo !== null) open.set(renameKey(order), order)
  const renamed = new Set<ProposedOrder>()
  const stillAdded = added.filter((after) => {
    const was = after.keyedBy === 'household' ? open.get(renameKey(after)) : undefined
    if (was === undefined) return true
    open.delete(renameKey(after))
    renamed.add(was)
    compare(was, after, true, changed, same)
    return false
  })
  return { added: stillAdded, removed: removed.filter((order) => !renamed.has(order)) }
}

function renameKey(order: ProposedOrder): string {
  return `${order.source}|${order.participateNo}|${linesKey(order)}`
}

function compare(
  was: ProposedOrder,
  after: ProposedOrder,
  renamed: boolean,
  changed: OrderChange[],
  same: ProposedOrder[],
): void {
  const what: OrderChange['what'][number][] = []
  if (was.name !== after.name || was.nick !== after.nick) what.push('name')
  if (was.phone !== after.phone) what.push('phone')
  if (was.address !== after.address) what.push('address')
  if (was.note !== after.note) what.push('note')
  if (linesKey(was) !== linesKey(after)) what.push('lines')
  if (was.paidFen !== after.paidFen || was.paidInFull !== after.paidInFull) what.push('paid')
  if (was.status !== after.status) what.push('status')
  if (was.fulfilment !== after.fulfilment) what.push('fulfilment')
  if (what.length === 0) same.push(after)
  else changed.push({ before: was, after, renamed, what })
}

function linesKey(order: ProposedOrder): string {
  return order.lines
    .map((line) =>
      [
        line.code ?? '',
        line.itemText,
        line.spec ?? '',
        line.pieces,
        line.grams ?? '',
        line.amountFen ?? '',
        line.giftOf ?? '',
      ].join('\u0001'),
    )
    .join('\u0000')
}

function keyed(orders: readonly ProposedOrder[]): Map<string, ProposedOrder> {
  const times = new Map<string, number>()
  const byKey = new Map<string, ProposedOrder>()
  for (const order of orders) {
    const who = order.keyedBy === 'number' ? `n|${order.sourceNo}` : `w|${order.nick ?? order.name}`
    const key = `${order.source}|${who}`
    const time = (times.get(key) ?? 0) + 1
    times.set(key, time)
    byKey.set(`${key}|${time}`, order)
  }
  return byKey
}
