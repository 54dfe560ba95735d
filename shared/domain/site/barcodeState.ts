import type { ProductId } from '../../kernel/ids'
import { emptyYield, type SubjectRule } from '../fold/subject'

/** A code that a person attached to a product; it holds for later rounds through the sku. */
export interface BarcodeState {
  readonly attached: { readonly productId: ProductId; readonly sku: string } | null
}

export const barcodeRule: SubjectRule<BarcodeState> = {
  begin: () => ({ attached: null }),
  evolve: (state, { fact }) =>
    fact.kind === 'BarcodeAttached' ? { attached: { productId: fact.productId, sku: fact.sku } } : state,
  yieldOf: () => emptyYield,
}
