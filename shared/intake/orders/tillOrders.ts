import type { ProposedLine, ProposedOrder, ProposedProduct, ProposedScan } from '../proposal'

/**
 * Gives catalogue products the prices a till took: the most frequent one, and for goods by weight the median weight
 * as the portion. Products the till never saw stay as they are.
 */
export function pricedByScans(
  products: readonly ProposedProduct[],
  scans: readonly ProposedScan[],
): ProposedProduct[] {
  const byCode = new Map<string, ProposedScan[]>()
  for (const scan of scans) {
    const seen = byCode.get(scan.code)
    if (scan.returned) continue
    if (seen === undefined) byCode.set(scan.code, [scan])
    else seen.push(scan)
  }
  return products.map((product) => {
    const seen = product.code === null ? undefined : byCode.get(product.code)
    if (seen === undefined) return product
    const price = mostFrequent(seen.flatMap((scan) => scan.unitPriceFen ?? []))
    const weights = seen.flatMap((scan) => scan.grams ?? []).sort((a, b) => a - b)
    const byPiece = product.sale === 'piece' || weights.every((weight) => weight % 1000 === 0)
    if (byPiece) return { ...product, sale: 'piece', unitPriceFen: price, fenPerKg: null, nominalGrams: null }
    return {
      ...product,
      sale: 'weight',
      unitPriceFen: null,
      fenPerKg: price,
      nominalGrams: weights[weights.length >> 1] ?? 500,
    }
  })
}

function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>()
  let best: number | null = null
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1
    counts.set(value, count)
    if (best === null || count > (counts.get(best) ?? 0)) best = value
  }
  return best
}

/**
 * Makes orders of a till's scans, a fixed number of them each, as they came. Returned goods make none.
 * @param products tells goods by piece (whose '1.000' is one piece) from goods by weight
 */
export function ordersFromScans(
  scans: readonly ProposedScan[],
  products: readonly ProposedProduct[],
  options: { readonly scansPerOrder: number; readonly nameOf: (no: number) => string },
): ProposedOrder[] {
  const byPiece = new Set(
    products.filter((product) => product.sale === 'piece').map((product) => product.code),
  )
  const nameOfCode = new Map(products.map((product) => [product.code, product.name]))
  const sold = scans.filter((scan) => !scan.returned)
  const orders: ProposedOrder[] = []
  for (let from = 0; from < sold.length; from += options.scansPerOrder) {
    const group = sold.slice(from, from + options.scansPerOrder)
    const no = orders.length + 1
    const first = group[0]
    if (first === undefined) break
    orders.push({
      source: 'sheet',
      sourceNo: `row-${first.row}`,
      keyedBy: 'number',
      participateNo: no,
      name: options.nameOf(no),
      nick: null,
      phone: null,
      address: null,
      note: null,
      placedAtMs: first.atMs,
      paidFen: null,
      paidInFull: true,
      amountFen: null,
      status: 'active',
      fulfilment: 'pickup',
      lines: group.map((scan) => lineOf(scan, byPiece.has(scan.code), nameOfCode.get(scan.code) ?? '')),
      raw: group.map((scan) => `#${scan.row} ${scan.code}`).join('\n'),
      rows: group.map((scan) => scan.row),
    })
  }
  return orders
}

function lineOf(scan: ProposedScan, byPiece: boolean, itemText: string): ProposedLine {
  const counted =
    scan.pieces ?? (byPiece && scan.grams !== null && scan.grams % 1000 === 0 ? scan.grams / 1000 : null)
  const pieces = counted ?? 1
  const grams = counted === null ? scan.grams : null
  const price = scan.unitPriceFen
  const amountFen =
    price === null ? null : grams === null ? price * pieces : Math.round((price * grams) / 1000)
  return { itemText, code: scan.code, spec: null, pieces, grams, amountFen, giftOf: null, row: scan.row }
}
