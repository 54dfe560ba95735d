import type { OrderSource } from '../../domain/terms'
import type { Grid } from '../grid'
import { inPlace, type Problem, problem } from '../problem'
import { type ImportPreview, totalsOf } from '../proposal'
import {
  type ColumnMapping,
  type Columns,
  findHeader,
  kindOf,
  type MappableColumn,
  mappableColumns,
  mappedColumns,
  type SheetKind,
  withItemColumns,
} from './columns'
import { readCatalogue } from './readCatalogue'
import { readOrders, sourceOf } from './readOrders'
import { readScans } from './readScans'

export type SheetReading =
  | {
      readonly status: 'read'
      readonly kind: SheetKind
      readonly source: OrderSource
      /** Pass it back in, changed, to read the sheet another way. */
      readonly mapping: ColumnMapping
      readonly titles: readonly string[]
      readonly preview: ImportPreview
    }
  | {
      /** The columns do not say what they mean: a person maps them, and `readSheet` is called with the mapping. */
      readonly status: 'needs-mapping'
      readonly headerRow: number | null
      readonly columns: readonly MappableColumn[]
      readonly problem: Problem
    }
  | { readonly status: 'empty' }

/** Reads one sheet, finding its header by the titles of its columns, or by a mapping a person made. Never throws. */
export function readSheet(grid: Grid, mapping?: ColumnMapping): SheetReading {
  if (!grid.rows.some((row) => row.cells.some((cell) => cell.trim() !== ''))) return { status: 'empty' }
  const found = mapping === undefined ? findHeader(grid) : mappedColumns(grid, mapping)
  const below = grid.rows.filter((row) => found?.headerRow == null || row.row > found.headerRow)
  const columns = found && mapping === undefined ? withItemColumns(found, below) : found
  const kind = mapping?.kind ?? (columns && kindOf(columns))
  if (columns === undefined || kind === undefined) {
    const first = grid.rows[0]
    return {
      status: 'needs-mapping',
      headerRow: found?.headerRow ?? null,
      columns: mappableColumns(grid, found),
      problem: problem(
        'header-not-found',
        { row: first?.row ?? 1, raw: first?.cells.join(' | ') ?? '' },
        { sheet: grid.sheetName },
      ),
    }
  }
  return {
    status: 'read',
    kind,
    source: kind === 'orders' ? sourceOf(columns) : 'sheet',
    mapping: { kind, headerRow: columns.headerRow, fields: columns.fields },
    titles: columns.titles,
    preview: previewOf(grid, kind, columns, below),
  }
}

function previewOf(grid: Grid, kind: SheetKind, columns: Columns, below: Grid['rows']): ImportPreview {
  const nothing = { orders: [], products: [], scans: [] }
  const read =
    kind === 'orders'
      ? { ...nothing, ...readOrders(columns, below) }
      : kind === 'catalogue'
        ? { ...nothing, ...readCatalogue(columns, below) }
        : { ...nothing, ...readScans(columns, below) }
  const problems = [...warningsOf(grid), ...read.problems]
  if (kind === 'orders' && read.orders.length === 0 && read.heldRows === 0)
    problems.push(problem('no-orders-found', { raw: grid.sheetName }))
  if (kind === 'catalogue' && columns.at.has('quantity'))
    problems.push(
      problem('goods-list-without-households', { row: columns.headerRow }, { sheet: grid.sheetName }),
    )
  return {
    products: read.products,
    orders: read.orders,
    scans: read.scans,
    problems: inPlace(problems),
    skipped: read.skipped,
    totals: totalsOf(read.orders, read),
  }
}

function warningsOf(grid: Grid): Problem[] {
  return grid.warnings.map((warning) =>
    warning.kind === 'formula-without-value'
      ? problem('formula-without-value', { row: warning.row, raw: warning.cell }, { cell: warning.cell })
      : problem(warning.kind, { raw: warning.first }, { count: warning.count, cell: warning.first }),
  )
}
