import type { Fact } from '../domain/facts'
import type { Identity } from '../domain/identity'
import type { DeliveryTerms, OrderTerms, ProductTerms } from '../domain/terms'
import { addDays, businessDayAt } from '../kernel/businessDay'
import { idOf, type RoundId } from '../kernel/ids'
import { fen } from '../kernel/money'
import { type Chance, chanceOf } from './chance'
import { type SampleArrival, sampleArrivals, sampleDeliveries } from './sampleArrivals'
import { lineOf, orderingMs, orderOf, sampleOrders } from './sampleOrders'
import { type SampleSite, samplePeople } from './samplePeople'
import { sampleKitProducts, sampleProducts } from './sampleProducts'

export interface SampleRequest extends SampleSite {
  /** The same seed and times give the same round, to the letter. */
  readonly seed: number
  /** Orders come in over the 20 hours after this; goods come the next day. ms since 1970 UTC */
  readonly openedAtMs: number
  readonly title?: string
}

/** What one command writes: the facts of one entry. */
export interface SampleDraft {
  readonly roundId: RoundId
  readonly facts: readonly Fact[]
}

export interface SampleRound {
  readonly roundId: RoundId
  readonly products: readonly ProductTerms[]
  readonly identities: readonly Identity[]
  readonly orders: readonly OrderTerms[]
  readonly deliveries: readonly DeliveryTerms[]
  /** A handful of entries, in order: the round with its listing, the orders, the announced deliveries. */
  readonly drafts: readonly SampleDraft[]
  /** What the trucks really bring: for a person to count, or for a test. */
  readonly arrivals: readonly SampleArrival[]
}

const ordersPerDraft = 250
const households = 500
const kitHouseholds = 200

/**
 * 500 households, 60 products (12 by weight, 1 kit, 2 gifts), 3 suppliers; of what was announced 8 products come
 * short, 3 over, 2 damaged. Some names, phones and phone tails are alike.
 */
export function sampleRound(request: SampleRequest): SampleRound {
  const chance = chanceOf(request.seed)
  const roundId = roundIdOf('sample', request)
  const products = sampleProducts(roundId)
  const identities = samplePeople(chance, households, request)
  const orders = sampleOrders(chance, identities, { roundId, openedAtMs: request.openedAtMs, products })
  const trouble = { shorts: 8, overs: 3, damaged: 2 }
  return assembled(chance, request, {
    roundId,
    products,
    identities,
    orders,
    trouble,
    title: '示例团·一周鲜品',
  })
}

/** 200 households, one kit of five vegetables each, 30 yuan; everything comes as announced. */
export function sampleKitRound(request: SampleRequest): SampleRound {
  const chance = chanceOf(request.seed)
  const roundId = roundIdOf('sample-kit', request)
  const products = sampleKitProducts(roundId)
  const identities = samplePeople(chance, kitHouseholds, request)
  const kits = products.filter((product) => product.components.length > 0)
  const orders = identities.map(({ householdId }, i) => {
    const placedAtMs = request.openedAtMs + Math.floor((orderingMs * (i + 1)) / kitHouseholds)
    const lines = kits.map((kit) => lineOf(kit, 1))
    const paidFen = fen(lines.reduce((sum, line) => sum + line.amountFen, 0))
    return orderOf(roundId, i + 1, { householdId, placedAtMs, lines, paidFen, fulfilment: 'pickup' })
  })
  const trouble = { shorts: 0, overs: 0, damaged: 0 }
  return assembled(chance, request, {
    roundId,
    products,
    identities,
    orders,
    trouble,
    title: '示例团·五样时蔬套餐',
  })
}

interface Parts {
  readonly roundId: RoundId
  readonly title: string
  readonly products: readonly ProductTerms[]
  readonly identities: readonly Identity[]
  readonly orders: readonly OrderTerms[]
  readonly trouble: { readonly shorts: number; readonly overs: number; readonly damaged: number }
}

function assembled(chance: Chance, request: SampleRequest, parts: Parts): SampleRound {
  const { roundId, products, identities, orders, trouble } = parts
  const arrivalDay = addDays(businessDayAt(request.openedAtMs), 1)
  const pickupUntil = addDays(arrivalDay, 2)
  const deliveries = sampleDeliveries(roundId, { products, orders }, arrivalDay)
  const days = { arrivalDay, pickupUntil }
  const arrivals = sampleArrivals(chance, deliveries, { products, trouble, days })
  const opened: Fact = {
    kind: 'RoundOpened',
    v: 1,
    roundId,
    roundCode: roundCodeOf(chance),
    title: request.title ?? parts.title,
    pickupFrom: arrivalDay,
    pickupUntil,
  }
  const drafts: Fact[][] = [
    [opened, ...products.map((product): Fact => ({ kind: 'ProductListed', v: 1, product }))],
    ...inParts(orders, ordersPerDraft).map((some) =>
      some.map((order): Fact => ({ kind: 'OrderPlaced', v: 1, order })),
    ),
    deliveries.map((delivery): Fact => ({ kind: 'DeliveryAnnounced', v: 1, delivery })),
  ]
  return {
    ...{ roundId, products, identities, orders, deliveries, arrivals },
    drafts: drafts.map((facts) => ({ roundId, facts })),
  }
}

function roundIdOf(kind: string, { seed, openedAtMs }: SampleRequest): RoundId {
  return idOf(`${kind}-${seed}-${openedAtMs.toString(36)}`)
}

/** Four characters that are printed in every bag code. */
function roundCodeOf(chance: Chance): string {
  return Array.from({ length: 4 }, () => chance.pick([...'0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'])).join('')
}

function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}
