import { cleanText, toHalfWidth } from '../text/cleanText'

/** One numbered (or room-first) record of a 接龙, its lines half-width and trimmed, its text untouched. */
export interface JielongRecord {
  readonly number: number | null
  /** Line of the pasted text, from 1. */
  readonly row: number
  readonly indent: number
  readonly lines: string[]
  readonly raw: string[]
}

export interface NumberedLine {
  readonly number: number
  readonly indent: number
  readonly body: string
}

/** The text WeChat shows, from a raw message (`<appmsg><title>…`) or as pasted. */
export function unwrapMessage(text: string): string {
  const from = text.indexOf('<title>')
  const until = text.indexOf('</title>', from)
  if (from < 0 || until < 0 || !/<(?:appmsg|msg)\b/.test(text.slice(0, from))) return text
  const inner = text
    .slice(from + 7, until)
    .replace(/^\s*<!\[CDATA\[/, '')
    .replace(/\]\]>\s*$/, '')
  return inner.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos|nbsp));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

export interface TextLine {
  readonly row: number
  readonly raw: string
  /** Half-width, without invisible characters; leading spaces kept. */
  readonly text: string
}

export function linesOf(text: string): TextLine[] {
  return unwrapMessage(text)
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .split('\n')
    .map((raw, i) => ({ row: i + 1, raw: raw.trimEnd(), text: half(raw) }))
}

function half(raw: string): string {
  const indent = /^[ \t\u3000]*/.exec(raw)?.[0] ?? ''
  return ' '.repeat(indent.length) + keycaps(toHalfWidth(cleanText(raw)))
}

// 1️⃣ and ① are numbers people like to write.
function keycaps(text: string): string {
  return text
    .replace(/(\d)\ufe0f?\u20e3/g, '$1.')
    .replace(/^[\u2460-\u2473]/, (mark) => `${mark.charCodeAt(0) - 0x245f}.`)
}

export function isJielongHeader(text: string): boolean {
  return /^\s*#\s*(?:接龙|group\s*note)/i.test(text)
}

const numbered = /^( *)(\()?(\d{1,4})(\s*[.、):,]\s*|\s+|(?=[^\d\s]))(.*)$/
const unitAfterNumber =
  /^(?:号|栋|幢|座|弄|楼|#|单元|[-~至到/%]|月|日|点|元|块|人|年|折|个|份|盒|斤|袋|包|瓶|只|箱|件|公斤|kg|g|克|x|\*|×)/i

/**
 * Reads '1. 张三', '2、3栋王姐', '3)李雷', '(4)赵六', '05. 钱七'. A bare '6 张三' or '6张三' counts only where 6 is expected.
 */
export function readNumbered(text: string, expected: number): NumberedLine | undefined {
  const match = numbered.exec(text)
  if (!match) return undefined
  const number = Number(match[3])
  const separator = (match[4] ?? '').trim()
  const body = (match[5] ?? '').trim()
  const opened = match[2] !== undefined
  if (opened !== (separator === ')') && opened) return undefined
  if (separator === '' && (number !== expected || unitAfterNumber.test(body))) return undefined
  if (separator === ':' && /^\d{2}(?!\d)/.test(body)) return undefined
  if (isDate(text, number, expected)) return undefined
  return { number, indent: match[1]?.length ?? 0, body }
}

// '6.8号星期一晚餐' is a title, '1.12号603 王姐' is the first record.
function isDate(text: string, number: number, expected: number): boolean {
  if (!/^\s*\d{1,2}\.\d{1,2}\s*(?:[号日(]|周|星期|礼拜|$|\s)/.test(text) || number > 12) return false
  return /周|星期|礼拜|接龙|团|预[定订购]|报名|截止|送|到货/.test(text) || number !== expected
}
