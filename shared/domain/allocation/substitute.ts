import type { HouseholdId, OrderId, ProductId } from '../../kernel/ids'
import { type Fen, fen, fenOfWeight, partOfFen } from '../../kernel/money'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import type { OrderLine, OrderTerms, ProductTerms } from '../terms'
import { allocatedPieces, claimsFor } from './allocationOf'

/** Some pieces of one order line, to be replaced by another product. */
export interface Swap {
  readonly orderId: OrderId
  readonly line: number
  readonly pieces: Pieces
}

/** A line that goes without, and may get something else instead. */
export interface SwapChance extends Swap {
  readonly householdId: HouseholdId
  readonly participateNo: number
  /** The order as it stands. */
  readonly order: OrderTerms
}

/** Lines that a decision left short, by 跟团号. Parts of a kit are not swapped one by one. */
export function swapChances(fold: Fold, productId: ProductId): readonly SwapChance[] {
  return claimsFor(fold, productId).flatMap((claimed): SwapChance[] => {
    const { order, need, householdId } = claimed
    const missing = need.pieces - allocatedPieces(fold, claimed)
    const line = order.lines[need.line]
    if (missing <= 0 || !line || line.components.length > 0) return []
    const { orderId, participateNo } = order
    return [{ orderId, line: need.line, pieces: pieces(missing), householdId, participateNo, order }]
  })
}

/**
 * The order with some pieces of a line replaced. The new line comes last, so that shares keep pointing at their
 * lines; it never costs more than what it replaces (domain §3.4, 7). Gifts of a line that is gone hang on the new one.
 */
export function withSubstitute(order: OrderTerms, swap: Swap, by: ProductTerms): OrderTerms {
  const line = order.lines[swap.line]
  if (!line) return order
  const { before, after } = swapPrices(order, swap, by)
  const rest: OrderLine = {
    ...line,
    pieces: pieces(line.pieces - swap.pieces),
    amountFen: fen(line.amountFen - before),
  }
  const { sale } = by
  const instead: OrderLine = {
    productId: by.productId,
    pieces: swap.pieces,
    amountFen: after,
    weight: sale.by === 'weight' ? { fenPerKg: sale.fenPerKg, nominalGrams: sale.nominalGrams } : null,
    components: by.components,
    giftOf: line.giftOf,
  }
  const at = order.lines.length
  const lines = order.lines.map((one, i) => {
    if (i === swap.line) return rest
    return rest.pieces === 0 && one.giftOf === swap.line ? { ...one, giftOf: at } : one
  })
  return { ...order, lines: [...lines, instead] }
}

/** What the pieces were agreed at, and what the household pays for what it gets instead: never more. */
export function swapPrices(
  order: OrderTerms,
  swap: Swap,
  by: ProductTerms,
): { readonly before: Fen; readonly after: Fen } {
  const line = order.lines[swap.line]
  const before = line ? movedFen(line, swap.pieces) : fen(0)
  return { before, after: fen(Math.min(before, listPriceFen(by, swap.pieces))) }
}

/** What some pieces cost as listed: a portion by weight at what it was sold as. */
function listPriceFen({ sale }: ProductTerms, count: number): Fen {
  return sale.by === 'piece'
    ? fen(sale.unitPriceFen * count)
    : fenOfWeight(sale.fenPerKg, sale.nominalGrams * count)
}

/** The part of the line's price that hangs on its last pieces. */
function movedFen({ amountFen, pieces: all }: OrderLine, some: number): Fen {
  return fen(amountFen - partOfFen(amountFen, all - some, all))
}
