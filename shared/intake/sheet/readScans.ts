import { businessDayAt, startOfDayMs } from '../../kernel/businessDay'
import type { GridRow } from '../grid'
import type { Problem } from '../problem'
import type { ProposedScan, SkippedRow } from '../proposal'
import { readDate, readTime } from '../text/dateText'
import { type Columns, commonWidth, has } from './columns'
import { codeOf, quantityOf } from './orderRow'
import { cellDoubts, moneyOf, type RowCells, rowCells } from './rowCells'

export interface SheetScans {
  readonly scans: readonly ProposedScan[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly SkippedRow[]
  readonly rows: number
  readonly goodRows: number
  readonly heldRows: number
}

/** Reads a till's record: one row per scan, with a weight or a count. A row of another width was damaged. */
export function readScans(columns: Columns, rows: readonly GridRow[]): SheetScans {
  const scans: ProposedScan[] = []
  const problems: Problem[] = []
  const skipped: SkippedRow[] = []
  const counts = { rows: 0, goodRows: 0, heldRows: 0 }
  const width = commonWidth(rows)
  for (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    counts.rows += 1
    const cells = rowCells(row, columns)
    const scan = readScan(cells, width)
    problems.push(...cells.problems)
    if (scan === undefined) {
      skipped.push({ row: row.row, cells: row.cells, reason: 'problem' })
      counts.heldRows += 1
    } else {
      scans.push(scan)
      counts.goodRows += 1
    }
  }
  return { scans, problems, skipped, ...counts }
}

function readScan(cells: RowCells, width: number): ProposedScan | undefined {
  const length = cells.row.cells.length
  if (length !== width) {
    cells.doubt(length < width ? 'row-too-short' : 'row-too-long', null, { cells: length, columns: width })
    return undefined
  }
  if (!cellDoubts(cells)) return undefined
  const code = codeOf(cells)
  if (code === undefined) return undefined
  if (code === null) {
    cells.doubt('item-missing', 'code')
    return undefined
  }
  const quantity = quantityOf(cells)
  if (!quantity.ok) {
    cells.doubt(quantity.code, cells.has('quantity') ? 'quantity' : 'weightKg', { item: code })
    return undefined
  }
  const returned = kindOfScan(cells)
  const atMs = timeOfScan(cells)
  if (returned === undefined || atMs === undefined) return undefined
  return {
    atMs,
    code,
    pieces: quantity.grams === null ? quantity.pieces : null,
    grams: quantity.grams,
    unitPriceFen: moneyOf(cells, 'unitPrice'),
    returned,
    row: cells.row.row,
  }
}

function kindOfScan(cells: RowCells): boolean | undefined {
  if (!has(cells.columns, 'kind')) return false
  const kind = cells.text('kind')
  if (/^(?:销售|sale|sold)$/i.test(kind)) return false
  if (/^(?:退货|退|return|refund)$/i.test(kind)) return true
  cells.doubt('kind-unreadable', 'kind')
  return undefined
}

function timeOfScan(cells: RowCells): number | null | undefined {
  if (!cells.has('date') && !cells.has('placedAt')) return null
  const field = cells.has('date') ? 'date' : 'placedAt'
  const day = readDate(cells.text(field))
  const time = cells.has('time') ? readTime(cells.text('time')) : 0
  if (day !== undefined && time !== undefined)
    return cells.has('time') ? startOfDayMs(businessDayAt(day)) + time : day
  cells.doubt('date-unreadable', day === undefined ? field : 'time')
  return undefined
}
