import type { ProductTerms } from '../../domain/terms'
import type { ProposedProduct } from '../proposal'

/** A listed product as a sheet would have said it. */
export function proposedOf(product: ProductTerms): ProposedProduct {
  const { sale } = product
  return {
    code: product.code,
    name: product.name,
    spec: product.spec,
    // A list that says neither unit nor price leaves goods by piece at no price: how they are sold is still open.
    sale: sale.by === 'piece' && sale.unitPriceFen === 0 ? null : sale.by,
    unitPriceFen: sale.by === 'piece' ? sale.unitPriceFen : null,
    fenPerKg: sale.by === 'weight' ? sale.fenPerKg : null,
    nominalGrams: sale.by === 'weight' ? sale.nominalGrams : null,
    zone: product.zone,
    barcodes: product.barcodes,
    plu: product.plu,
    supplierName: product.supplierName,
    caseSize: product.caseSize,
    shelfLifeDays: product.shelfLifeDays,
    gift: product.gift,
    limitPerHousehold: product.limitPerHousehold,
    components: [],
    announcedPieces: null,
    row: 0,
  }
}
