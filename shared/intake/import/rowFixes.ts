import type { Grid } from '../grid'

/** What a person corrected in a sheet or a text, by the row's number in the source. The source itself stays as it was. */
export interface RowFixes {
  /** The whole row as it should read; for a text, its one line. */
  readonly rows: { readonly [row: number]: readonly string[] }
  readonly dropped: readonly number[]
}

export const noFixes: RowFixes = { rows: {}, dropped: [] }

export function fixedGrid(grid: Grid, fixes: RowFixes): Grid {
  const dropped = new Set(fixes.dropped)
  const rows = grid.rows.flatMap((row) => {
    if (dropped.has(row.row)) return []
    const cells = fixes.rows[row.row]
    return [cells === undefined ? row : { ...row, cells }]
  })
  return { ...grid, rows }
}

/**
 * A corrected text keeps its line numbers: a record of several lines becomes one line and blank ones.
 * @param spans lines each fixed row covers
 */
export function fixedText(text: string, fixes: RowFixes, spans: ReadonlyMap<number, number>): string {
  const lines = text.split(/\r\n?|\n/)
  const put = (row: number, line: string): void => {
    if (row < 1 || row > lines.length) return
    lines[row - 1] = line
    for (let i = 1; i < (spans.get(row) ?? 1) && row - 1 + i < lines.length; i++) lines[row - 1 + i] = ''
  }
  for (const [row, cells] of Object.entries(fixes.rows))
    put(Number(row), cells.join(' ').replace(/\s*\n\s*/g, ' '))
  for (const row of fixes.dropped) put(row, '')
  return lines.join('\n')
}
