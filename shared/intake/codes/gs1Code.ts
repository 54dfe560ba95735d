import { pieces, grams as wholeGrams } from '../../kernel/quantity'
import { hasGs1CheckDigit } from './checkDigit'
import { parseGs1Date } from './gs1Date'
import type { Gs1Element } from './gs1ElementString'
import { canonicalGtin } from './gtin'
import type { Gs1Scan } from './scannedCode'

type Fields = Omit<Gs1Scan, 'kind' | 'raw' | 'doubt'>
type Writable<T> = { -readonly [K in keyof T]: T[K] }
type FieldDoubt = 'bad-check-digit' | 'bad-date'

const DAY_FIELDS: Readonly<Record<string, 'production' | 'packaged' | 'bestBefore' | 'sellBy' | 'expiry'>> = {
  '11': 'production',
  '13': 'packaged',
  '15': 'bestBefore',
  '16': 'sellBy',
  '17': 'expiry',
  '7003': 'expiry',
}

/**
 * Elements to fields, first occurrence wins. Refuses a wrong check digit or a day no calendar has rather than
 * giving the rest: goods are received by these dates.
 */
export function gs1Fields(elements: readonly Gs1Element[], currentYear: number): Fields | FieldDoubt {
  const fields: Writable<Fields> = {}
  for (const { ai, value } of elements) {
    const doubt = takeNumber(fields, ai, value) ?? takeDay(fields, ai, value, currentYear)
    if (doubt) return doubt
    if (ai === '10') fields.lot ??= value
    if (ai === '21') fields.serial ??= value
    if (ai === '30' || ai === '37') fields.count ??= pieces(Number(value))
    if (ai.startsWith('310'))
      fields.grams ??= wholeGrams(Math.round(Number(value) * 10 ** (3 - Number(ai[3]))))
  }
  return fields
}

function takeNumber(fields: Writable<Fields>, ai: string, value: string): FieldDoubt | undefined {
  if (ai !== '00' && ai !== '01' && ai !== '02') return undefined
  if (ai === '00') {
    if (!hasGs1CheckDigit(value)) return 'bad-check-digit'
    fields.sscc ??= value
    return undefined
  }
  const gtin = canonicalGtin(value)
  if (gtin === undefined) return 'bad-check-digit'
  if (ai === '01') fields.gtin ??= gtin
  else fields.contentGtin ??= gtin
  return undefined
}

function takeDay(fields: Writable<Fields>, ai: string, value: string, year: number): FieldDoubt | undefined {
  const field = DAY_FIELDS[ai]
  if (!field) return undefined
  const day = parseGs1Date(value.slice(0, 6), year)
  if (day === undefined) return 'bad-date'
  fields[field] ??= day
  return undefined
}

/** Splits where an item or unit number comes a second time: two element strings glued together. */
export function gluedElements(elements: readonly Gs1Element[]): readonly (readonly Gs1Element[])[] {
  const groups: Gs1Element[][] = [[]]
  for (const element of elements) {
    const open = groups.at(-1) ?? []
    const again = /^0[012]$/.test(element.ai) && open.some(({ ai }) => ai === element.ai)
    if (again) groups.push([element])
    else open.push(element)
  }
  return groups
}
