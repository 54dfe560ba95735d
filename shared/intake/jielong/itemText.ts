import { numeralClass } from '../text/numerals'
import {
  gramsPer,
  judge,
  pieceUnits,
  type QuantityRefusal,
  readAmount,
  readQuantity,
  weightUnits,
} from '../text/quantityText'

/** One item with its quantity; `text` is '' where only a quantity was written. */
export interface WrittenItem {
  readonly text: string
  /** null: no quantity was written. */
  readonly amount: WrittenAmount | null
}

export type WrittenAmount =
  | { readonly ok: true; readonly pieces: number; readonly grams: number | null }
  | { readonly ok: false; readonly code: QuantityRefusal; readonly raw: string }

interface Token {
  readonly text: string
  readonly amount: WrittenAmount | null
  /** A number without a unit of pieces in front of a name may belong to the name ('2人套餐', '500g牛奶'). */
  readonly weak: boolean
}

const guard = '(?![装裝套寸年度%号栋])'
const amountPattern = new RegExp(
  `[x×*✖]\\s*(?:(\\d+(?:\\.\\d+)?)|([${numeralClass}]{1,3}))\\s*(${pieceUnits}|${weightUnits})?${guard}` +
    `|(?<![\\d.])(-?\\d{1,10}(?:\\.\\d+)?)\\s*(?:(${pieceUnits})|(${weightUnits})(?![a-z]))?${guard}` +
    `|([${numeralClass}]{1,4}|半)(${pieceUnits}|公斤|千克|斤|两|克)(半)?${guard}`,
  'gi',
)

/** Splits '土豆2鸡蛋1盒', 'A2B1', '1贡1桔', '8份晚餐', '晚餐一份' into items. @param segment no separators inside */
export function scanSegment(segment: string): readonly WrittenItem[] {
  return mergeTokens(tokensOf(segment)).map(({ text, amount }) => ({ text, amount }))
}

function tokensOf(segment: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const match of segment.matchAll(amountPattern)) {
    const before = segment.slice(from, match.index)
    if (before !== '') tokens.push({ text: before, amount: null, weak: false })
    tokens.push(amountToken(match))
    from = match.index + match[0].length
  }
  if (from < segment.length) tokens.push({ text: segment.slice(from), amount: null, weak: false })
  return tokens
}

function amountToken(match: RegExpMatchArray): Token {
  const [
    raw,
    timesDigits,
    timesNumeral,
    timesUnit,
    digits,
    pieceUnit,
    weightUnit,
    numeral,
    numeralUnit,
    half,
  ] = match
  const value = readAmount(timesDigits ?? timesNumeral ?? digits ?? numeral ?? '')
  const unit = timesUnit ?? pieceUnit ?? weightUnit ?? numeralUnit ?? ''
  const weak =
    timesDigits === undefined &&
    timesNumeral === undefined &&
    pieceUnit === undefined &&
    numeral === undefined
  if (value === undefined) return { text: raw, amount: null, weak: false }
  const judged = judge(value + (half === undefined ? 0 : 0.5), gramsPer(unit))
  const amount: WrittenAmount = judged.ok ? judged : { ok: false, code: judged.code, raw }
  return { text: raw, amount, weak }
}

/** Pairs names with amounts: names first ('土豆2鸡蛋1') unless the segment starts with an amount ('1贡1桔'). */
function mergeTokens(tokens: readonly Token[]): WrittenItem[] {
  const items: WrittenItem[] = []
  const amountFirst = tokens[0]?.amount != null && tokens.length > 1
  let i = 0
  while (i < tokens.length) {
    const here = tokens[i]
    const next = tokens[i + 1]
    if (here === undefined) break
    if (next !== undefined && (here.amount === null) !== (next.amount === null)) {
      const name = here.amount === null ? here : next
      const amount = here.amount === null ? next : here
      const after = tokens[i + 2]
      if (amountFirst || here.amount === null) {
        // '土豆5斤2份': the first amount belongs to the name, the last one counts.
        if (here.amount === null && after?.amount != null && next.weak) {
          items.push({ text: here.text + next.text, amount: after.amount })
          i += 3
          continue
        }
        items.push({ text: name.text, amount: amount.amount })
        i += 2
        continue
      }
    }
    items.push(here.amount === null ? { text: here.text, amount: null } : { text: '', amount: here.amount })
    i += 1
  }
  return items
}

/** True when the number in '2人套餐', '500g牛奶' or '土豆5斤' may be part of the name, another amount following. */
function mayBeName(segment: string): boolean {
  const [first, second, third] = tokensOf(segment)
  if (first === undefined || second === undefined || third !== undefined) return false
  return first.weak || (second.weak && second.amount?.ok === true && second.amount.grams !== null)
}

/** Joins what spaces and commas separated: '土豆 2', '2 土豆', '土豆 鸡蛋 各1'. */
export function readItems(segments: readonly string[]): WrittenItem[] {
  const items: { text: string; amount: WrittenAmount | null; segment: string }[] = []
  let waiting: WrittenAmount | null = null
  for (const segment of segments) {
    const each = /^(.*?)各(.+)$/.exec(segment)
    if (each) {
      const whole = readQuantity(each[2] ?? '')
      const shared = whole.ok ? whole : (scanSegment(each[2] ?? '')[0]?.amount ?? null)
      if (each[1]) for (const text of splitLetters(each[1])) items.push({ text, amount: null, segment })
      for (const item of items) if (item.amount === null) item.amount = shared
      continue
    }
    for (const item of scanSegment(segment)) {
      const last = items[items.length - 1]
      if (item.text === '' && item.amount !== null) {
        if (last !== undefined && last.amount === null) last.amount = item.amount
        else if (last !== undefined && mayBeName(last.segment)) {
          last.text = last.segment
          last.amount = item.amount
        } else {
          if (waiting !== null) items.push({ text: '', amount: waiting, segment: '' })
          waiting = item.amount
        }
      } else if (item.amount === null && waiting !== null) {
        items.push({ text: item.text, amount: waiting, segment })
        waiting = null
      } else items.push({ ...item, segment })
    }
  }
  if (waiting !== null) items.push({ text: '', amount: waiting, segment: '' })
  return items.map(({ text, amount }) => ({ text, amount }))
}

function splitLetters(text: string): string[] {
  return /^[A-Z]{2,6}$/.test(text) ? [...text] : text.split(/[和与跟]/).filter((part) => part !== '')
}
