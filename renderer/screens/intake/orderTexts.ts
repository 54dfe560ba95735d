import type { OrderTerms, ProductTerms } from '../../../shared/domain/terms'
import type { ProposedOrder } from '../../../shared/intake/proposal'
import type { ProductId } from '../../../shared/kernel/ids'

/** An order's goods as its source wrote them, in one line. */
export function goodsAsWritten(order: ProposedOrder): string {
  return order.lines
    .map(({ itemText, code, spec, pieces, grams }) => {
      const name = [itemText || (code ?? ''), spec].filter(Boolean).join(' ')
      return grams === null ? `${name}×${pieces}` : `${name} ${grams} g`
    })
    .join('  ')
}

/** An order's goods as they are recorded. */
export function goodsOf(order: OrderTerms, product: (id: ProductId) => ProductTerms | undefined): string {
  return order.lines
    .map((line) => `${product(line.productId)?.name ?? line.productId}×${line.pieces}`)
    .join('  ')
}

export function piecesOf(order: OrderTerms): number {
  return order.lines.reduce((sum, line) => sum + line.pieces, 0)
}

export function amountOf(order: OrderTerms): number {
  return order.lines.reduce((sum, line) => sum + line.amountFen, 0)
}
