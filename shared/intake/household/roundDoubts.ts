import type { Identity } from '../../domain/identity'
import { phoneTailOf } from '../../domain/identity'
import { neededGoods } from '../../domain/order/neededGoods'
import type { OrderTerms, ProductTerms } from '../../domain/terms'
import type { HouseholdId, OrderId, ProductId } from '../../kernel/ids'
import { parseAddress, roomKeyOf } from '../text/addressText'
import { compactKey } from '../text/cleanText'
import { readPhone } from '../text/phoneText'

/**
 * What is odd about a round's orders before they are packed (异常订单): each names who, and what could be done.
 * Two households that look like one are shown side by side, never merged here.
 */
export type RoundDoubt =
  | { readonly kind: 'phone-bad' | 'phone-missing' | 'address-bad'; readonly householdId: HouseholdId }
  | {
      readonly kind: 'phone-shared' | 'room-shared' | 'name-shared' | 'looks-alike'
      readonly householdId: HouseholdId
      readonly other: HouseholdId
    }
  | {
      readonly kind: 'over-limit'
      readonly householdId: HouseholdId
      readonly productId: ProductId
      readonly pieces: number
      readonly limit: number
    }
  | { readonly kind: 'no-price'; readonly householdId: HouseholdId; readonly orderId: OrderId }

/** @param orders of the round that are not cancelled, under the household that merged ones became */
export function roundDoubts(
  orders: readonly OrderTerms[],
  products: ReadonlyMap<ProductId, ProductTerms>,
  identityOf: (householdId: HouseholdId) => Identity | undefined,
): readonly RoundDoubt[] {
  const households = [...new Set(orders.map((order) => order.householdId))]
  const people = households.flatMap((householdId) => identityOf(householdId) ?? [])
  return [
    ...overLimit(orders, products),
    ...alike(people),
    ...people.flatMap(contactDoubts),
    ...orders.flatMap((order): RoundDoubt[] =>
      order.lines.length > 0 && order.lines.every((line) => line.amountFen === 0 && line.giftOf === null)
        ? [{ kind: 'no-price', householdId: order.householdId, orderId: order.orderId }]
        : [],
    ),
  ]
}

function contactDoubts({ householdId, phone, address }: Identity): RoundDoubt[] {
  const room = address === null ? undefined : parseAddress(address)
  if (phone !== null && !readPhone(phone.replace('x', '转')).ok) return [{ kind: 'phone-bad', householdId }]
  if (phone === null && room === undefined) return [{ kind: 'phone-missing', householdId }]
  return address !== null && room === undefined ? [{ kind: 'address-bad', householdId }] : []
}

function overLimit(
  orders: readonly OrderTerms[],
  products: ReadonlyMap<ProductId, ProductTerms>,
): RoundDoubt[] {
  const asked = new Map<string, { householdId: HouseholdId; productId: ProductId; pieces: number }>()
  for (const order of orders)
    for (const line of [...order.lines, ...kitParts(order)]) {
      if (products.get(line.productId)?.limitPerHousehold == null) continue
      const key = `${order.householdId}|${line.productId}`
      const before = asked.get(key)?.pieces ?? 0
      asked.set(key, {
        householdId: order.householdId,
        productId: line.productId,
        pieces: before + line.pieces,
      })
    }
  return [...asked.values()].flatMap((one): RoundDoubt[] => {
    const limit = products.get(one.productId)?.limitPerHousehold ?? Number.MAX_SAFE_INTEGER
    return one.pieces > limit ? [{ kind: 'over-limit', ...one, limit }] : []
  })
}

function kitParts(order: OrderTerms): { productId: ProductId; pieces: number }[] {
  const kits = new Set(order.lines.flatMap((line, i) => (line.components.length > 0 ? [i] : [])))
  return neededGoods(order).filter((need) => kits.has(need.line))
}

/** Same phone, same room, or the same name where nothing else tells them apart; each pair once, the surest sign wins. */
function alike(people: readonly Identity[]): RoundDoubt[] {
  const found = new Map<string, RoundDoubt>()
  const seen = new Map<string, Identity[]>()
  for (const person of people)
    for (const [sign, key] of signsOf(person)) {
      const others = seen.get(`${sign}|${key}`) ?? []
      for (const other of others) {
        const pair = [other.householdId, person.householdId].sort().join('|')
        const doubt = doubtOf(sign, person, other)
        if (doubt && !found.has(pair)) found.set(pair, doubt)
      }
      seen.set(`${sign}|${key}`, [...others, person])
    }
  return [...found.values()]
}

type Sign = 'phone' | 'room' | 'name' | 'tail'

function signsOf({ name, phone, address }: Identity): [Sign, string][] {
  const signs: [Sign, string][] = []
  const room = address === null ? undefined : parseAddress(address)
  const tail = phoneTailOf(phone)
  if (phone !== null) signs.push(['phone', phone])
  if (room !== undefined) signs.push(['room', roomKeyOf(room)])
  if (compactKey(name) !== '') signs.push(['name', compactKey(name)])
  if (tail !== null) signs.push(['tail', `${tail}|${[...compactKey(name)][0] ?? ''}`])
  return signs
}

function doubtOf(sign: Sign, person: Identity, other: Identity): RoundDoubt | undefined {
  const pair = { householdId: person.householdId, other: other.householdId }
  if (sign === 'phone') return { kind: 'phone-shared', ...pair }
  if (sign === 'room') return { kind: 'room-shared', ...pair }
  // One name with two whole phone numbers is two people; with one number missing it may be one.
  if (sign === 'name')
    return person.phone === null || other.phone === null ? { kind: 'name-shared', ...pair } : undefined
  return { kind: 'looks-alike', ...pair }
}
