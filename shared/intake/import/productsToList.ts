import type { ProductTerms } from '../../domain/terms'
import { canonicalJson } from '../../kernel/canonicalJson'
import type { RoundId } from '../../kernel/ids'
import { itemIndex, itemKeyOf } from '../orders/itemIndex'
import { productsToTerms, proposeProducts } from '../orders/productsToTerms'
import type { Problem } from '../problem'
import type { ProposedOrder, ProposedProduct } from '../proposal'
import type { ProductPreview } from './importProposal'
import type { ItemDecisions, ProductEdit } from './importRequest'

export interface ProductsToList {
  readonly products: readonly ProductPreview[]
  readonly problems: readonly Problem[]
}

/** A catalogue's products; what it does not say of a product that is listed already stays as it is listed. */
export function catalogueToList(
  roundId: RoundId,
  proposed: readonly ProposedProduct[],
  listed: readonly ProductTerms[],
): ProductsToList {
  const known = new Map(listed.map((product) => [product.productId, product]))
  const read = productsToTerms(roundId, proposed, listed)
  const products = read.products.flatMap((terms, i): ProductPreview[] => {
    const source = proposed[i]
    const before = known.get(terms.productId) ?? null
    if (source === undefined) return []
    const merged = before === null ? terms : keepUnsaid(source, terms, before)
    if (before !== null && canonicalJson(before) === canonicalJson(merged)) return []
    return [{ terms: merged, before, itemKey: null, row: source.row }]
  })
  return { products, problems: read.problems }
}

function keepUnsaid(said: ProposedProduct, terms: ProductTerms, before: ProductTerms): ProductTerms {
  return {
    ...terms,
    zone: said.zone === null ? before.zone : terms.zone,
    sale: said.unitPriceFen === null && said.fenPerKg === null ? before.sale : terms.sale,
    supplierId: said.supplierName === null ? before.supplierId : terms.supplierId,
    supplierName: said.supplierName ?? before.supplierName,
    barcodes: said.barcodes.length === 0 ? before.barcodes : terms.barcodes,
    plu: said.plu ?? before.plu,
    caseSize: said.caseSize === null ? before.caseSize : terms.caseSize,
    shelfLifeDays: said.shelfLifeDays ?? before.shelfLifeDays,
    minLifeDays: before.minLifeDays,
    components: said.components.length === 0 ? before.components : terms.components,
    gift: said.gift || before.gift,
    limitPerHousehold: said.limitPerHousehold === null ? before.limitPerHousehold : terms.limitPerHousehold,
  }
}

/**
 * Products that only orders name: those a person wants listed, and all of them where nothing is listed yet.
 * @param menu goods the text itself names with their prices (a 接龙's title or menu)
 */
export function orderedToList(
  roundId: RoundId,
  orders: readonly ProposedOrder[],
  menu: readonly ProposedProduct[],
  listed: readonly ProductTerms[],
  items: ItemDecisions,
): ProductsToList {
  const index = itemIndex(listed)
  const isListed = (product: ProposedProduct): boolean =>
    index.find({ itemText: product.name, code: product.code, spec: product.spec || null }).found !== null
  const used = new Set(orders.flatMap((order) => order.lines.map(itemKeyOf)))
  const fromMenu = menu
    .filter((product) => !isListed(product))
    // A menu may name goods nobody ordered, and a title's line may look like one.
    .filter((product) => used.has(keyOf(product)))
  const menuIndex = itemIndex(productsToTerms(roundId, fromMenu, listed).products)
  const everything = listed.length === 0 && menu.length <= 1
  const fromOrders = proposeProducts(orders).filter((product) => {
    const decision = items[keyOf(product)]
    if (decision !== undefined) return decision.as === 'new'
    const text = { itemText: product.name, code: product.code, spec: product.spec || null }
    return everything && menuIndex.find(text).found === null
  })
  const wanted = [...fromMenu, ...fromOrders].map((product) => {
    const decision = items[keyOf(product)]
    return { key: keyOf(product), product: decision?.as === 'new' ? edited(product, decision.edit) : product }
  })
  const read = productsToTerms(
    roundId,
    wanted.map((one) => one.product),
    listed,
  )
  const products = read.products.map((terms, i): ProductPreview => {
    const one = wanted[i]
    return { terms, before: null, itemKey: one?.key ?? null, row: one?.product.row ?? 0 }
  })
  return { products, problems: read.problems }
}

function keyOf(product: Pick<ProposedProduct, 'name' | 'code' | 'spec'>): string {
  return itemKeyOf({ itemText: product.name, code: product.code, spec: product.spec || null })
}

function edited(product: ProposedProduct, edit: ProductEdit): ProposedProduct {
  const sale = edit.sale ?? product.sale
  const byWeight = sale === 'weight'
  return {
    ...product,
    name: edit.name ?? product.name,
    spec: edit.spec ?? product.spec,
    zone: edit.zone ?? product.zone,
    sale,
    unitPriceFen: byWeight ? null : (edit.priceFen ?? product.unitPriceFen),
    fenPerKg: byWeight ? (edit.priceFen ?? product.fenPerKg) : null,
    nominalGrams: byWeight ? (edit.nominalGrams ?? product.nominalGrams) : null,
    barcodes: edit.barcode === undefined ? product.barcodes : [edit.barcode],
    supplierName: edit.supplierName ?? product.supplierName,
    caseSize: edit.caseSize ?? product.caseSize,
  }
}
