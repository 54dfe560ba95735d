import type { ImportPreview, ProposedOrder } from '../../../../shared/intake/proposal'
import type { ColumnMapping } from '../../../../shared/intake/sheet/columns'
import { readSheet } from '../../../../shared/intake/sheet/readSheet'
import { aGrid } from './aGrid'

/** What is read of a sheet with these rows. */
export function previewOf(rows: readonly (readonly string[])[], mapping?: ColumnMapping): ImportPreview {
  const reading = readSheet(aGrid(rows), mapping)
  if (reading.status !== 'read') throw new Error(`not read: ${reading.status}`)
  return reading.preview
}

/** An order in one line. */
export function label(order: ProposedOrder): string {
  const lines = order.lines.map((line) => {
    const much = line.grams === null ? `*${line.pieces}` : `=${line.grams}g`
    return `${line.code ?? ''}${line.itemText}${line.spec ? `(${line.spec})` : ''}${much}${line.giftOf === null ? '' : '+gift'}`
  })
  return `${order.sourceNo}|${order.name}|${order.phone ?? ''}|${order.address ?? ''}|${lines.join(',')}`
}

export const codes = (preview: ImportPreview): string[] =>
  preview.problems.map((p) => `${p.code}@${p.row ?? ''}`)
