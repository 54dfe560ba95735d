import type { Fold } from '../domain/fold/fold'
import { bagsOf } from '../domain/sorting/bagContents'
import { wallOf } from '../domain/sorting/householdProgress'
import { needsOf } from '../domain/sorting/needs'
import type { Zone } from '../domain/terms'
import type { BagId, HouseholdId, ProductId } from '../kernel/ids'
import type { Pieces } from '../kernel/quantity'

export interface PackingLine {
  readonly productId: ProductId
  readonly name: string
  readonly spec: string
  readonly zone: Zone
  readonly due: Pieces
  readonly put: Pieces
  /** Ordered, but not to be had. */
  readonly without: number
}

/** 配货单 of one household: what goes into its bags, to pack and to check by on paper. */
export interface PackingSheet {
  readonly householdId: HouseholdId
  readonly slot: number
  readonly lines: readonly PackingLine[]
  readonly bagIds: readonly BagId[]
}

export function packingSheet(fold: Fold, householdId: HouseholdId, slot: number): PackingSheet {
  const lines = needsOf(fold, householdId).flatMap(({ productId, allocated, put }): PackingLine[] => {
    const product = fold.state('product', productId)?.product
    if (!product) return []
    const without = Math.max(0, fold.tally(`ordered:${productId}:${householdId}`) - allocated)
    const { name, spec, zone } = product
    return [{ productId, name, spec, zone, due: allocated, put, without }]
  })
  return { householdId, slot, lines, bagIds: bagsOf(fold, householdId).map(({ bagId }) => bagId) }
}

/** All households in slot order. */
export function packingSheets(fold: Fold): readonly PackingSheet[] {
  return wallOf(fold).map(({ householdId, slot }) => packingSheet(fold, householdId, slot))
}

/** Household blocks over pages of two columns, none of them cut; heights are estimates in millimetres. */
export function packingPages(sheets: readonly PackingSheet[]): readonly (readonly PackingSheet[])[] {
  const heightMm = ({ lines }: PackingSheet) => 13 + 5.4 * Math.max(1, lines.length)
  return inPages(sheets, heightMm, { pageMm: 252, columns: 2 })
}

/** Fills pages in order, column by column. */
export function inPages<T>(
  blocks: readonly T[],
  heightMm: (block: T) => number,
  { pageMm, columns }: { readonly pageMm: number; readonly columns: number },
): readonly (readonly T[])[] {
  const pages: T[][] = []
  let column = columns
  let usedMm = pageMm
  for (const block of blocks) {
    const height = Math.min(pageMm, heightMm(block))
    if (usedMm + height > pageMm) {
      column += 1
      usedMm = 0
      if (column > columns || pages.length === 0) {
        pages.push([])
        column = 1
      }
    }
    usedMm += height
    pages.at(-1)?.push(block)
  }
  return pages
}
