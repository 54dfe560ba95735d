import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Grid } from '../../../shared/intake/grid'
import { matchProducts } from '../../../shared/intake/orders/matchProducts'
import { ordersToTerms } from '../../../shared/intake/orders/ordersToTerms'
import { productsToTerms } from '../../../shared/intake/orders/productsToTerms'
import { ordersFromScans, pricedByScans } from '../../../shared/intake/orders/tillOrders'
import type { ColumnMapping } from '../../../shared/intake/sheet/columns'
import { readSheet } from '../../../shared/intake/sheet/readSheet'
import { idOf, type RoundId, type SiteId } from '../../../shared/kernel/ids'
import { readBytes } from '../../../shared/sheets/readBytes'

const folder = resolve(import.meta.dirname, '../../../../shared/data')
const present = existsSync(folder)
if (!present) process.stdout.write(`real data: no folder ${folder}; these tests are left out\n`)

function gridOf(name: string): Grid {
  const reading = readBytes(new Uint8Array(readFileSync(resolve(folder, name))), name)
  const grid = reading.ok ? reading.grids[0] : undefined
  if (grid === undefined) throw new Error(`cannot read ${name}`)
  return grid
}

const mapping: ColumnMapping = {
  kind: 'scans',
  headerRow: null,
  fields: ['date', 'time', 'code', 'weightKg', 'unitPrice', 'kind', 'discounted'],
}

describe.runIf(present)('the real sheets of a supermarket', () => {
  test('a sheet without titles asks what its columns mean, and suggests it', () => {
    const reading = readSheet(gridOf('vegetable-scans.csv'))
    if (reading.status !== 'needs-mapping') throw new Error(reading.status)
    expect(reading.columns.map((column) => column.suggested)).toEqual([
      'date',
      'time',
      'code',
      'weightKg',
      'unitPrice',
      'kind',
      'discounted',
    ])
  })

  test('8,866 good rows go in; the five damaged ones are named by their row and kept', () => {
    const reading = readSheet(gridOf('vegetable-scans.csv'), mapping)
    if (reading.status !== 'read') throw new Error(reading.status)
    const { preview } = reading
    expect(preview.scans).toHaveLength(8_866)
    expect(preview.problems.map((p) => [p.code, p.row])).toEqual([
      ['row-too-short', 1],
      ['row-too-short', 3372],
      ['row-too-long', 8869],
      ['row-too-short', 8870],
      ['row-too-short', 8871],
    ])
    expect(preview.skipped.map((row) => row.row)).toEqual([1, 3372, 8869, 8870, 8871])
    expect(preview.totals).toMatchObject({ rows: 8_871, goodRows: 8_866, heldRows: 5 })
  })

  test('the catalogue lists 251 products, 84 of them with a selling unit in brackets', () => {
    const reading = readSheet(gridOf('vegetable-products.csv'))
    if (reading.status !== 'read') throw new Error(reading.status)
    expect(reading.kind).toBe('catalogue')
    expect(reading.preview.products).toHaveLength(251)
    expect(reading.preview.products.filter((product) => product.sale === 'piece')).toHaveLength(84)
    expect(reading.preview.problems.map((p) => p.code)).toEqual(['price-column-missing'])
  })

  test('catalogue and scans together make a round of weighed orders with real prices', () => {
    const catalogue = readSheet(gridOf('vegetable-products.csv'))
    const scans = readSheet(gridOf('vegetable-scans.csv'), mapping)
    if (catalogue.status !== 'read' || scans.status !== 'read') throw new Error('not read')
    const priced = pricedByScans(catalogue.preview.products, scans.preview.scans)
    const orders = ordersFromScans(scans.preview.scans, priced, {
      scansPerOrder: 5,
      nameOf: (no) => `顾客${no}`,
    })
    const roundId = idOf<RoundId>('round-1')
    const { products } = productsToTerms(roundId, priced)
    const result = matchProducts(orders, products)
    const { placements, problems, held } = ordersToTerms(result.matched, {
      siteId: idOf<SiteId>('site-1'),
      roundId,
      siteSecret: 'secret',
      firstParticipateNo: 1,
      placedAtMs: 0,
    })
    const lines = placements.flatMap((placement) => placement.terms.lines)
    const sold = scans.preview.scans.filter((scan) => !scan.returned).length
    expect({
      held: held.length + result.held.length,
      problems: [...problems, ...result.problems].map((p) => p.code),
    }).toEqual({ held: 0, problems: [] })
    expect(lines).toHaveLength(sold)
    expect(lines.filter((line) => line.weight !== null).length).toBeGreaterThan(1_000)
    expect(lines.every((line) => line.amountFen > 0)).toBe(true)
  })
})
