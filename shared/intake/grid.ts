/** A row as it stood in the file: `row` is the number Excel shows, cells are text. */
export interface GridRow {
  readonly row: number
  readonly cells: readonly string[]
}

export type GridWarning =
  | { readonly kind: 'merged-cells-filled'; readonly count: number; readonly first: string }
  | { readonly kind: 'formula-values-used'; readonly count: number; readonly first: string }
  | { readonly kind: 'formula-without-value'; readonly row: number; readonly cell: string }

/** One sheet of a file, before anything is understood. */
export interface Grid {
  readonly sheetName: string
  readonly rows: readonly GridRow[]
  readonly warnings: readonly GridWarning[]
}

/** 'A', 'B', … 'Z', 'AA'. @param index from 0 */
export function columnLetter(index: number): string {
  let letters = ''
  for (let n = index; n >= 0; n = Math.floor(n / 26) - 1)
    letters = String.fromCharCode(65 + (n % 26)) + letters
  return letters
}
