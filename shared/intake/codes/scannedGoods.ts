import type { Fold } from '../../domain/fold/fold'
import { productOfBarcode } from '../../domain/site/attachBarcode'
import type { BusinessDay } from '../../kernel/businessDay'
import type { ProductId } from '../../kernel/ids'
import type { Grams } from '../../kernel/quantity'
import type { ScannedCode } from './scannedCode'

/** What a scan says about goods: which product, and what stands on the label besides. */
export interface ScannedGoods {
  /** Undefined: goods, but of no product this round knows; `barcode` is what a person may attach. */
  readonly productId: ProductId | undefined
  /** The code as it is looked up and attached. */
  readonly barcode: string
  /** Printed on the label; null where it does not say. */
  readonly grams: Grams | null
  readonly bestBefore: BusinessDay | null
}

/**
 * The product behind a retail, GS1 or in-store code, or behind one that somebody attached.
 * Undefined for what is no code of goods: our own labels, glued or unreadable codes.
 */
export function scannedGoods(fold: Fold, site: Fold, code: ScannedCode): ScannedGoods | undefined {
  const goods = (barcode: string, more: Partial<ScannedGoods> = {}): ScannedGoods => ({
    productId: productOfBarcode(fold, site, barcode),
    barcode,
    grams: null,
    bestBefore: null,
    ...more,
  })
  switch (code.kind) {
    case 'retail':
      return goods(code.gtin)
    case 'gs1': {
      const gtin = code.gtin ?? code.contentGtin
      if (gtin === undefined) return undefined
      return goods(gtin, {
        grams: code.grams ?? null,
        bestBefore: code.expiry ?? code.bestBefore ?? code.sellBy ?? null,
      })
    }
    case 'in-store': {
      const byPlu = fold.members(`plu:${code.plu}`).toSorted()[0] as ProductId | undefined
      const barcode = `plu:${code.plu}`
      return goods(barcode, {
        // A shop's listing may name the whole code: without a weight in it, it is an article's barcode like any other.
        productId: byPlu ?? productOfBarcode(fold, site, barcode) ?? productOfBarcode(fold, site, code.raw),
        grams: code.grams ?? null,
      })
    }
    case 'phone-tail':
      return goods(code.tail)
    case 'unknown':
      return code.text === undefined ? undefined : goods(code.text)
    default:
      return undefined
  }
}
