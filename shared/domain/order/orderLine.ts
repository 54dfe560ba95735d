import { fen, fenOfWeight } from '../../kernel/money'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { OrderLine, OrderTerms, ProductTerms } from '../terms'

/** A line ordered by hand, at the listed price; gifts cost nothing. */
export function orderLineOf(product: ProductTerms, count: Pieces): OrderLine {
  const { productId, sale, components, gift } = product
  const each = sale.by === 'piece' ? sale.unitPriceFen : fenOfWeight(sale.fenPerKg, sale.nominalGrams)
  return {
    productId,
    pieces: count,
    amountFen: fen(gift ? 0 : each * count),
    weight: sale.by === 'weight' ? { fenPerKg: sale.fenPerKg, nominalGrams: sale.nominalGrams } : null,
    components,
    giftOf: null,
  }
}

/**
 * An order with other quantities: each line keeps the price per piece it was ordered at, lines of 0 pieces go,
 * and gifts (赠品) go with the line they hang on. @param counts by index of the line as it stands
 */
export function withCounts(
  order: OrderTerms,
  counts: ReadonlyMap<number, number>,
  added: readonly OrderLine[] = [],
): OrderTerms {
  const countAt = (i: number, line: OrderLine): number => counts.get(i) ?? line.pieces
  const stays = order.lines.map((line, i) => {
    const host = line.giftOf === null ? undefined : order.lines[line.giftOf]
    const hostGone = line.giftOf !== null && host !== undefined && countAt(line.giftOf, host) <= 0
    return countAt(i, line) > 0 && !hostGone
  })
  const movedTo = new Map<number, number>()
  stays.forEach((stay, i) => {
    if (stay) movedTo.set(i, movedTo.size)
  })
  const lines = order.lines.flatMap((line, i): OrderLine[] => {
    if (!stays[i]) return []
    const count = countAt(i, line)
    const amountFen =
      count === line.pieces
        ? line.amountFen
        : fen(Math.round((line.amountFen * count) / Math.max(1, line.pieces)))
    const giftOf = line.giftOf === null ? null : (movedTo.get(line.giftOf) ?? null)
    return [{ ...line, pieces: pieces(count), amountFen, giftOf }]
  })
  return { ...order, lines: [...lines, ...added] }
}
