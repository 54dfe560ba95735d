import type { Grid } from '../intake/grid'
import { csvGrid } from './csvGrid'

/** A table copied out of a spreadsheet, as one sheet; undefined for running text. */
export function pastedTable(text: string): Grid | undefined {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  const tabs = lines.map((line) => line.split('\t').length - 1)
  const columns = tabs.filter((count) => count > 0).length
  if (lines.length < 2 || columns < lines.length * 0.8) return undefined
  return csvGrid(text, '', () => {})
}
