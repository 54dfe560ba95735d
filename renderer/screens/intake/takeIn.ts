import { assignLateSlots, takeInOrders } from '../../../shared/domain/order/takeInOrders'
import { announceDelivery } from '../../../shared/domain/receiving/announceDelivery'
import { currentRound } from '../../../shared/domain/round/currentRound'
import type { OpenRound } from '../../../shared/domain/round/openRound'
import { openRound } from '../../../shared/domain/round/openRound'
import type { OrderTerms } from '../../../shared/domain/terms'
import type {
  AnnouncedGoods,
  OrderPreview,
  ProductPreview,
} from '../../../shared/intake/import/importProposal'
import { supplierIdOf } from '../../../shared/intake/orders/orderIds'
import { type DeliveryId, type FactId, idOf, type OrderId, type RoundId } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import type { Answer, Desk } from '../../commands/desk'
import { peopleToKeep } from './peopleToKeep'

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

export type TakenIn =
  | {
      readonly ok: true
      readonly factIds: readonly FactId[]
      readonly placed: number
      readonly changed: number
      readonly cancelled: number
      readonly listed: number
      readonly deliveries: number
    }
  | Extract<Answer, { ok: false }>

/** Up to this many orders go in as one command, which is all or nothing; more go in one after the other. */
const atOnce = 1_000

/** Writes a preview into the round: people first, then goods and orders, late households' slots last. */
export async function takeIn(
  desk: Desk,
  wish: TakeIn,
  onProgress: (done: number, total: number) => void,
): Promise<TakenIn> {
  const { roundId } = wish
  const factIds: FactId[] = []
  const keep = (answer: Answer): Answer => {
    if (answer.ok) factIds.push(...answer.factIds)
    return answer
  }
  const round = () => {
    const fold = desk.point.picture.round(roundId)
    return fold && currentRound(fold)
  }
  if (!round()?.opened) {
    // Taking the import back leaves the round open.
    const opened = await desk.run(roundId, openRound, wish.open)
    if (!opened.ok) return opened
  }
  const going = wish.orders.filter(
    ({ standing, terms }) => terms && (standing === 'new' || standing === 'changed'),
  )
  const cancelled = cancelledTerms(desk, wish)
  const orders = [...going.flatMap(({ terms }) => terms ?? []), ...cancelled]
  const products = wish.products.map(({ terms }) => terms)
  const nothing = orders.length + products.length === 0
  for (let from = 0; !nothing && from < Math.max(1, orders.length); from += atOnce) {
    onProgress(from, orders.length)
    const people = peopleToKeep(going.slice(from, from + atOnce), (id) => desk.point.people.get(id))
    const unsaved = people.length > 0 ? await desk.keepPeople(people) : null
    if (unsaved) return { ok: false, refusal: unsaved }
    const answer = keep(
      await desk.run(roundId, takeInOrders, {
        products: from === 0 ? products : [],
        orders: orders.slice(from, from + atOnce),
        reason: wish.reason,
      }),
    )
    if (!answer.ok && answer.refusal !== 'nothing-to-import') return answer
    await nextTurn()
  }
  for (const delivery of deliveriesOf(desk, wish)) {
    const answer = keep(await desk.run(roundId, announceDelivery, delivery))
    if (!answer.ok) return answer
  }
  if (round()?.cutOffAt) keep(await desk.run(roundId, assignLateSlots, {}))
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

function cancelledTerms(desk: Desk, { roundId, cancelling }: TakeIn): OrderTerms[] {
  const fold = desk.point.picture.round(roundId)
  return cancelling.flatMap((orderId) => {
    const order = fold?.state('order', orderId)?.order
    return order && !order.cancelled ? [{ ...order, cancelled: true }] : []
  })
}

function deliveriesOf(desk: Desk, { roundId, announced, unnamedSupplier, open }: TakeIn) {
  return announced.map(({ supplierName, lines }) => ({
    deliveryId: idOf<DeliveryId>(`d-${desk.newId()}`),
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

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
