import type { OrderTerms } from '../../domain/terms'
import { canonicalJson } from '../../kernel/canonicalJson'
import type { HouseholdId } from '../../kernel/ids'
import { householdIdOf, householdKey } from '../household/householdKey'
import type { MatchedOrder } from '../orders/matchProducts'
import { orderIdOf } from '../orders/orderIds'
import { ordersToTerms } from '../orders/ordersToTerms'
import type { Problem } from '../problem'
import type { ProposedOrder } from '../proposal'
import type { OrderPreview } from './importProposal'
import type { ImportPlace } from './importRequest'
import type { ListComparison } from './keptLists'

export interface OrdersToTakeIn {
  readonly orders: readonly OrderPreview[]
  readonly held: readonly HeldOrder[]
  readonly problems: readonly Problem[]
}

/** An order a problem keeps out, for its rows to be mended. */
export interface HeldOrder {
  readonly order: ProposedOrder
  /** The round has it from an earlier reading, without what is held now. */
  readonly isHere: boolean
}

/**
 * What each order of a reading comes to in the round: new, changed, or here already. An order that was here before
 * keeps its id, its household and what the source does not say of it, so that the same list twice brings nothing.
 * @param waiting orders whose items are not known yet
 */
export function ordersToTakeIn(
  all: readonly ProposedOrder[],
  matched: readonly MatchedOrder[],
  waiting: readonly ProposedOrder[],
  comparison: ListComparison,
  known: readonly OrderTerms[],
  place: ImportPlace,
): OrdersToTakeIn {
  const numbers = numbersOf(all, comparison.listId, place)
  const firstNo = known.reduce((most, order) => Math.max(most, order.participateNo), 0) + 1
  const placed = ordersToTerms(
    matched.map(({ order, lines }) => ({
      order: { ...order, keyedBy: 'number' as const, sourceNo: numbers.get(order) ?? order.sourceNo },
      lines,
    })),
    {
      siteId: place.siteId,
      roundId: place.roundId,
      siteSecret: place.siteSecret,
      firstParticipateNo: firstNo,
      placedAtMs: place.nowMs,
    },
  )
  const identities = new Map(placed.identities.map((identity) => [identity.householdId, identity]))
  const knownById = new Map(known.map((order) => [order.orderId, order]))
  const byNumber = new Map(placed.placements.map((one) => [one.terms.sourceNo, one]))
  const heldNumbers = new Set(placed.held.map((order) => order.sourceNo))
  const held: HeldOrder[] = []
  const waits = new Set(waiting)
  const orders = all.map((proposed): OrderPreview => {
    const number = numbers.get(proposed) ?? proposed.sourceNo
    const one = byNumber.get(number)
    const kept = comparison.before.get(proposed)
    const what = comparison.changes.get(proposed) ?? []
    const before = kept?.order ?? null
    if (one === undefined) {
      if (heldNumbers.has(number)) {
        const orderId = kept?.orderId ?? orderIdOf(place.roundId, proposed.source, number)
        held.push({ order: proposed, isHere: knownById.has(orderId) })
      }
      const standing =
        proposed.status === 'cancelled' && kept === undefined
          ? 'cancelled'
          : waits.has(proposed) || heldNumbers.has(number)
            ? 'held'
            : 'left-out'
      return { proposed, standing, terms: null, identity: null, before, what }
    }
    const orderId = kept?.orderId ?? one.terms.orderId
    const there = knownById.get(orderId)
    const terms = settled(one.terms, proposed, orderId, kept?.householdId ?? one.terms.householdId, there)
    const identity = identities.get(one.terms.householdId)
    return {
      proposed,
      standing: standingOf(terms, there, kept !== undefined && what.length === 0),
      terms,
      identity: identity ? { ...identity, householdId: terms.householdId } : null,
      before,
      what,
    }
  })
  return { orders, held, problems: placed.problems }
}

function settled(
  terms: OrderTerms,
  proposed: ProposedOrder,
  orderId: OrderTerms['orderId'],
  householdId: HouseholdId,
  there: OrderTerms | undefined,
): OrderTerms {
  return {
    ...terms,
    orderId,
    householdId: there?.householdId ?? householdId,
    sourceNo: there?.sourceNo ?? terms.sourceNo,
    participateNo: proposed.participateNo ?? there?.participateNo ?? terms.participateNo,
    placedAtMs: proposed.placedAtMs ?? there?.placedAtMs ?? terms.placedAtMs,
  }
}

// An order a person changed here and its source did not change stands as the person left it.
function standingOf(
  terms: OrderTerms,
  there: OrderTerms | undefined,
  sourceUnchanged: boolean,
): OrderPreview['standing'] {
  if (there === undefined) return terms.cancelled ? 'cancelled' : 'new'
  return sourceUnchanged || canonicalJson(there) === canonicalJson(terms) ? 'same' : 'changed'
}

/** A number for every order, also for those whose source gives none: it holds no name, and stays the next time. */
function numbersOf(
  orders: readonly ProposedOrder[],
  listId: string,
  place: ImportPlace,
): ReadonlyMap<ProposedOrder, string> {
  const times = new Map<string, number>()
  const prefix = listId === '' ? '' : `${listId}/`
  return new Map(
    orders.map((order) => {
      if (order.keyedBy === 'number') return [order, `${prefix}${order.sourceNo}`]
      const household = householdIdOf(
        place.siteId,
        place.siteSecret,
        householdKey(order.name, order.phone, order.address),
      )
      const time = (times.get(household) ?? 0) + 1
      times.set(household, time)
      return [order, `${prefix}${household}.${time}`]
    }),
  )
}
