import { allocationOf } from '../../shared/domain/allocation/allocationOf'
import type { Fold } from '../../shared/domain/fold/fold'
import { currentRound } from '../../shared/domain/round/currentRound'
import type { ScannedCode } from '../../shared/intake/codes/scannedCode'
import { scannedGoods } from '../../shared/intake/codes/scannedGoods'
import type { DeliveryId, ProductId } from '../../shared/kernel/ids'
import type { ScreenPath } from '../screens/screenRoutes'

/** The screen that can do something sensible with a scan; null where none can. */
export interface ScreenForScan {
  readonly path: ScreenPath
  /** For goods that are still being received. */
  readonly delivery?: DeliveryId
}

/**
 * Whatever is open, a scan goes where the round needs it: a bag to sorting until it is closed, then to the shelves
 * and to the counter once the round is released; goods to the delivery that waits for them, else to sorting.
 */
export function screenForScan(fold: Fold, site: Fold, code: ScannedCode): ScreenForScan | null {
  const round = currentRound(fold)
  if (!round?.opened) return null
  switch (code.kind) {
    case 'bag':
      return { path: bagScreen(fold, code.bagCode, round.released !== null) }
    case 'pickup':
      return { path: '/handover' }
    case 'slot':
      return { path: '/sort' }
    case 'shelf':
      return { path: '/shelve' }
    default:
      return goodsScreen(fold, site, code) ?? (code.kind === 'phone-tail' ? { path: '/handover' } : null)
  }
}

function bagScreen(fold: Fold, bagCode: string, released: boolean): ScreenPath {
  const status = fold.state('bag', bagCode)?.status
  if (!released) return '/sort'
  return status === 'closed' ? '/shelve' : status === 'open' ? '/sort' : '/handover'
}

function goodsScreen(fold: Fold, site: Fold, code: ScannedCode): ScreenForScan | null {
  const goods = scannedGoods(fold, site, code)
  if (goods === undefined) return null
  const cutOff = currentRound(fold)?.cutOffAt != null
  const { productId } = goods
  // Four digits that are on no goods are a phone; half a code is to be scanned again, not to be attached.
  if (productId === undefined && code.kind === 'phone-tail') return null
  if (productId === undefined && code.kind === 'unknown' && code.doubt !== 'not-recognised') return null
  const delivery = openDelivery(fold, productId)
  const waits = productId === undefined || allocationOf(fold, productId).status === 'receiving'
  if (delivery !== undefined && (waits || !isOnFloor(fold, productId))) return { path: '/receive', delivery }
  if (cutOff) return { path: '/sort' }
  return delivery === undefined ? null : { path: '/receive', delivery }
}

function isOnFloor(fold: Fold, productId: ProductId): boolean {
  return allocationOf(fold, productId).floor > 0
}

/** The open delivery that announced the product; else any open one. */
function openDelivery(fold: Fold, productId: ProductId | undefined): DeliveryId | undefined {
  const open = (index: string) =>
    fold
      .members(index)
      .toSorted()
      .flatMap((id) => fold.state('delivery', id) ?? [])
      .find((delivery) => delivery.closed === null)?.deliveryId
  return (productId === undefined ? undefined : open(`deliveries-of:${productId}`)) ?? open('deliveries')
}
