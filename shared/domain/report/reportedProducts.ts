import type { OrderId, ProductId } from '../../kernel/ids'
import { plainText } from '../../kernel/wellFormed'
import { allocatedPieces, claimsFor } from '../allocation/allocationOf'
import type { Discrepancy } from '../discrepancy/discrepancies'
import type { Fold } from '../fold/fold'
import { neededGoods } from '../order/neededGoods'
import { countedAs, type DeliveryState } from '../receiving/deliveryState'
import { stockAt } from '../stock/onHand'
import type { Condition } from '../terms'
import type { ReportedProduct } from './reportRows'

/**
 * Every product that was listed, ordered or came, by id. Of a kit (套餐) its components: they are what is bought
 * and packed.
 * @param found the round's discrepancies
 */
export function reportedProducts(fold: Fold, found: readonly Discrepancy[]): readonly ReportedProduct[] {
  const deliveries = fold
    .members('deliveries')
    .toSorted()
    .flatMap((id) => fold.state('delivery', id) ?? [])
  return productIds(fold, deliveries).map((productId) => {
    const differing = found.filter((one) => one.productId === productId)
    return reported(fold, productId, { deliveries, differing })
  })
}

function productIds(fold: Fold, deliveries: readonly DeliveryState[]): readonly ProductId[] {
  const ids = new Set<ProductId>()
  for (const id of fold.members('products')) {
    const listed = fold.state('product', id)?.product
    if (listed && listed.components.length === 0) ids.add(listed.productId)
  }
  for (const id of fold.members('orders')) {
    const order = fold.state('order', id as OrderId)?.order
    if (order && !order.cancelled) for (const { productId } of neededGoods(order)) ids.add(productId)
  }
  for (const { delivery, lines } of deliveries) {
    for (const { productId } of delivery?.lines ?? []) ids.add(productId)
    for (const { productId } of Object.values(lines)) ids.add(productId)
  }
  return [...ids].sort()
}

interface Seen {
  readonly deliveries: readonly DeliveryState[]
  readonly differing: readonly Discrepancy[]
}

function reported(fold: Fold, productId: ProductId, { deliveries, differing }: Seen): ReportedProduct {
  const product = fold.state('product', productId)?.product
  const at = (place: Parameters<typeof stockAt>[1]) => stockAt(fold, place, productId)
  const counted = (...conditions: readonly Condition[]) =>
    sum(deliveries.flatMap(({ lines }) => conditions.map((one) => countedAs(lines[productId], one).pieces)))
  const supplier = product?.supplierName || announcedBy(deliveries, productId)
  const [floor, hold, gone] = [at('floor'), at('hold'), at('written-off')]
  return {
    productId,
    name: plainText(product?.name ?? ''),
    spec: plainText(product?.spec ?? ''),
    supplierName: supplier ? plainText(supplier) : null,
    orderedPieces: fold.tally(`ordered:${productId}`),
    allocatedPieces: sum(claimsFor(fold, productId).map((claimed) => allocatedPieces(fold, claimed))),
    goodPieces: counted('good'),
    damagedPieces: counted('damaged'),
    otherPieces: counted('wrong', 'short-dated', 'unordered'),
    shortPieces: sum(differing.map(({ kind, pieces }) => (kind === 'short' ? (pieces ?? 0) : 0))),
    overPieces: sum(differing.map(({ kind, pieces }) => (kind === 'over' ? (pieces ?? 0) : 0))),
    packedPieces: fold.tally(`put:${productId}`),
    handedOverPieces: at('handed').pieces,
    writtenOffPieces: gone.pieces,
    writtenOffGrams: gone.grams,
    returnedPieces: at('returned').pieces,
    onHandPieces: floor.pieces + hold.pieces,
    onHandGrams: floor.grams + hold.grams,
  }
}

function announcedBy(deliveries: readonly DeliveryState[], productId: ProductId): string | undefined {
  const announced = deliveries.find(({ delivery }) =>
    delivery?.lines.some((line) => line.productId === productId),
  )
  return announced?.delivery?.supplierName
}

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0)
}
