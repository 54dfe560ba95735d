import type { Fold } from '../domain/fold/fold'
import { needOf, slotsFor } from '../domain/sorting/needs'
import { stockAt } from '../domain/stock/onHand'
import { type Zone, zones } from '../domain/terms'
import type { ProductId } from '../kernel/ids'
import type { Pieces } from '../kernel/quantity'
import { inPages } from './packingSheet'

/** 商品拣货单 of one product: how many into which slot, for sorting by paper. */
export interface PickSheet {
  readonly productId: ProductId
  readonly name: string
  readonly spec: string
  readonly zone: Zone
  readonly barcode: string | null
  readonly due: number
  readonly floor: Pieces
  readonly slots: readonly { readonly slot: number; readonly pieces: Pieces }[]
}

/** Products that somebody gets, by zone and name as listed. */
export function pickSheets(fold: Fold): readonly PickSheet[] {
  return fold
    .members('products')
    .flatMap((id): PickSheet[] => {
      const productId = id as ProductId
      const product = fold.state('product', productId)?.product
      if (!product) return []
      const slots = slotsFor(fold, productId)
        .map(({ slot, householdId }) => ({ slot, pieces: needOf(fold, productId, householdId).allocated }))
        .filter((one) => one.pieces > 0)
      if (slots.length === 0) return []
      const { name, spec, zone, barcodes } = product
      const due = slots.reduce((sum, one) => sum + one.pieces, 0)
      const floor = stockAt(fold, 'floor', productId).pieces
      return [{ productId, name, spec, zone, barcode: barcodes[0] ?? null, due, floor, slots }]
    })
    .sort((a, b) => zones.indexOf(a.zone) - zones.indexOf(b.zone) || a.name.localeCompare(b.name, 'zh-CN'))
}

const slotsPerRow = 8

export function pickPages(sheets: readonly PickSheet[]): readonly (readonly PickSheet[])[] {
  const heightMm = ({ slots }: PickSheet) => 17 + 7.2 * Math.ceil(slots.length / slotsPerRow)
  return inPages(sheets, heightMm, { pageMm: 255, columns: 1 })
}
