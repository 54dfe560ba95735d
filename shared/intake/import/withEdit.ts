import type { ProductTerms, SaleTerms } from '../../domain/terms'
import { fen } from '../../kernel/money'
import { grams, pieces } from '../../kernel/quantity'
import { supplierIdOf } from '../orders/orderIds'
import type { ProductEdit } from './importRequest'

const usualPortionGrams = 500

/** A listed product with what a person changed of it; it stays the same product. */
export function withEdit(product: ProductTerms, edit: ProductEdit): ProductTerms {
  const { supplierName = product.supplierName, caseSize } = edit
  return {
    ...product,
    name: edit.name ?? product.name,
    spec: edit.spec ?? product.spec,
    zone: edit.zone ?? product.zone,
    sale: saleWith(product.sale, edit),
    supplierName,
    supplierId: supplierName === null ? null : supplierIdOf(supplierName),
    caseSize: caseSize === undefined ? product.caseSize : pieces(caseSize),
    barcodes: edit.barcode === undefined ? product.barcodes : [edit.barcode],
  }
}

function saleWith(sale: SaleTerms, { sale: by = sale.by, priceFen, nominalGrams }: ProductEdit): SaleTerms {
  const before = sale.by === 'weight' ? sale.fenPerKg : sale.unitPriceFen
  const price = fen(priceFen ?? (by === sale.by ? before : 0))
  if (by === 'piece') return { by, unitPriceFen: price }
  const portion = nominalGrams ?? (sale.by === 'weight' ? sale.nominalGrams : usualPortionGrams)
  return { by, fenPerKg: price, nominalGrams: grams(portion) }
}
