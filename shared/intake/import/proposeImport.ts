import type { OrderTerms, ProductTerms } from '../../domain/terms'
import type { ProductId } from '../../kernel/ids'
import type { Grid } from '../grid'
import { readJielong } from '../jielong/readJielong'
import { matchProducts } from '../orders/matchProducts'
import { ordersFromScans, pricedByScans } from '../orders/tillOrders'
import { inPlace, severityOf } from '../problem'
import type { ImportPreview, ProposedOrder, ProposedProduct } from '../proposal'
import { findHeader, mappableColumns } from '../sheet/columns'
import type { SheetReading } from '../sheet/readSheet'
import { readSheet } from '../sheet/readSheet'
import { heldRowsOf } from './heldRows'
import type { AnnouncedGoods, ImportProposal, ProductPreview } from './importProposal'
import type { ImportRequest } from './importRequest'
import { compareWithKept } from './keptLists'
import { ordersToTakeIn } from './ordersToTakeIn'
import { catalogueToList, orderedToList } from './productsToList'
import { proposedOf } from './proposedOf'
import { fixedGrid, fixedText } from './rowFixes'

/** Reads, matches, compares and checks: what an import would do, before anything happens. Pure; never throws. */
export function proposeImport(request: ImportRequest): ImportProposal {
  return request.source.kind === 'grid'
    ? fromGrid(request, request.source)
    : fromText(request, request.source)
}

type GridSource = Extract<ImportRequest['source'], { kind: 'grid' }>
type TextSource = Extract<ImportRequest['source'], { kind: 'text' }>

function fromGrid(request: ImportRequest, source: GridSource): ImportProposal {
  if (source.mapping === 'ask') return askForMapping(source.grid)
  const reading = readSheet(fixedGrid(source.grid, request.fixes), source.mapping ?? undefined)
  if (reading.status === 'empty') return { status: 'empty' }
  if (reading.status === 'needs-mapping') return reading
  const titles = titlesOf(reading, source)
  const base = {
    kind: reading.kind,
    source: reading.source,
    title: source.grid.sheetName,
    mapping: reading.mapping,
    titles,
  }
  const cellsOf = new Map(source.grid.rows.map((row) => [row.row, row.cells]))
  const fixed = (row: number): readonly string[] => request.fixes.rows[row] ?? cellsOf.get(row) ?? []
  if (reading.kind === 'catalogue') return catalogueProposal(request, reading.preview, base, fixed)
  if (reading.kind === 'orders') return ordersProposal(request, reading.preview, [], base, fixed)
  const till = tillOf(request, reading.preview)
  return ordersProposal(request, { ...reading.preview, orders: till.orders }, [], base, fixed, till.products)
}

/** The columns as they were understood, for a person who says they mean something else. */
function askForMapping(grid: Grid): ImportProposal {
  const found = findHeader(grid)
  const headerRow = found?.headerRow ?? null
  return { status: 'needs-mapping', headerRow, columns: mappableColumns(grid, found), problem: null }
}

function titlesOf(reading: Extract<SheetReading, { status: 'read' }>, source: GridSource): readonly string[] {
  const width = Math.max(reading.titles.length, reading.mapping.fields.length)
  const header = source.grid.rows.find((row) => row.row === reading.mapping.headerRow)?.cells ?? []
  return Array.from({ length: width }, (_, i) => reading.titles[i] || header[i] || '')
}

function fromText(request: ImportRequest, source: TextSource): ImportProposal {
  const options = {
    today: request.place.today,
    knownItems: request.listed.map((product) => product.name),
    ...(source.defaultItem === null ? {} : { defaultItem: source.defaultItem }),
  }
  if (source.text.trim() === '') return { status: 'empty' }
  const first = readJielong(source.text, options)
  const hasFixes = request.fixes.dropped.length > 0 || Object.keys(request.fixes.rows).length > 0
  const spans = new Map<number, number>()
  for (const skipped of first.skipped) spans.set(skipped.row, skipped.cells.length)
  for (const order of first.orders) spans.set(order.rows[0] ?? 0, order.rows.length)
  const read = hasFixes ? readJielong(fixedText(source.text, request.fixes, spans), options) : first
  const rawOf = new Map(read.orders.map((order) => [order.rows[0] ?? 0, order.raw]))
  return ordersProposal(
    request,
    read,
    read.products,
    { kind: 'text', source: 'jielong', title: read.title, mapping: null, titles: [''] },
    (row) => [rawOf.get(row) ?? read.skipped.find((one) => one.row === row)?.cells.join(' ') ?? ''],
  )
}

type Base = Pick<
  Extract<ImportProposal, { status: 'read' }>,
  'kind' | 'source' | 'title' | 'mapping' | 'titles'
>
type CellsAt = (row: number) => readonly string[]

function catalogueProposal(
  request: ImportRequest,
  preview: ImportPreview,
  base: Base,
  cellsAt: CellsAt,
): ImportProposal {
  const list = catalogueToList(request.place.roundId, preview.products, request.listed)
  const problems = inPlace([...preview.problems, ...list.problems])
  return {
    status: 'read',
    ...base,
    totals: preview.totals,
    orders: [],
    products: list.products,
    announced: announcedIn(preview.products, list.products, request.listed),
    items: [],
    held: heldRowsOf(preview.skipped, problems, [], cellsAt),
    problems: problems.filter((one) => severityOf(one.code) !== 'blocks' || one.row === null),
    removed: [],
    list: { listId: '', againstMs: null, againstTitle: '' },
  }
}

function ordersProposal(
  request: ImportRequest,
  preview: ImportPreview,
  menu: readonly ProposedProduct[],
  base: Base,
  cellsAt: CellsAt,
  tillProducts?: readonly ProductPreview[],
): ImportProposal {
  const { place, listed, items, known } = request
  const fresh =
    tillProducts === undefined
      ? orderedToList(place.roundId, preview.orders, menu, listed, items)
      : { products: tillProducts, problems: [] }
  const products = [...replaced(listed, fresh.products), ...fresh.products.map((one) => one.terms)]
  const matches = matchProducts(preview.orders, products, choicesOf(request, fresh.products))
  const comparison = compareWithKept(preview.orders, base.title, request.lists, request.against)
  const taken = ordersToTakeIn(preview.orders, matches.matched, matches.held, comparison, known, place)
  const problems = inPlace([...preview.problems, ...fresh.problems, ...taken.problems])
  const cancelled = new Set(known.filter((order) => order.cancelled).map((order) => order.orderId))
  return {
    status: 'read',
    ...base,
    totals: preview.totals,
    orders: taken.orders,
    products: fresh.products,
    announced: [],
    items: matches.items,
    held: heldRowsOf(preview.skipped, problems, taken.held, cellsAt),
    problems: problems.filter((one) => severityOf(one.code) !== 'blocks' || one.row === null),
    removed: comparison.removed.filter((kept) => isHere(known, kept.orderId) && !cancelled.has(kept.orderId)),
    list: {
      listId: comparison.listId,
      againstMs: comparison.against?.takenInAtMs ?? null,
      againstTitle: comparison.against?.title ?? '',
    },
  }
}

function isHere(known: readonly OrderTerms[], orderId: OrderTerms['orderId']): boolean {
  return known.some((order) => order.orderId === orderId)
}

function replaced(listed: readonly ProductTerms[], fresh: readonly ProductPreview[]): ProductTerms[] {
  const ids = new Set(fresh.map((one) => one.terms.productId))
  return listed.filter((product) => !ids.has(product.productId))
}

/** Items a person decided on; an item listed anew is found by its key, whatever name it was given. */
function choicesOf(
  request: ImportRequest,
  fresh: readonly ProductPreview[],
): ReadonlyMap<string, ProductId | 'left-out'> {
  const choices = new Map<string, ProductId | 'left-out'>()
  for (const one of fresh) if (one.itemKey !== null) choices.set(one.itemKey, one.terms.productId)
  for (const [key, decision] of Object.entries(request.items)) {
    if (decision.as === 'product') choices.set(key, decision.productId)
    else if (decision.as === 'left-out') choices.set(key, 'left-out')
  }
  return choices
}

/** A till's readings as trial orders, and the listing with the prices the till took. */
function tillOf(
  request: ImportRequest,
  preview: ImportPreview,
): { readonly orders: readonly ProposedOrder[]; readonly products: readonly ProductPreview[] } {
  const codes = new Set(preview.scans.map((scan) => scan.code))
  const listed = request.listed.filter((product) => product.code !== null && codes.has(product.code))
  // A price of 0 was never said: the till then also tells what is weighed.
  const said = listed.map((product) => {
    const proposed = proposedOf(product)
    return proposed.unitPriceFen === 0 ? { ...proposed, sale: null } : proposed
  })
  const priced = pricedByScans(said, preview.scans)
  const products = catalogueToList(request.place.roundId, priced, request.listed).products
  const orders = ordersFromScans(preview.scans, priced, {
    scansPerOrder: Math.max(1, request.scansPerOrder),
    nameOf: (no) => `${request.scanHousehold}${no}`,
  })
  return { orders, products }
}

/** Goods that are coming, by supplier, where a list says how many. */
function announcedIn(
  proposed: readonly ProposedProduct[],
  fresh: readonly ProductPreview[],
  listed: readonly ProductTerms[],
): AnnouncedGoods[] {
  const bySupplier = new Map<string | null, { terms: ProductTerms; pieces: number }[]>()
  const terms = new Map([...listed, ...fresh.map((one) => one.terms)].map((one) => [keyOf(one), one]))
  for (const product of proposed) {
    const one = terms.get(keyOf(product))
    if (one === undefined || product.announcedPieces === null || product.announcedPieces <= 0) continue
    const lines = bySupplier.get(one.supplierName) ?? []
    lines.push({ terms: one, pieces: product.announcedPieces })
    bySupplier.set(one.supplierName, lines)
  }
  return [...bySupplier].map(([supplierName, lines]) => ({ supplierName, lines }))
}

function keyOf(product: {
  readonly code: string | null
  readonly name: string
  readonly spec: string
}): string {
  return product.code ?? `${product.name}\u0000${product.spec}`
}
