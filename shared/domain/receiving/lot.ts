import { type BusinessDay, parseBusinessDay } from '../../kernel/businessDay'
import type { DeliveryId, LotId, ProductId } from '../../kernel/ids'

/** Goods of one product, one delivery and one best-before day are one lot. */
export function lotIdOf(deliveryId: DeliveryId, productId: ProductId, bestBefore: BusinessDay | null): LotId {
  return `${deliveryId}/${productId}/${bestBefore ?? '-'}` as LotId
}

/** The best-before day written into a lot id; null when the goods carry none. */
export function bestBeforeOf(lotId: LotId): BusinessDay | null {
  return parseBusinessDay(lotId.slice(lotId.lastIndexOf('/') + 1)) ?? null
}

/** Earliest best-before first (FEFO); lots without one last. */
export function compareLots(a: LotId, b: LotId): number {
  const dayA = bestBeforeOf(a) ?? '9999-12-31'
  const dayB = bestBeforeOf(b) ?? '9999-12-31'
  if (dayA !== dayB) return dayA < dayB ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
