import type { BusinessDay } from '../../kernel/businessDay'
import { type DeliveryId, idOf, type ProductId, type RoundId, type SupplierId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import type { DeliveryTerms, ProductTerms } from '../terms'

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

/**
 * The deliveries (到货单) a purchase list announces, one per supplier. Their ids follow from round and supplier: made
 * again, an open one is brought up to date instead of standing twice.
 * @param unnamed what a delivery without a supplier is called
 */
export function deliveriesToAnnounce(
  roundId: RoundId,
  purchases: readonly Purchase[],
  dueDay: BusinessDay | null,
  unnamed: string,
): readonly DeliveryTerms[] {
  return purchases.map(({ supplierId, supplierName, lines }) => ({
    deliveryId: idOf<DeliveryId>(`${roundId}/${supplierId ?? 'nobody'}`),
    roundId,
    supplierId,
    supplierName: supplierName ?? unnamed,
    dueDay,
    // Portions are announced by the piece: what they weigh is only known on the scale.
    lines: lines.map(({ product, toBuy }) => ({ productId: product.productId, pieces: toBuy, grams: null })),
  }))
}

/** Pieces of a product that open or closed deliveries announce already. */
export function announcedPieces(fold: Fold, productId: ProductId): number {
  return fold.tally(`announced:${productId}`)
}
