import { columnLetter, type Grid, type GridWarning } from '../../intake/grid'
import { FileRefused } from '../fileProblem'
import { fileLimits } from '../limits'
import { dateText, type NumberFormats, numberText } from './cellText'
import { attributeOf, scanXml, unescapeCell, unescapeXml } from './scanXml'

/** Shared strings of a workbook; the reading aids over Chinese characters (phonetic runs) are left out. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = []
  let current = ''
  let inText = false
  let inPhonetic = false
  scanXml(xml, {
    open: (name, _tag, closed) => {
      if (name === 'si') current = ''
      else if (name === 't') inText = !closed
      else if (name === 'rPh') inPhonetic = true
    },
    close: (name) => {
      if (name === 'si') strings.push(unescapeCell(current))
      else if (name === 't') inText = false
      else if (name === 'rPh') inPhonetic = false
    },
    text: (raw) => {
      if (inText && !inPhonetic) current += unescapeXml(raw)
    },
  })
  return strings
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
  formula: boolean
  value: string
}

/** Reads one worksheet: text of every cell, rows by their own numbers, merged cells filled downwards. */
export function sheetGrid(
  xml: string,
  sheetName: string,
  strings: readonly string[],
  formats: NumberFormats,
): Grid {
  const rows: { row: number; cells: string[] }[] = []
  const merges: string[] = []
  const formulas = { used: 0, first: '', missing: [] as { row: number; cell: string }[] }
  let row: { row: number; cells: string[] } = { row: 0, cells: [] }
  let cell: Cell | undefined
  let inValue = false
  const finishCell = (): void => {
    if (cell === undefined) return
    const text = textOf(cell, strings, formats)
    if (cell.formula) {
      const at = `${columnLetter(cell.column)}${row.row}`
      if (text === '') formulas.missing.push({ row: row.row, cell: at })
      else if (formulas.used++ === 0) formulas.first = at
    }
    if (cell.column < fileLimits.columns) {
      while (row.cells.length < cell.column) row.cells.push('')
      row.cells[cell.column] = text
    }
    cell = undefined
  }
  scanXml(xml, {
    open: (name, tag, closed) => {
      if (name === 'c') {
        const reference = attributeOf(tag, 'r')
        const column = reference === undefined ? row.cells.length : columnOf(reference)
        cell = {
          column,
          type: attributeOf(tag, 't') ?? 'n',
          style: Number(attributeOf(tag, 's') ?? 0),
          formula: false,
          value: '',
        }
      } else if (name === 'v' || name === 't') inValue = !closed
      else if (name === 'f' && cell !== undefined) cell.formula = true
      else if (name === 'row') row = { row: Number(attributeOf(tag, 'r') ?? row.row + 1), cells: [] }
      else if (name === 'mergeCell') merges.push(attributeOf(tag, 'ref') ?? '')
    },
    close: (name) => {
      if (name === 'c') finishCell()
      else if (name === 'v' || name === 't') inValue = false
      else if (name === 'row' && row.cells.some((text) => text !== '')) {
        rows.push(row)
        if (rows.length > fileLimits.rows)
          throw new FileRefused('file-too-many-rows', { rows: rows.length, limit: fileLimits.rows })
      }
    },
    text: (raw) => {
      if (inValue && cell !== undefined) cell.value += unescapeXml(raw)
    },
  })
  const filled = fillMerged(rows, merges)
  return { sheetName, rows, warnings: [...warningsOf(formulas), ...filled] }
}

function textOf(cell: Cell, strings: readonly string[], formats: NumberFormats): string {
  if (cell.type === 's') return strings[Number(cell.value)] ?? ''
  if (cell.type === 'b') return cell.value === '1' ? 'TRUE' : 'FALSE'
  if (cell.type !== 'n') return unescapeCell(cell.value)
  if (cell.value === '') return ''
  return formats.dates[cell.style] === true ? dateText(cell.value, formats.from1904) : numberText(cell.value)
}

/** 'AB12' → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & 0xdf
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

const mostMissing = 20

function warningsOf(formulas: {
  used: number
  first: string
  missing: { row: number; cell: string }[]
}): GridWarning[] {
  const missing = formulas.missing
    .slice(0, mostMissing)
    .map((at): GridWarning => ({ kind: 'formula-without-value', ...at }))
  return formulas.used === 0
    ? missing
    : [{ kind: 'formula-values-used', count: formulas.used, first: formulas.first }, ...missing]
}

/** The value of a merged block stands for every row of it, in its first column: one order over several lines. */
function fillMerged(
  rows: readonly { row: number; cells: string[] }[],
  merges: readonly string[],
): GridWarning[] {
  const byRow = new Map(rows.map((row) => [row.row, row.cells]))
  let count = 0
  let first = ''
  for (const merge of merges) {
    const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(merge)
    if (!match) continue
    const [column, from, until] = [columnOf(match[1] ?? ''), Number(match[2]), Number(match[4])]
    const value = byRow.get(from)?.[column] ?? ''
    if (until <= from || value === '' || until - from > fileLimits.rows) continue
    if (count++ === 0) first = merge
    for (let row = from + 1; row <= until; row++) {
      const cells = byRow.get(row)
      if (cells === undefined || (cells[column] ?? '') !== '') continue
      while (cells.length < column) cells.push('')
      cells[column] = value
    }
  }
  return count === 0 ? [] : [{ kind: 'merged-cells-filled', count, first }]
}
