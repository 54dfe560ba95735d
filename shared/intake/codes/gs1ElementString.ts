import { aiAt } from './applicationIdentifiers'
import { hasGs1CheckDigit } from './checkDigit'
import { parseGs1Date } from './gs1Date'

/** One identifier with its value; `ai` as printed (`3103`). */
export type Gs1Element = { readonly ai: string; readonly value: string }

export type Gs1Elements =
  | { readonly ok: true; readonly elements: readonly Gs1Element[] }
  /** `elements`: what stood safely before the place where a separator must have been lost. */
  | { readonly ok: false; readonly doubt: 'group-separator-lost'; readonly elements: readonly Gs1Element[] }
  | { readonly ok: false; readonly doubt: 'incomplete' | 'not-recognised' }

const GS = '\u001d'
// GS1 AI encodable character set 82; a bracket or a control character inside a value means a damaged read.
const VALUE = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/

/** `(01)…(10)…`: the brackets delimit, so unknown identifiers are carried along and separators ignored. */
export function parseBracketed(text: string): Gs1Elements {
  const elements: Gs1Element[] = []
  const marks = [...text.matchAll(/\((\d{2,4})\)/g)].filter((mark) => isMark(text, mark.index, mark[1] ?? ''))
  if (marks[0]?.index !== 0) return { ok: false, doubt: 'not-recognised' }
  for (const [i, mark] of marks.entries()) {
    const ai = mark[1] ?? ''
    const value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index).replaceAll(GS, '')
    const known = aiAt(ai, 0)
    const fits = known?.code === ai ? matchValue(value, known.row) : matchValue(value, undefined)
    if (fits !== 'fits') return { ok: false, doubt: fits }
    elements.push({ ai, value })
  }
  return { ok: true, elements }
}

/** A known identifier, or the very first bracket: "(2)" inside a lot number is no identifier. */
function isMark(text: string, index: number, ai: string): boolean {
  return index === 0 || aiAt(ai, 0)?.code === ai || text[index - 1] === GS
}

function matchValue(
  value: string,
  row: { length: number; fixed: boolean; digits: boolean } | undefined,
): 'fits' | 'incomplete' | 'not-recognised' {
  if (value.length === 0) return 'incomplete'
  if (!VALUE.test(value)) return 'not-recognised'
  if (!row) return value.length <= 90 ? 'fits' : 'not-recognised'
  if (row.digits && !/^\d+$/.test(value)) return 'not-recognised'
  if (row.fixed && value.length < row.length) return 'incomplete'
  return value.length <= row.length ? 'fits' : 'not-recognised'
}

/**
 * The string as the symbol holds it: identifiers run together, variable values end with GS (0x1D) or the text.
 * A text without a single GS whose variable value seems to hold more elements is a scanner that drops it.
 */
export function parseRaw(text: string, currentYear: number): Gs1Elements {
  const elements: Gs1Element[] = []
  const separatorsArrive = text.includes(GS)
  let at = 0
  while (at < text.length) {
    if (text[at] === GS) {
      at++
      continue
    }
    const found = aiAt(text, at)
    if (!found) return { ok: false, doubt: 'not-recognised' }
    const start = at + found.code.length
    const stop = text.indexOf(GS, start)
    const free = text.slice(start, stop < 0 ? text.length : stop)
    const value = found.row.fixed ? free.slice(0, found.row.length) : free
    const fits = matchValue(value, found.row)
    const variable = !found.row.fixed && !separatorsArrive
    if (variable && (fits !== 'fits' || hidesElements(value, found.row.digits, currentYear))) {
      return { ok: false, doubt: fits === 'incomplete' ? fits : 'group-separator-lost', elements }
    }
    if (fits !== 'fits') return { ok: false, doubt: fits }
    elements.push({ ai: found.code, value })
    at = start + value.length
  }
  return elements.length > 0 ? { ok: true, elements } : { ok: false, doubt: 'incomplete' }
}

function hidesElements(value: string, digits: boolean, currentYear: number): boolean {
  for (let at = 1; at < value.length; at++) {
    const tail = value.slice(at)
    if (endsInFixedElements(tail, currentYear)) return true
    // A count is a handful of digits, so a lot or serial swallowed by it shows as its identifier.
    if (digits && /^(10|21)./.test(tail)) return true
  }
  return false
}

/** At least one dated, weighed or check-digited element from the first character on, then nothing or a variable one. */
function endsInFixedElements(tail: string, currentYear: number): boolean {
  let at = 0
  while (at < tail.length) {
    const found = aiAt(tail, at)
    if (!found) return false
    if (!found.row.fixed) return at > 0 && tail.length > at + found.code.length
    const value = tail.slice(at + found.code.length, at + found.code.length + found.row.length)
    if (value.length < found.row.length || !isPlausible(found.code, value, currentYear)) return false
    at += found.code.length + found.row.length
  }
  return at > 0
}

function isPlausible(ai: string, value: string, currentYear: number): boolean {
  if (/^(11|13|15|16|17)$/.test(ai)) {
    const day = parseGs1Date(value, currentYear)
    return day !== undefined && Math.abs(Number(day.slice(0, 4)) - currentYear) <= 15
  }
  if (ai === '00' || ai === '01' || ai === '02') return hasGs1CheckDigit(value)
  return /^310[0-5]$/.test(ai) && /^\d{6}$/.test(value)
}
