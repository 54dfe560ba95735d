import type { ProductTerms } from '../../../shared/domain/terms'
import type { ProductId } from '../../../shared/kernel/ids'
import { useRound } from '../../queries/useLive'

export interface ProductText {
  readonly name: string
  readonly spec: string
  readonly product: ProductTerms | null
}

/** A product as people call it. */
export function useProductText(): (productId: ProductId) => ProductText {
  const { fold } = useRound()
  return (productId) => {
    const product = fold.state('product', productId)?.product ?? null
    return { name: product?.name ?? String(productId), spec: product?.spec ?? '', product }
  }
}
