import { columnLetter, type Grid, type GridRow } from '../grid'
import { cleanText } from '../text/cleanText'
import { fieldOfHeader, type SheetField } from './fields'

export type SheetKind = 'orders' | 'catalogue' | 'scans'

/** What a person said the columns mean, where the titles do not say. */
export interface ColumnMapping {
  readonly kind: SheetKind
  /** Row of the column titles; null for a sheet without. */
  readonly headerRow: number | null
  /** One per column from the left; null for a column that is not wanted. */
  readonly fields: readonly (SheetField | null)[]
}

/** Where the columns of a sheet are, and what they are called. */
export interface Columns {
  readonly headerRow: number | null
  readonly fields: readonly (SheetField | null)[]
  readonly titles: readonly string[]
  readonly at: ReadonlyMap<SheetField, readonly number[]>
}

const headerWithin = 20

/** Finds the row of column titles within the first 20 rows. */
export function findHeader(grid: Grid): Columns | undefined {
  let best: { row: GridRow; fields: (SheetField | null)[]; score: number } | undefined
  for (const row of grid.rows.slice(0, headerWithin)) {
    const fields = row.cells.map((cell) => fieldOfHeader(cell) ?? null)
    const distinct = new Set(fields.filter((field) => field !== null && field !== 'ignored'))
    const score = distinct.size
    if (score >= 2 && (best === undefined || score > best.score)) best = { row, fields, score }
  }
  if (best === undefined) return undefined
  return columnsOf(best.row.row, best.fields, best.row.cells.map(cleanText))
}

export function mappedColumns(grid: Grid, mapping: ColumnMapping): Columns {
  const header = grid.rows.find((row) => row.row === mapping.headerRow)
  return columnsOf(mapping.headerRow, mapping.fields, header?.cells.map(cleanText) ?? [])
}

function columnsOf(
  headerRow: number | null,
  fields: readonly (SheetField | null)[],
  titles: readonly string[],
): Columns {
  const at = new Map<SheetField, number[]>()
  fields.forEach((field, i) => {
    if (field === null || field === 'ignored') return
    const columns = at.get(field)
    if (columns === undefined) at.set(field, [i])
    else columns.push(i)
  })
  return { headerRow, fields, titles, at }
}

export function has(columns: Columns, ...fields: readonly SheetField[]): boolean {
  return fields.some((field) => columns.at.has(field))
}

/** The title of a field's column, or its letter where it has none. */
export function titleOf(columns: Columns, field: SheetField): string | null {
  const index = columns.at.get(field)?.[0]
  return index === undefined ? null : titleAt(columns, index)
}

export function titleAt(columns: Columns, index: number): string {
  return columns.titles[index] || columnLetter(index)
}

const person: readonly SheetField[] = [
  'name',
  'nick',
  'firstName',
  'lastName',
  'phone',
  'room',
  'address',
  'participateNo',
  'orderNo',
]

/** What a sheet with these columns holds; undefined when they do not add up to anything. */
export function kindOf(columns: Columns): SheetKind | undefined {
  if (
    has(columns, 'kind') &&
    has(columns, 'time') &&
    has(columns, 'code') &&
    has(columns, 'quantity', 'weightKg', 'weightGrams')
  )
    return 'scans'
  const somebody = has(columns, ...person)
  if (somebody && has(columns, 'item', 'items', 'code', 'itemColumn')) return 'orders'
  return !somebody && has(columns, 'item') ? 'catalogue' : undefined
}

/**
 * A form with one column per product (姓名, 房号, 土豆, 鸡蛋 …; cells say how many): titled columns without a
 * meaning, whose cells are blank or numbers, become such columns.
 */
export function withItemColumns(columns: Columns, rows: readonly GridRow[]): Columns {
  if (!has(columns, ...person) || has(columns, 'item', 'items', 'code')) return columns
  const fields = columns.fields.map((field, i) => {
    if (
      field !== null ||
      !columns.titles[i] ||
      /^(?:合计|总计|小计|total|签名|签字|是否)/i.test(columns.titles[i] ?? '')
    )
      return field
    let numbers = 0
    for (const row of rows.slice(0, 200)) {
      const cell = cleanText(row.cells[i] ?? '')
      if (cell === '') continue
      if (!/^\d{1,4}(?:\.\d+)?\D{0,2}$/.test(cell)) return field
      numbers += 1
    }
    return numbers > 0 ? ('itemColumn' as const) : field
  })
  return columnsOf(columns.headerRow, fields, columns.titles)
}

/** One column as the mapping step shows it. */
export interface MappableColumn {
  readonly index: number
  readonly letter: string
  readonly title: string | null
  readonly samples: readonly string[]
  readonly suggested: SheetField | null
}

export function mappableColumns(grid: Grid, known: Columns | undefined): MappableColumn[] {
  const rows = grid.rows.filter((row) => known?.headerRow == null || row.row > known.headerRow).slice(0, 60)
  const width = commonWidth(rows)
  return Array.from({ length: width }, (_, index) => {
    const samples: string[] = []
    for (const row of rows) {
      const cell = row.cells.length === width || known !== undefined ? cleanText(row.cells[index] ?? '') : ''
      if (cell !== '' && samples.length < 5 && !samples.includes(cell)) samples.push(cell.slice(0, 60))
    }
    return {
      index,
      letter: columnLetter(index),
      title: known?.titles[index] || null,
      samples,
      suggested: known?.fields[index] ?? suggest(samples),
    }
  })
}

/** The number of cells most rows have. */
export function commonWidth(rows: readonly GridRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let width = 0
  let most = 0
  for (const [length, count] of counts) if (count > most) [width, most] = [length, count]
  return width
}

function suggest(samples: readonly string[]): SheetField | null {
  const all = (pattern: RegExp): boolean =>
    samples.length > 0 && samples.every((sample) => pattern.test(sample))
  if (all(/^(?:\+?86)?1[3-9]\d{9}$/)) return 'phone'
  if (all(/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/)) return 'date'
  if (all(/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d/)) return 'placedAt'
  if (all(/^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/)) return 'time'
  if (all(/^(?:销售|退货)$/)) return 'kind'
  if (all(/^[是否]$/)) return 'discounted'
  if (all(/^\d{8,20}$/)) return 'code'
  if (all(/^-?\d+\.\d{3}$/)) return 'weightKg'
  if (all(/^¥?\d+\.\d{1,2}$/)) return 'unitPrice'
  if (all(/^\d{1,3}$/)) return 'quantity'
  return null
}

/** True for a row that only repeats the column titles (a page break of the printed sheet). */
export function repeatsHeader(columns: Columns, row: GridRow): boolean {
  let same = 0
  let filled = 0
  row.cells.forEach((cell, i) => {
    if (cell === '') return
    filled += 1
    if (cell.trim() === columns.titles[i]) same += 1
  })
  return filled >= 2 && same >= filled * 0.8
}
