import { fen } from '../../kernel/money'
import { grams } from '../../kernel/quantity'
import { hasGs1CheckDigit } from './checkDigit'
import type { InStoreField, InStoreLayout, WeightUnit } from './codeSettings'
import { layoutDoubt } from './codeSettings'
import type { InStoreScan } from './scannedCode'

const GRAMS: Record<WeightUnit, number> = { g: 1, '10g': 10, kg: 1000, jin: 500 }

/**
 * Reads a 13- or 18-digit code by the first layout with its prefix. `'bad-check-digit'` when the layout is there
 * but the code is damaged; undefined when no layout answers for it. A layout that does not add up is passed over.
 */
export function parseInStoreCode(
  digits: string,
  layouts: readonly InStoreLayout[],
): InStoreScan | 'bad-check-digit' | undefined {
  const layout = layouts.find(
    (l) => l.length === digits.length && l.prefixes.includes(digits.slice(0, 2)) && !layoutDoubt(l),
  )
  if (!layout || !/^\d+$/.test(digits)) return undefined
  if (layout.check === 'verified' && !hasGs1CheckDigit(digits)) return 'bad-check-digit'
  let at = 2 + layout.pluDigits
  let read: InStoreScan = { kind: 'in-store', plu: digits.slice(2, at), raw: digits }
  for (const field of layout.fields) {
    read = withField(read, field, Number(digits.slice(at, at + field.digits)))
    at += field.digits
  }
  return read
}

function withField(read: InStoreScan, field: InStoreField, value: number): InStoreScan {
  switch (field.means) {
    case 'weight':
      return { ...read, grams: grams(Math.round((value * GRAMS[field.unit]) / 10 ** field.decimals)) }
    case 'amount':
      return { ...read, amountFen: fen(Math.round((value * 100) / 10 ** field.decimals)) }
    case 'nothing':
      return read
  }
}
