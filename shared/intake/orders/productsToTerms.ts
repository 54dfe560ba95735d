import { skuOf } from '../../domain/sku'
import type { KitComponent, ProductTerms, SaleTerms } from '../../domain/terms'
import type { RoundId } from '../../kernel/ids'
import { type Fen, fen, fenOfWeight } from '../../kernel/money'
import { grams, pieces } from '../../kernel/quantity'
import { type Problem, problem } from '../problem'
import type { ProposedOrder, ProposedProduct } from '../proposal'
import { type ItemIndex, itemIndex } from './itemIndex'
import { productIdOf, supplierIdOf } from './orderIds'

const defaultPortionGrams = 500

/**
 * Lists proposed products in a round. What a sheet does not say: sold by piece, ambient, price 0.
 * @param listed products of the round that kits may be made of
 */
export function productsToTerms(
  roundId: RoundId,
  products: readonly ProposedProduct[],
  listed: readonly ProductTerms[] = [],
): { readonly products: readonly ProductTerms[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const plain = products.map((product) => termsOf(roundId, product))
  const index = itemIndex([...listed, ...plain])
  const terms = plain.map((product, i) => {
    const proposed = products[i]
    if (proposed === undefined || proposed.components.length === 0) return product
    return { ...product, components: componentsOf(product, proposed, index, problems) }
  })
  return { products: terms, problems }
}

function termsOf(roundId: RoundId, product: ProposedProduct): ProductTerms {
  return {
    productId: productIdOf(roundId, product.code ?? skuOf(product.name, product.spec)),
    roundId,
    code: product.code,
    name: product.name,
    spec: product.spec,
    zone: product.zone ?? 'ambient',
    sale: saleOf(product),
    supplierId: product.supplierName === null ? null : supplierIdOf(product.supplierName),
    supplierName: product.supplierName,
    barcodes: product.barcodes,
    plu: product.plu,
    caseSize: product.caseSize === null ? null : pieces(product.caseSize),
    shelfLifeDays: product.shelfLifeDays,
    minLifeDays: null,
    components: [],
    gift: product.gift,
    limitPerHousehold: product.limitPerHousehold === null ? null : pieces(product.limitPerHousehold),
  }
}

function saleOf(product: ProposedProduct): SaleTerms {
  if (product.sale !== 'weight') return { by: 'piece', unitPriceFen: fen(product.unitPriceFen ?? 0) }
  return {
    by: 'weight',
    fenPerKg: fen(product.fenPerKg ?? 0),
    nominalGrams: grams(product.nominalGrams ?? defaultPortionGrams),
  }
}

/** What one piece or portion costs by the listing. */
export function listPriceFen(sale: SaleTerms): Fen {
  return sale.by === 'piece' ? sale.unitPriceFen : fenOfWeight(sale.fenPerKg, sale.nominalGrams)
}

/** A kit's price is shared among its components by their own prices, every fen handed out. */
function componentsOf(
  kit: ProductTerms,
  proposed: ProposedProduct,
  index: ItemIndex,
  problems: Problem[],
): KitComponent[] {
  const found: { product: ProductTerms; pieces: number }[] = []
  for (const component of proposed.components) {
    const match = index.find({ itemText: component.itemText, code: null, spec: null })
    if (match.found === null || match.found.productId === kit.productId)
      problems.push(
        problem(
          'component-unknown',
          { row: proposed.row, raw: component.itemText },
          { kit: kit.name, item: component.itemText },
        ),
      )
    else listOnce(found, { product: match.found, pieces: component.pieces })
  }
  const values = shareFen(
    listPriceFen(kit.sale),
    found.map((part) => listPriceFen(part.product.sale) * part.pieces),
  )
  return found.map((part, i) => ({
    productId: part.product.productId,
    pieces: pieces(part.pieces),
    valueFen: values[i] ?? fen(0),
  }))
}

/** A kit that names one product twice has the sum of it once: what a household gets is counted per product. */
function listOnce(
  found: { product: ProductTerms; pieces: number }[],
  part: { readonly product: ProductTerms; readonly pieces: number },
): void {
  const known = found.find(({ product }) => product.productId === part.product.productId)
  if (known) known.pieces += part.pieces
  else found.push({ ...part })
}

/** Shares `total` by weights; equal shares where all weights are 0. The shares add up to the fen. */
export function shareFen(total: number, weights: readonly number[]): Fen[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const even = sum <= 0
  let passed = 0
  let given = 0
  return weights.map((weight) => {
    passed += even ? 1 : weight
    const upTo = Math.round((total * passed) / (even ? weights.length : sum))
    const share = upTo - given
    given = upTo
    return fen(share)
  })
}

/** Products only orders name, where no catalogue was imported: one per item text, priced where the orders agree. */
export function proposeProducts(orders: readonly ProposedOrder[]): ProposedProduct[] {
  const byKey = new Map<string, ProposedProduct>()
  for (const order of orders) {
    const only = order.lines.length === 1 ? order.amountFen : null
    for (const line of order.lines) {
      const key = line.code ?? skuOf(line.itemText, line.spec ?? '')
      const amount = line.amountFen ?? only
      const price = amount === null || amount % line.pieces !== 0 ? null : amount / line.pieces
      const there = byKey.get(key)
      if (there === undefined) byKey.set(key, named(line.itemText || (line.code ?? ''), line, price))
      else if (there.unitPriceFen === null && price !== null)
        byKey.set(key, { ...there, unitPriceFen: price })
    }
  }
  return [...byKey.values()]
}

function named(
  name: string,
  line: ProposedOrder['lines'][number],
  unitPriceFen: number | null,
): ProposedProduct {
  const byWeight = line.grams !== null
  return {
    code: line.code,
    name,
    spec: line.spec ?? '',
    sale: byWeight ? 'weight' : 'piece',
    unitPriceFen: byWeight ? null : unitPriceFen,
    fenPerKg:
      byWeight && line.amountFen !== null && line.grams !== null
        ? Math.round((line.amountFen * 1000) / line.grams)
        : null,
    nominalGrams: byWeight ? line.grams : null,
    zone: null,
    barcodes: [],
    plu: null,
    supplierName: null,
    caseSize: null,
    shelfLifeDays: null,
    gift: line.giftOf !== null,
    limitPerHousehold: null,
    components: [],
    announcedPieces: null,
    row: line.row,
  }
}
