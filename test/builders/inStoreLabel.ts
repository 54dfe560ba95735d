import { gs1CheckDigit } from '../../shared/intake/codes/checkDigit'

/** What a shop's scale prints: 22, five digits of PLU, five of grams, a check digit. */
export function inStoreLabel(plu: string, grams: number): string {
  const body = `22${plu.padStart(5, '0')}${String(grams).padStart(5, '0')}`
  return body + gs1CheckDigit(body)
}
