import type { BusinessDay } from '../../kernel/businessDay'
import { type DeliveryId, idOf, type ProductId, type RoundId, type SupplierId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import type { AnnouncedLine, DeliveryTerms, ProductTerms } from '../terms'

/** One product to buy (采购单): what was ordered, and what that is in whole cases. */
export interface PurchaseLine {
  readonly product: ProductTerms
  readonly ordered: Pieces
  /** A case is bought as soon as one piece of it was ordered; without a case size, as ordered. */
  readonly toBuy: Pieces
  readonly cases: number | null
}

export interface Purchase {
  readonly supplierId: SupplierId | null
  readonly supplierName: string | null
  readonly lines: readonly PurchaseLine[]
}

/** What to buy for a round, by supplier. Kits (套餐) are bought as their components; gifts are bought too. */
export function purchaseList(fold: Fold): readonly Purchase[] {
  const bySupplier = new Map<string, PurchaseLine[]>()
  for (const id of fold.members('products')) {
    const product = fold.state('product', id)?.product
    const ordered = fold.tally(`ordered:${id}`)
    if (!product || ordered <= 0) continue
    const key = product.supplierName ?? ''
    const lines = bySupplier.get(key) ?? []
    lines.push(lineOf(product, ordered))
    bySupplier.set(key, lines)
  }
  return [...bySupplier]
    .map(([supplierName, lines]) => ({
      supplierId: lines[0]?.product.supplierId ?? null,
      supplierName: supplierName === '' ? null : supplierName,
      lines: lines.sort((a, b) => (a.product.name < b.product.name ? -1 : 1)),
    }))
    .sort((a, b) => ((a.supplierName ?? '\uffff') < (b.supplierName ?? '\uffff') ? -1 : 1))
}

function lineOf(product: ProductTerms, ordered: number): PurchaseLine {
  const { caseSize } = product
  const cases = caseSize === null || caseSize <= 0 ? null : Math.ceil(ordered / caseSize)
  const toBuy = cases === null || caseSize === null ? ordered : cases * caseSize
  return { product, ordered: pieces(ordered), toBuy: pieces(toBuy), cases }
}

/** What a purchase means for the round's deliveries: a new one, an open one brought up to date, or nothing. */
export interface PlannedDelivery {
  readonly standing: 'new' | 'changed' | 'same' | 'received'
  readonly delivery: DeliveryTerms
}

/**
 * The delivery (到货单) a purchase announces. What closed deliveries of the supplier announced already is not announced
 * again; an open one is brought up to date instead of standing twice. Its id follows from round and supplier.
 * @param unnamed what a delivery without a supplier is called
 */
export function plannedDelivery(
  fold: Fold,
  roundId: RoundId,
  purchase: Purchase,
  { dueDay, unnamed }: { readonly dueDay: BusinessDay | null; readonly unnamed: string },
): PlannedDelivery {
  const supplierName = purchase.supplierName ?? unnamed
  const there = fold
    .members('deliveries')
    .flatMap((id) => fold.state('delivery', id) ?? [])
    .filter(({ delivery }) => delivery?.supplierName === supplierName)
    .sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1))
  const received = there.filter(({ closed }) => closed !== null)
  const [open] = there.filter(({ closed }) => closed === null)
  const lines = purchase.lines.flatMap(({ product: { productId }, toBuy }): AnnouncedLine[] => {
    const came = received.reduce((sum, { delivery }) => sum + announcedOf(delivery, productId), 0)
    // Portions are announced by the piece: what they weigh is only known on the scale.
    return toBuy > came ? [{ productId, pieces: pieces(toBuy - came), grams: null }] : []
  })
  const first = `${roundId}/${purchase.supplierId ?? 'nobody'}`
  const deliveryId =
    open?.deliveryId ?? idOf<DeliveryId>(`${first}${received.length > 0 ? `/${received.length}` : ''}`)
  const delivery = { deliveryId, roundId, supplierId: purchase.supplierId, supplierName, dueDay, lines }
  const standing =
    lines.length === 0
      ? 'received'
      : open === undefined
        ? 'new'
        : sameLines(open.delivery?.lines ?? [], lines)
          ? 'same'
          : 'changed'
  return { standing, delivery }
}

function announcedOf(delivery: DeliveryTerms | null, productId: ProductId): number {
  return delivery?.lines.find((line) => line.productId === productId)?.pieces ?? 0
}

function sameLines(a: readonly AnnouncedLine[], b: readonly AnnouncedLine[]): boolean {
  const counts = new Map(a.map((line) => [line.productId, line.pieces]))
  return a.length === b.length && b.every((line) => counts.get(line.productId) === line.pieces)
}
