import type { InStoreField, InStoreLayout } from './codeSettings'

/**
 * How scale makers write a layout, one letter per digit: F flag, W 货号 (the article), N 重量, E 金额 (price of the
 * whole), X nothing, C check digit. 'FFWWWWWNNNNNC' is two flag digits, five of the article, five of the weight.
 */
export function maskOf(layout: InStoreLayout): string {
  const fields = layout.fields.map(({ means, digits }) => letters[means].repeat(digits)).join('')
  return `FF${'W'.repeat(layout.pluDigits)}${fields}C`
}

const letters = { weight: 'N', amount: 'E', nothing: 'X' } as const
const meanings: Readonly<Record<string, InStoreField['means']>> = { N: 'weight', E: 'amount', X: 'nothing' }

/** What a mask says; undefined unless it is two F, some W, fields in any order, one C, 13 or 18 digits in all. */
export function maskParts(
  mask: string,
): (Pick<InStoreLayout, 'length' | 'pluDigits'> & { readonly fields: readonly MaskField[] }) | undefined {
  const parts = /^FF(W+)((?:N+|E+|X+)*)C$/.exec(mask.trim().toUpperCase())
  if (!parts) return undefined
  const [whole, plu = '', rest = ''] = parts
  if (whole.length !== 13 && whole.length !== 18) return undefined
  const fields = (rest.match(/N+|E+|X+/g) ?? []).map(
    (run): MaskField => ({
      means: meanings[run[0] ?? ''] ?? 'nothing',
      digits: run.length,
    }),
  )
  const twice = new Set(fields.map(({ means }) => means)).size < fields.length
  return twice ? undefined : { length: whole.length, pluDigits: plu.length, fields }
}

export interface MaskField {
  readonly means: InStoreField['means']
  readonly digits: number
}

/** '21, 22 27' → ['21', '22', '27']. */
export function prefixesOf(text: string): readonly string[] {
  return text.split(/[^0-9]+/).filter((prefix) => prefix !== '')
}
