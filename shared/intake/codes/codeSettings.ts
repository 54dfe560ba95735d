/**
 * How a shop's own codes are laid out: no national layout exists, every scale and till is configured by hand.
 * @module
 */

export type WeightUnit = 'g' | '10g' | 'kg' | 'jin'

/** What follows the PLU, in order. `digits` places each; together with flag, PLU and check they fill the code. */
export type InStoreField =
  | {
      readonly means: 'weight'
      readonly digits: number
      readonly unit: WeightUnit
      readonly decimals: number
    }
  /** decimals 2 = 分, 1 = 角, 0 = 元. */
  | { readonly means: 'amount'; readonly digits: number; readonly decimals: number }
  | { readonly means: 'nothing'; readonly digits: number }

export type InStoreLayout = {
  /** Two-digit flags this layout answers for. */
  readonly prefixes: readonly string[]
  readonly length: 13 | 18
  readonly pluDigits: number
  readonly fields: readonly InStoreField[]
  /** Some scales print a last digit that is no check digit. */
  readonly check: 'verified' | 'ignored'
}

export type CodeSettings = {
  /** First layout that has the prefix and the length wins. */
  readonly inStore: readonly InStoreLayout[]
  /** Four digits; the two-digit years of GS1 dates fall within 50 years of it. */
  readonly currentYear: number
}

const gramsAt5: InStoreField = { means: 'weight', digits: 5, unit: 'g', decimals: 0 }
const fenAt5: InStoreField = { means: 'amount', digits: 5, decimals: 2 }
const REST = ['20', '24', '25', '26', '28', '29']

/** 21, 22, 27: weight in grams (kg with three decimals is the same digits). 23: amount in fen. Others: the article alone. */
export const DEFAULT_IN_STORE_LAYOUTS: readonly InStoreLayout[] = [
  { prefixes: ['21', '22', '27'], length: 13, pluDigits: 5, fields: [gramsAt5], check: 'verified' },
  { prefixes: ['23'], length: 13, pluDigits: 5, fields: [fenAt5], check: 'verified' },
  { prefixes: REST, length: 13, pluDigits: 10, fields: [], check: 'verified' },
  {
    prefixes: ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29'],
    length: 18,
    pluDigits: 5,
    fields: [gramsAt5, fenAt5],
    check: 'verified',
  },
]

export function defaultCodeSettings(currentYear: number): CodeSettings {
  return { inStore: DEFAULT_IN_STORE_LAYOUTS, currentYear }
}

/** What is wrong with a layout a person typed in, or undefined. */
export function layoutDoubt(layout: InStoreLayout): 'prefix' | 'length' | 'digits' | undefined {
  if (layout.prefixes.length === 0 || !layout.prefixes.every((p) => /^\d{2}$/.test(p))) return 'prefix'
  const places = [layout.pluDigits, ...layout.fields.map((field) => field.digits)]
  if (!places.every((n) => Number.isInteger(n) && n > 0)) return 'digits'
  return places.reduce((sum, n) => sum + n, 3) === layout.length ? undefined : 'length'
}
