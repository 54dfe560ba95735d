import { skuOf } from '../../domain/sku'
import type { Zone } from '../../domain/terms'
import { canonicalGtin } from '../codes/gtin'
import type { GridRow } from '../grid'
import { type Problem, problem } from '../problem'
import type { ProposedProduct, SkippedRow } from '../proposal'
import { toHalfWidth } from '../text/cleanText'
import { pieceUnits, readAmount, readQuantity, weightUnits } from '../text/quantityText'
import { type Columns, has, repeatsHeader } from './columns'
import { readItemsCell } from './itemsCell'
import { codeOf } from './orderRow'
import { cellDoubts, isTotalRow, moneyOf, type RowCells, rowCells } from './rowCells'

export interface SheetProducts {
  readonly products: readonly ProposedProduct[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly SkippedRow[]
  readonly rows: number
  readonly goodRows: number
  readonly heldRows: number
}

export function readCatalogue(columns: Columns, rows: readonly GridRow[]): SheetProducts {
  const products: ProposedProduct[] = []
  const problems: Problem[] = []
  const skipped: SkippedRow[] = []
  const rowOf = new Map<string, number>()
  const counts = { rows: 0, goodRows: 0, heldRows: 0 }
  if (!has(columns, 'unitPrice', 'pricePerKg')) problems.push(problem('price-column-missing', {}))
  for (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    counts.rows += 1
    const aside = isTotalRow(row, columns) ? 'total' : repeatsHeader(columns, row) ? 'header' : null
    if (aside !== null) {
      skipped.push({ row: row.row, cells: row.cells, reason: aside })
      continue
    }
    const cells = rowCells(row, columns)
    const fit = cellDoubts(cells)
    const product = fit ? readProduct(cells) : undefined
    const key = product === undefined ? '' : (product.code ?? skuOf(product.name, product.spec))
    const other = rowOf.get(key)
    if (product !== undefined && other !== undefined)
      cells.doubt('product-twice', product.code === null ? 'item' : 'code', {
        otherRow: other,
        item: product.name,
      })
    problems.push(...cells.problems)
    if (product === undefined || other !== undefined) {
      skipped.push({ row: row.row, cells: row.cells, reason: 'problem' })
      counts.heldRows += 1
      continue
    }
    rowOf.set(key, row.row)
    products.push(product)
    counts.goodRows += 1
  }
  return { products, problems, skipped, ...counts }
}

function readProduct(cells: RowCells): ProposedProduct | undefined {
  const code = codeOf(cells)
  const full = cells.text('item')
  if (full === '') {
    cells.doubt('item-missing', 'item')
    return undefined
  }
  if (code === undefined) return undefined
  const named = nameWithUnit(full, cells.text('spec'))
  const spec = cells.text('spec') || named.unit
  const unit = cells.text('saleUnit') || named.unit
  const sale = saleOf(unit, cells)
  const price = moneyOf(cells, 'unitPrice')
  const perKg = moneyOf(cells, 'pricePerKg')
  const weight = sale === 'weight' ? weightTerms(unit, spec, price, perKg, cells) : null
  const announced = cells.has('quantity') ? readQuantity(cells.text('quantity')) : null
  return {
    code,
    name: named.name,
    spec,
    sale,
    unitPriceFen: weight === null ? price : null,
    fenPerKg: weight?.fenPerKg ?? null,
    nominalGrams: weight?.nominalGrams ?? null,
    zone: zoneOf(cells),
    barcodes: barcodesOf(cells),
    plu: toHalfWidth(cells.text('plu')) || null,
    supplierName: cells.text('supplier') || null,
    caseSize: caseSizeOf(cells.text('caseSize')),
    shelfLifeDays: shelfLifeOf(cells.text('shelfLife')),
    gift: /^(?:是|y|yes|1|true|赠品?)$/i.test(cells.text('gift')),
    limitPerHousehold: countOf(cells.text('limit')),
    components: readItemsCell(cells.text('components')).map((item) => ({
      itemText: item.itemText,
      pieces: item.pieces ?? 1,
    })),
    announcedPieces: announced?.ok && announced.grams === null ? announced.pieces : null,
    row: cells.row.row,
  }
}

const unitInName = new RegExp(
  `^(.+?)\\s*[(（]([大小一二两]?(?:${pieceUnits})|${weightUnits})[)）]\\s*([(（]\\d+[)）])?$`,
  'i',
)

/** '云南生菜(份)' is 云南生菜, sold by 份; '金针菇(袋)(2)' is 金针菇(2), sold by 袋. */
function nameWithUnit(name: string, spec: string): { name: string; unit: string } {
  const match = spec === '' ? unitInName.exec(name) : null
  return match ? { name: `${match[1] ?? name}${match[3] ?? ''}`, unit: match[2] ?? '' } : { name, unit: '' }
}

const byWeight = new RegExp(`^(?:计重|称重|散称|散装|按重量|weight|by weight|${weightUnits})$`, 'i')

function saleOf(unit: string, cells: RowCells): ProposedProduct['sale'] {
  const plain = toHalfWidth(unit).trim()
  if (
    byWeight.test(plain) ||
    /^元\/(?:公斤|千克|kg|斤|g|克)$/i.test(plain) ||
    cells.text('pricePerKg') !== ''
  )
    return 'weight'
  if (/^(?:是|y|yes)$/i.test(plain)) return 'weight'
  return plain === '' ? null : 'piece'
}

/** Price per kg and what one portion is sold as. A price in 斤 is for 500 g. */
function weightTerms(
  unit: string,
  spec: string,
  price: number | null,
  perKg: number | null,
  cells: RowCells,
): { fenPerKg: number | null; nominalGrams: number } {
  const plain = toHalfWidth(unit).toLowerCase()
  const unitGrams = /公斤|千克|kg/.test(plain)
    ? 1000
    : plain.includes('斤')
      ? 500
      : /^(?:元\/)?(?:g|克)$/.test(plain)
        ? 1
        : 1000
  const nominal =
    gramsIn(cells.text('nominalGrams'), true) ?? gramsIn(spec, false) ?? (unitGrams === 1 ? 500 : unitGrams)
  return {
    fenPerKg: perKg ?? (price === null ? null : Math.round((price * 1000) / unitGrams)),
    nominalGrams: nominal,
  }
}

function gramsIn(text: string, bareIsGrams: boolean): number | null {
  const match = /(\d+(?:\.\d+)?|半)\s*(公斤|千克|kg|斤|克|g)?/i.exec(toHalfWidth(text))
  if (!match || (match[2] === undefined && !bareIsGrams)) return null
  const amount = readAmount(match[1] ?? '') ?? 0
  const unit = (match[2] ?? (amount < 20 ? 'kg' : 'g')).toLowerCase()
  const grams = Math.round(amount * (/公斤|千克|kg/.test(unit) ? 1000 : unit === '斤' ? 500 : 1))
  return grams > 0 && grams <= 1_000_000 ? grams : null
}

function zoneOf(cells: RowCells): Zone | null {
  const text = cells.text('zone')
  if (text === '') return null
  if (/冷冻|速冻|冻|frozen|-\s*1\d/i.test(text)) return 'frozen'
  if (/冷藏|保鲜|chill|cold|fridge|refrigerat|^yes$|0\s*[-~]\s*\d/i.test(text)) return 'chilled'
  if (/常温|室温|阴凉|干货|避光|ambient|dry|room|normal|^no$/i.test(text)) return 'ambient'
  cells.doubt('zone-unknown', 'zone')
  return null
}

function barcodesOf(cells: RowCells): string[] {
  const codes: string[] = []
  for (const text of toHalfWidth(cells.text('barcode')).split(/[\s,;、/|]+/)) {
    if (text === '') continue
    const gtin = canonicalGtin(text)
    if (gtin === undefined) cells.doubt('barcode-bad', 'barcode')
    else if (!codes.includes(gtin)) codes.push(gtin)
  }
  return codes
}

/** '24', '1*24', '24瓶/箱', '6 x35g' → pieces in a case. */
function caseSizeOf(text: string): number | null {
  const plain = toHalfWidth(text)
  const pair = /(\d{1,5})\s*[*x×]\s*(\d{1,5})\s*(g|kg|克|斤|公斤|ml|l|毫升|升)?/i.exec(plain)
  if (pair)
    return countOf(
      (pair[3] === undefined ? Math.max(1, Number(pair[1])) * Number(pair[2]) : Number(pair[1])).toString(),
    )
  return countOf(/\d{1,5}/.exec(plain)?.[0] ?? '')
}

function countOf(text: string): number | null {
  const reading = readQuantity(text)
  return reading.ok && reading.grams === null ? reading.pieces : null
}

/** '7天', '12个月', '1年', '180' → days. */
function shelfLifeOf(text: string): number | null {
  const match = /^(\d{1,5})\s*(天|日|d|days?|个?月|months?|m|年|years?|y|周|星期|weeks?)?/i.exec(
    toHalfWidth(text).trim(),
  )
  if (!match) return null
  const unit = match[2] ?? '天'
  const days =
    Number(match[1]) *
    (/月|^m/i.test(unit) ? 30 : /年|^y/i.test(unit) ? 365 : /周|星期|^w/i.test(unit) ? 7 : 1)
  return days > 0 && days < 10_000 ? days : null
}
