import { gs1CheckDigit, hasGs1CheckDigit } from './checkDigit'

/**
 * The trade form of a GTIN, so that equal goods compare equal: 13 digits as a rule (UPC-A with its leading 0,
 * a GTIN-14 of a single item without its leading 0), 8 for EAN-8, 14 for a case. Undefined if the length or
 * the check digit is wrong. Use it on both sides of a look-up.
 */
export function canonicalGtin(text: string): string | undefined {
  const digits = text.trim()
  if (![8, 12, 13, 14].includes(digits.length) || !hasGs1CheckDigit(digits)) return undefined
  if (/^0{14}$/.test(digits.padStart(14, '0'))) return undefined
  if (digits.length === 8) return digits
  const fourteen = digits.padStart(14, '0')
  if (fourteen.startsWith('000000')) return fourteen.slice(6)
  return fourteen.startsWith('0') ? fourteen.slice(1) : fourteen
}

/** The single item a 14-digit case code (indicator 1–8) holds; undefined if it is not such a case code. */
export function itemGtinOfCase(caseGtin: string): string | undefined {
  if (!/^[1-8]\d{13}$/.test(caseGtin) || !hasGs1CheckDigit(caseGtin)) return undefined
  const body = caseGtin.slice(1, 13)
  return canonicalGtin(body + gs1CheckDigit(body))
}
