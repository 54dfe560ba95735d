import type { HeldRow } from './importProposal'

/**
 * The rows to mend as a csv that opens in a spreadsheet: row number, the cells as they stood, what is wrong. Rows that
 * wait with them are there too: alone, a mended row would be the whole of its order.
 */
export function heldRowsCsv(
  header: readonly string[],
  held: readonly HeldRow[],
  sentences: (row: HeldRow) => string,
): string {
  const width = header.length - 2
  const wrong = new Map(held.map((row) => [row.row, sentences(row)]))
  const all = new Map(held.flatMap((row) => [row, ...row.beside]).map(({ row, cells }) => [row, cells]))
  const lines = [...all]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => [
      String(row),
      ...Array.from({ length: width }, (_, i) => cells[i] ?? ''),
      wrong.get(row) ?? '',
    ])
  return csvText([header, ...lines])
}

/** With a byte order mark, which spreadsheets need to see that it is UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

function quoted(cell: string): string {
  // A cell that starts like a formula would be run by the spreadsheet.
  const safe = /^[=+@-]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
