import type { Decide } from '../../domain/decide'
import type { Fold } from '../../domain/fold/fold'
import type { Identity } from '../../domain/identity'
import { assignLateSlots, takeInOrders } from '../../domain/order/takeInOrders'
import { announceDelivery } from '../../domain/receiving/announceDelivery'
import type { Refusal } from '../../domain/refusals'
import { currentRound } from '../../domain/round/currentRound'
import type { OpenRound } from '../../domain/round/openRound'
import { openRound } from '../../domain/round/openRound'
import type { OrderTerms } from '../../domain/terms'
import {
  type DeliveryId,
  type FactId,
  type HouseholdId,
  idOf,
  type OrderId,
  type RoundId,
} from '../../kernel/ids'
import { pieces } from '../../kernel/quantity'
import { supplierIdOf } from '../orders/orderIds'
import type { AnnouncedGoods, OrderPreview, ProductPreview } from './importProposal'
import { peopleToKeep } from './peopleToKeep'

/** Where an import is written: at a desk, or at the centre. `NotWritten`: why not, although the rules allowed it. */
export interface TakingPlace<NotWritten extends string> {
  round(roundId: RoundId): Fold | undefined
  /** Decided upon whoever is known at the moment of writing. */
  keepPeople(decide: (known: KnownPerson) => readonly Identity[]): Promise<NotWritten | null>
  run<Args>(roundId: RoundId, decide: Decide<Args>, args: Args): Promise<Ran<NotWritten>>
  newId(): string
  /** Lets whatever waits have its turn. */
  breathe(): Promise<void>
}

type KnownPerson = (householdId: HouseholdId) => Identity | undefined

type Ran<NotWritten> =
  | { readonly ok: true; readonly factIds: readonly FactId[] }
  | { readonly ok: false; readonly refusal: Refusal | NotWritten }

export interface TakeIn {
  readonly roundId: RoundId
  /** For a round that is not open yet. */
  readonly open: OpenRound
  readonly orders: readonly OrderPreview[]
  readonly products: readonly ProductPreview[]
  readonly announced: readonly AnnouncedGoods[]
  readonly cancelling: readonly OrderId[]
  readonly reason: string
  readonly unnamedSupplier: string
}

export type TakenIn<NotWritten extends string> =
  | {
      readonly ok: true
      readonly factIds: readonly FactId[]
      readonly placed: number
      readonly changed: number
      readonly cancelled: number
      readonly listed: number
      readonly deliveries: number
    }
  | Extract<Ran<NotWritten>, { ok: false }>

/** Up to this many orders go in as one command, which is all or nothing; more go in one after the other. */
const atOnce = 1_000

/** Writes a preview into the round: people first, then goods and orders, late households' slots last. */
export async function takeIn<NotWritten extends string>(
  place: TakingPlace<NotWritten>,
  wish: TakeIn,
  onProgress: (done: number, total: number) => void,
): Promise<TakenIn<NotWritten>> {
  const { roundId } = wish
  const factIds: FactId[] = []
  const keep = (answer: Ran<NotWritten>): Ran<NotWritten> => {
    if (answer.ok) factIds.push(...answer.factIds)
    return answer
  }
  const round = () => {
    const fold = place.round(roundId)
    return fold && currentRound(fold)
  }
  if (!round()?.opened) {
    // Taking the import back leaves the round open.
    const opened = await place.run(roundId, openRound, wish.open)
    if (!opened.ok) return opened
  }
  const going = wish.orders.filter(
    ({ standing, terms }) => terms && (standing === 'new' || standing === 'changed'),
  )
  const cancelled = cancelledTerms(place, wish)
  const orders = [...going.flatMap(({ terms }) => terms ?? []), ...cancelled]
  const products = wish.products.map(({ terms }) => terms)
  const nothing = orders.length + products.length === 0
  for (let from = 0; !nothing && from < Math.max(1, orders.length); from += atOnce) {
    onProgress(from, orders.length)
    const some = going.slice(from, from + atOnce)
    const unsaved = await place.keepPeople((known) => peopleToKeep(some, known))
    if (unsaved) return { ok: false, refusal: unsaved }
    const answer = keep(
      await place.run(roundId, takeInOrders, {
        products: from === 0 ? products : [],
        orders: orders.slice(from, from + atOnce),
        reason: wish.reason,
      }),
    )
    if (!answer.ok && answer.refusal !== 'nothing-to-import') return answer
    await place.breathe()
  }
  for (const delivery of deliveriesOf(place, wish)) {
    const answer = keep(await place.run(roundId, announceDelivery, delivery))
    if (!answer.ok) return answer
  }
  if (round()?.cutOffAt) keep(await place.run(roundId, assignLateSlots, {}))
  if (factIds.length === 0) return { ok: false, refusal: 'nothing-to-import' }
  return {
    ok: true,
    factIds,
    placed: going.filter(({ standing }) => standing === 'new').length,
    changed: going.filter(({ standing }) => standing === 'changed').length,
    cancelled: cancelled.length,
    listed: products.length,
    deliveries: wish.announced.length,
  }
}

function cancelledTerms(
  place: Pick<TakingPlace<never>, 'round'>,
  { roundId, cancelling }: TakeIn,
): OrderTerms[] {
  const fold = place.round(roundId)
  return cancelling.flatMap((orderId) => {
    const order = fold?.state('order', orderId)?.order
    return order && !order.cancelled ? [{ ...order, cancelled: true }] : []
  })
}

function deliveriesOf(
  place: Pick<TakingPlace<never>, 'newId'>,
  { roundId, announced, unnamedSupplier, open }: TakeIn,
) {
  return announced.map(({ supplierName, lines }) => ({
    deliveryId: idOf<DeliveryId>(`d-${place.newId()}`),
    roundId,
    supplierId: supplierName === null ? null : supplierIdOf(supplierName),
    supplierName: supplierName ?? unnamedSupplier,
    dueDay: open.pickupFrom,
    lines: lines.map(({ terms, pieces: n }) => ({
      productId: terms.productId,
      pieces: pieces(n),
      grams: null,
    })),
  }))
}
