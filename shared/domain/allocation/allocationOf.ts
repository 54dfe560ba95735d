import type { HouseholdId, OrderId, ProductId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import { type NeededGoods, neededGoods } from '../order/neededGoods'
import type { AllocationDecision } from '../product/productState'
import { stockKey } from '../stock/amount'
import type { OrderTerms } from '../terms'
import { askedSince, lineShare } from './decidedShares'

/**
 * Where the allocation of one product stands.
 * 'full': there is enough for everyone, nothing to decide. 'receiving': more may still be on the truck.
 * 'undecided': short, and nobody has said who goes without. 'stale': decided, but orders or goods changed since.
 */
export type AllocationStatus = 'full' | 'receiving' | 'undecided' | 'decided' | 'stale'

export interface ProductAllocation {
  readonly status: AllocationStatus
  readonly ordered: Pieces
  /** Good pieces that came in, less what was damaged, lost or sent back since. */
  readonly good: Pieces
  readonly floor: Pieces
  readonly put: Pieces
  /** Pieces still to be put so that everyone has what was allocated. */
  readonly outstanding: Pieces
}

/** One active order line that asks for a product. */
export interface Claimed {
  readonly order: OrderTerms
  readonly householdId: HouseholdId
  readonly need: NeededGoods
}

export function allocationOf(fold: Fold, productId: ProductId): ProductAllocation {
  const tally = (key: string) => pieces(fold.tally(`${key}:${productId}`))
  const ordered = tally('ordered')
  const put = tally('put')
  const shorted = tally('shorted')
  const good = tally('good')
  const floor = pieces(fold.tally(stockKey(productId, 'floor', 'pieces')))
  const decision = fold.state('product', productId)?.allocation ?? null
  const due = dueTotal(fold, productId, decision)
  const outstanding = pieces(Math.max(0, due - put - shorted))
  const status = statusOf(fold, productId, decision, { enough: outstanding <= floor })
  return { status, ordered, good, floor, put, outstanding }
}

/** Pieces of one product that one order line gets; the answer for sorting, money and labels alike. */
export function allocatedPieces(fold: Fold, claimed: Claimed): Pieces {
  const { order, need } = claimed
  if (need.giftOf !== null && hostGetsNothing(fold, claimed, need.giftOf)) return pieces(0)
  const decision = fold.state('product', need.productId)?.allocation ?? null
  if (decision === null) return need.pieces
  return lineShare(fold, decision, { order, line: need.line })?.pieces ?? pieces(0)
}

/** Every active line asking for a product, by 跟团号. */
export function claimsFor(fold: Fold, productId: ProductId): readonly Claimed[] {
  const index = `orders-for:${productId}`
  return fold.memo(`claims:${productId}`, [fold.indexVersion(index)], () =>
    fold
      .members(index)
      .flatMap((orderId) => claimsOfOrder(fold, orderId as OrderId))
      .filter((claimed) => claimed.need.productId === productId)
      .sort(byParticipateNo),
  )
}

/** The active lines of one household, all products or one. */
export function claimsOf(fold: Fold, householdId: HouseholdId, productId?: ProductId): readonly Claimed[] {
  return fold
    .members(`orders-of:${householdId}`)
    .flatMap((orderId) => claimsOfOrder(fold, orderId as OrderId))
    .filter((claimed) => productId === undefined || claimed.need.productId === productId)
    .sort(byParticipateNo)
}

function claimsOfOrder(fold: Fold, orderId: OrderId): Claimed[] {
  const order = fold.state('order', orderId)?.order
  if (!order || order.cancelled) return []
  const householdId = fold.householdOf(order.householdId)
  return neededGoods(order).map((need) => ({ order, householdId, need }))
}

function statusOf(
  fold: Fold,
  productId: ProductId,
  decision: AllocationDecision | null,
  { enough }: { readonly enough: boolean },
): AllocationStatus {
  if (decision === null && enough) return 'full'
  if (isReceiving(fold, productId)) return 'receiving'
  if (decision === null) return 'undecided'
  return enough && isDecidedForAll(fold, productId, decision) ? 'decided' : 'stale'
}

/** True while a delivery that announced the product is not closed, or nothing was announced or counted yet. */
export function isReceiving(fold: Fold, productId: ProductId): boolean {
  const deliveries = fold.members(`deliveries-of:${productId}`)
  return deliveries.length === 0 || deliveries.some((id) => fold.state('delivery', id)?.closed === null)
}

/** Pieces the households get: what was decided, else what was ordered, less gifts whose host they do not get. */
function dueTotal(fold: Fold, productId: ProductId, decision: AllocationDecision | null): number {
  const orders = [fold.indexVersion(`orders-for:${productId}`), fold.tally(`ordered:${productId}`)]
  const hosts = fold.memo(`hosts:${productId}`, orders, () => hostsOf(fold, productId))
  if (decision === null && hosts.length === 0) return fold.tally(`ordered:${productId}`)
  const deps = [decision, ...orders, ...hosts.map((id) => fold.state('product', id)?.allocation)]
  return fold.memo(`allocated:${productId}`, deps, () =>
    claimsFor(fold, productId).reduce((sum, claimed) => sum + allocatedPieces(fold, claimed), 0),
  )
}

/** Products that this one is given with; none for most. */
function hostsOf(fold: Fold, productId: ProductId): readonly ProductId[] {
  const hosts = claimsFor(fold, productId).flatMap(({ order, need }) =>
    need.giftOf === null ? [] : neededGoods(order).filter(({ line }) => line === need.giftOf),
  )
  return [...new Set(hosts.map((host) => host.productId))]
}

/** Every active line was there when it was decided, and none asks for more since. */
function isDecidedForAll(fold: Fold, productId: ProductId, decision: AllocationDecision): boolean {
  return claimsFor(fold, productId).every(({ order }) => {
    const { known, more } = askedSince(fold, decision, order)
    return known && more === 0
  })
}

/** A gift (赠品) hangs on its host line: a host that was shorted to nothing brings no gift. */
export function hostGetsNothing(fold: Fold, { order, householdId }: Claimed, hostLine: number): boolean {
  const hosts = neededGoods(order).filter((need) => need.line === hostLine && need.giftOf === null)
  return hosts.length > 0 && hosts.every((need) => allocatedPieces(fold, { order, householdId, need }) === 0)
}

function byParticipateNo(a: Claimed, b: Claimed): number {
  if (a.order.participateNo !== b.order.participateNo) return a.order.participateNo - b.order.participateNo
  if (a.order.orderId !== b.order.orderId) return a.order.orderId < b.order.orderId ? -1 : 1
  return a.need.line - b.need.line
}
