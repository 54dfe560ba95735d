import type { ProductId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { skuOf } from '../sku'

/** An unknown code now means this product, in this round and in later ones. Appended to the site's own scope. */
export const attachBarcode: Decide<{ readonly barcode: string; readonly productId: ProductId }> = (
  { fold, site },
  { barcode, productId },
) => {
  const product = fold.state('product', productId)?.product
  if (!product) return refuse('product-unknown')
  const owner = productOfBarcode(fold, site, barcode)
  if (owner === productId) return refuse('nothing-changed')
  if (fold.members(`barcode:${barcode}`).length > 0) return refuse('barcode-taken')
  const sku = skuOf(product.name, product.spec)
  return facts({ kind: 'BarcodeAttached', v: 1, barcode, productId, sku })
}

/** The round's product behind a printed or attached code; undefined when nobody knows it. */
export function productOfBarcode(fold: Fold, site: Fold, barcode: string): ProductId | undefined {
  const attached = site.state('barcode', barcode)?.attached
  const here = attached && fold.state('product', attached.productId)?.product
  if (attached && here) return attached.productId
  const bySku = attached ? fold.members(`sku:${attached.sku}`)[0] : undefined
  const byListing = fold.members(`barcode:${barcode}`).toSorted()[0]
  return (bySku ?? byListing) as ProductId | undefined
}
