import type { Grid, GridWarning } from '../../../../shared/intake/grid'

/** A sheet from its rows; rows are numbered from 1 as Excel shows them. */
export function aGrid(rows: readonly (readonly string[])[], warnings: readonly GridWarning[] = []): Grid {
  return { sheetName: 'Sheet1', rows: rows.map((cells, i) => ({ row: i + 1, cells })), warnings }
}
