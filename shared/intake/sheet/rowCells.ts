import type { GridRow } from '../grid'
import { type Problem, problem } from '../problem'
import { cleanText, hasControlCharacters } from '../text/cleanText'
import { readDate } from '../text/dateText'
import { readYuan } from '../text/moneyText'
import { type Columns, has, titleAt, titleOf } from './columns'
import type { SheetField } from './fields'

/** More in one cell is no name, no address and no product. */
export const maxCellLength = 4_096

/** One row with its columns: every reading that fails adds a problem named by row and column. */
export interface RowCells {
  readonly row: GridRow
  readonly columns: Columns
  readonly problems: Problem[]
  /** Clean text of the first column with something in it; '' otherwise. */
  text(field: SheetField): string
  has(field: SheetField): boolean
  doubt(code: Problem['code'], field: SheetField | null, params?: Problem['params']): void
}

export function rowCells(row: GridRow, columns: Columns): RowCells {
  const problems: Problem[] = []
  const text = (field: SheetField): string => {
    for (const index of columns.at.get(field) ?? []) {
      const value = unwrapText(cleanText(row.cells[index] ?? ''))
      if (value !== '') return value
    }
    return ''
  }
  return {
    row,
    columns,
    problems,
    text,
    has: (field) => columns.at.has(field),
    doubt: (code, field, params = {}) => {
      const raw = field === null ? row.cells.join(' | ') : (row.cells[columns.at.get(field)?.[0] ?? -1] ?? '')
      problems.push(
        problem(code, { row: row.row, column: field === null ? null : titleOf(columns, field), raw }, params),
      )
    },
  }
}

/** '="00123"' is how exports keep Excel from damaging a number. */
function unwrapText(value: string): string {
  const kept = /^="([^"]*)"$/.exec(value)
  return kept ? (kept[1] ?? '').trim() : value.startsWith("'") ? value.slice(1).trim() : value
}

/** What is wrong with the cells of a row whatever they mean. Only a cell that is too long holds the row back. */
export function cellDoubts(cells: RowCells): boolean {
  let fit = true
  cells.row.cells.forEach((raw, index) => {
    if (raw === '') return
    const place = { row: cells.row.row, column: titleAt(cells.columns, index), raw }
    if (raw.length > maxCellLength) {
      cells.problems.push(problem('cell-too-long', place, { length: raw.length, limit: maxCellLength }))
      fit = false
    } else if (hasControlCharacters(raw)) cells.problems.push(problem('control-characters-removed', place))
    if (
      raw.startsWith('=') &&
      raw.length > 1 &&
      !/^="[^"]*"$/.test(raw.trim()) &&
      cells.columns.fields[index] != null
    )
      cells.problems.push(problem('formula-text-kept', place))
  })
  const width = cells.columns.titles.length
  if (width > 0 && cells.row.cells.slice(width).some((cell) => cell.trim() !== '')) {
    cells.doubt('row-too-long', null, { cells: cells.row.cells.length, columns: width })
    fit = false
  }
  return fit
}

/** Fen, or null with a doubt when something unreadable stands there. */
export function moneyOf(cells: RowCells, field: SheetField): number | null {
  const text = cells.text(field)
  if (text === '') return null
  const reading = readYuan(text)
  if (reading.ok) return reading.fen
  if (reading.code !== 'money-missing') cells.doubt(reading.code, field)
  return null
}

/** ms since 1970 UTC, or null with a doubt. */
export function dateOf(cells: RowCells, field: SheetField): number | null {
  const text = cells.text(field)
  if (text === '') return null
  const atMs = readDate(text)
  if (atMs === undefined) cells.doubt('date-unreadable', field)
  return atMs ?? null
}

/** 合计, 总计, 小计: a row that adds up others. */
export function isTotalRow(row: GridRow, columns: Columns): boolean {
  const first = row.cells.map(cleanText).find((cell) => cell !== '') ?? ''
  if (/^(?:合计|总计|小计|共计|汇总|本页合计|total|sub-?total|grand total)[::\s\d.]*$/i.test(first))
    return true
  if (!has(columns, 'item', 'name')) return false
  const item = cleanText(row.cells[columns.at.get('item')?.[0] ?? -1] ?? '')
  const name = cleanText(row.cells[columns.at.get('name')?.[0] ?? -1] ?? '')
  return /^(?:合计|总计|小计|total)$/i.test(item) || /^(?:合计|总计|小计|total)$/i.test(name)
}

/** '1.23457E+17', or a long number whose tail Excel turned into zeros. */
export function isDamagedNumber(text: string): boolean {
  return (
    /^\d(?:\.\d+)?e\+?\d+$/i.test(text) ||
    (/^\d{16,}$/.test(text) && /0+$/.test(text.slice(15)) && !/[^0]/.test(text.slice(15)))
  )
}
