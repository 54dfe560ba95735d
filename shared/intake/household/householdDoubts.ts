import { type Problem, problem } from '../problem'
import type { ProposedOrder } from '../proposal'
import { parseAddress, roomKeyOf } from '../text/addressText'
import { compactKey } from '../text/cleanText'

/** Households that may be one or may be two: same phone under another name, same room with another phone. Never merged. */
export function householdDoubts(orders: readonly ProposedOrder[]): Problem[] {
  const found: Problem[] = []
  const byPhone = new Map<string, { name: string; row: number }>()
  const byRoom = new Map<string, { phone: string; name: string; row: number }>()
  for (const order of orders) {
    const row = order.rows[0] ?? 0
    const place = { row, raw: order.raw }
    if (order.phone === null) {
      // Nothing but the name would tell this household from another.
      if (order.address !== null && parseAddress(order.address) === undefined)
        found.push(problem('address-not-parsed', place, { address: order.address, name: order.name }))
      continue
    }
    const first = byPhone.get(order.phone)
    if (first === undefined) byPhone.set(order.phone, { name: order.name, row })
    else if (compactKey(first.name) !== compactKey(order.name))
      found.push(
        problem('phone-shared', place, {
          phone: order.phone,
          name: order.name,
          otherName: first.name,
          otherRow: first.row,
        }),
      )
    const address = order.address === null ? undefined : parseAddress(order.address)
    if (address === undefined) continue
    const room = roomKeyOf(address)
    const neighbour = byRoom.get(room)
    if (neighbour === undefined) byRoom.set(room, { phone: order.phone, name: order.name, row })
    else if (neighbour.phone !== order.phone)
      found.push(
        problem('room-shared', place, {
          room: order.address ?? room,
          name: order.name,
          otherName: neighbour.name,
          otherRow: neighbour.row,
        }),
      )
  }
  return found
}
