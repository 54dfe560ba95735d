import type { ProductTerms } from '../../../shared/domain/terms'

/** Products whose name, spec or codes hold every word typed; those that begin with it come first. */
export function productsMatching(products: readonly ProductTerms[], search: string): readonly ProductTerms[] {
  const words = search.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean)
  const [start = ''] = words
  return products
    .filter(({ name, spec, code, plu, barcodes }) => {
      const text = [name, spec, code ?? '', plu ?? '', ...barcodes].join(' ').toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort(
      (a, b) =>
        Number(b.name.toLowerCase().startsWith(start)) - Number(a.name.toLowerCase().startsWith(start)) ||
        (a.name < b.name ? -1 : 1),
    )
}
