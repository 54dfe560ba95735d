import Papa from 'papaparse'
import type { Grid } from '../intake/grid'
import { FileRefused, type OnProgress } from './fileProblem'
import { fileLimits } from './limits'

/** A csv or tsv text as one sheet; the delimiter is the one of , ; tab that most lines agree on. */
export function csvGrid(text: string, sheetName: string, onProgress: OnProgress): Grid {
  const hint = /^\s*sep=(.)\r?\n/i.exec(text)
  const body = hint ? text.slice(hint[0].length) : text
  const delimiter = hint?.[1] ?? delimiterOf(body)
  const quoted = parse(body, delimiter, '"')
  // A quote that never closes would swallow the rest of the file into one cell.
  const rows = quoted.unclosed ? parse(body, delimiter, '\u0000').rows : quoted.rows
  onProgress(0.9)
  if (rows.length > fileLimits.rows)
    throw new FileRefused('file-too-many-rows', { rows: rows.length, limit: fileLimits.rows })
  const kept = rows.map((cells, i) => ({ row: i + 1, cells: cells.slice(0, fileLimits.columns) }))
  return { sheetName, rows: kept.filter((row) => row.cells.some((cell) => cell !== '')), warnings: [] }
}

function parse(text: string, delimiter: string, quoteChar: string): { rows: string[][]; unclosed: boolean } {
  const parsed = Papa.parse<string[]>(text, { delimiter, quoteChar, skipEmptyLines: false })
  return { rows: parsed.data, unclosed: parsed.errors.some((error) => error.code === 'MissingQuotes') }
}

function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
    .map((line) => line.replace(/"[^"]*"/g, ''))
  let best = ','
  let most = 0
  for (const delimiter of [',', '\t', ';']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const sure = counts.filter((count) => count > 0 && count === counts[counts.length >> 1]).length
    const score = sure * 1000 + counts.reduce((sum, count) => sum + count, 0)
    if (counts.some((count) => count > 0) && score > most) [best, most] = [delimiter, score]
  }
  return best
}
