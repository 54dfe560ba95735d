import { balances, type ProductBalance } from '../../../shared/domain/balance/balanceOf'
import type { Fold } from '../../../shared/domain/fold/fold'
import type { ProductTerms } from '../../../shared/domain/terms'
import { type Grams, grams, type Pieces, pieces } from '../../../shared/kernel/quantity'

export interface BalanceRow extends ProductBalance {
  readonly product: ProductTerms
  readonly byWeight: boolean
}

const rank = { differs: 0, uncounted: 1, agrees: 2 } as const

/** What differs first, then what nobody counted, then the rest; inside by zone and name. */
export function balanceRows(fold: Fold): readonly BalanceRow[] {
  return balances(fold)
    .flatMap((balance) => {
      const product = fold.state('product', balance.productId)?.product
      return product ? [{ ...balance, product, byWeight: product.sale.by === 'weight' }] : []
    })
    .sort(
      (a, b) =>
        rank[a.status] - rank[b.status] ||
        (a.product.zone < b.product.zone ? -1 : a.product.zone > b.product.zone ? 1 : 0) ||
        a.product.name.localeCompare(b.product.name, 'zh-CN'),
    )
}

/** A typed count: pieces, or for weighed goods grams ('850') and kilograms ('1.25'). Null when it is no count. */
export function countOf(row: BalanceRow, text: string): { pieces: Pieces; grams: Grams | null } | null {
  if (!/^\d+(\.\d*)?$/.test(text)) return null
  if (!row.byWeight) return text.includes('.') ? null : { pieces: pieces(Number(text)), grams: null }
  const read = text.includes('.') ? Math.round(Number(text) * 1000) : Number(text)
  const nominal = row.product.sale.by === 'weight' ? row.product.sale.nominalGrams : 1
  return { pieces: pieces(Math.round(read / nominal)), grams: grams(read) }
}
