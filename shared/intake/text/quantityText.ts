import { maxPieces } from '../proposal'
import { cleanText, toHalfWidth } from './cleanText'
import { numeralClass, readNumeral } from './numerals'

/** What somebody wrote as a quantity: whole pieces, a weight, or why it is neither. */
export type QuantityReading =
  | { readonly ok: true; readonly pieces: number; readonly grams: null }
  | { readonly ok: true; readonly pieces: 1; readonly grams: number }
  | { readonly ok: false; readonly code: QuantityRefusal }

export type QuantityRefusal =
  | 'quantity-missing'
  | 'quantity-zero'
  | 'quantity-negative'
  | 'quantity-too-large'
  | 'quantity-not-whole'
  | 'quantity-unreadable'

/** Units a number of pieces may carry. */
export const pieceUnits =
  '人份|份|盒|袋|包|瓶|个|只|箱|件|提|把|条|支|枝|枚|罐|桶|板|串|捆|套|双|组|听|块|颗|粒|头|根|片|扎|筐|篮|杯|碗|例|单|位|张|棵|朵|尾|排|卷|pcs|pc|box|bag|ea'

/** Grams of one of each weight unit; 两 counts as a weight only after a numeral or digit. */
const gramsOf: Readonly<Record<string, number>> = {
  公斤: 1000,
  千克: 1000,
  kg: 1000,
  斤: 500,
  两: 50,
  克: 1,
  g: 1,
}
export const weightUnits = '公斤|千克|kg|斤|两|克|g'

const maxGrams = 1_000_000
const numeral = `[${numeralClass}]`
const whole = new RegExp(
  `^[x×*✖]?\\s*(?:共)?(-?\\d[\\d,]*(?:\\.\\d+)?(?:e[+-]?\\d+)?|${numeral}+|半|-${numeral}+)\\s*(${pieceUnits}|${weightUnits})?(半)?$`,
  'i',
)

/** '2', '2.0', 'x2', '两份', '2 盒', '1,000', '1.5斤', '半斤', '一斤半', '300g'. Decimals count only for weights. */
export function readQuantity(raw: string): QuantityReading {
  const text = toHalfWidth(cleanText(raw)).trim()
  if (text === '') return { ok: false, code: 'quantity-missing' }
  const match = text.length <= 40 ? whole.exec(text) : null
  if (!match) return { ok: false, code: 'quantity-unreadable' }
  const written = match[1] ?? ''
  const bare = match[2] === undefined
  // '三两' is 150 g: 两 closes a numeral it cannot belong to.
  const liang = bare && /.两$/.test(written)
  const amount = readAmount(liang ? written.slice(0, -1) : written)
  if (amount === undefined) return { ok: false, code: 'quantity-unreadable' }
  const unit = liang ? '两' : (match[2] ?? '').toLowerCase()
  const half = match[3] === undefined ? 0 : 0.5
  return judge(amount + half, gramsOf[unit])
}

/** @param gramsEach grams of one unit for a weight, undefined for pieces */
export function judge(amount: number, gramsEach: number | undefined): QuantityReading {
  if (amount < 0) return { ok: false, code: 'quantity-negative' }
  if (amount === 0) return { ok: false, code: 'quantity-zero' }
  if (gramsEach !== undefined) {
    const grams = Math.round(amount * gramsEach)
    if (grams > maxGrams) return { ok: false, code: 'quantity-too-large' }
    return grams < 1 ? { ok: false, code: 'quantity-zero' } : { ok: true, pieces: 1, grams }
  }
  if (amount > maxPieces) return { ok: false, code: 'quantity-too-large' }
  if (!Number.isInteger(amount)) return { ok: false, code: 'quantity-not-whole' }
  return { ok: true, pieces: amount, grams: null }
}

/** Grams of one of `unit`; undefined for a unit of pieces or none. */
export function gramsPer(unit: string): number | undefined {
  return gramsOf[unit.toLowerCase()]
}

/** Digits, thousands separated or not, a Chinese numeral, or 半. */
export function readAmount(text: string): number | undefined {
  if (text === '半') return 0.5
  const plain = text.replace(/,/g, '')
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(plain)) return Number(plain)
  const numeralText = plain.startsWith('-') ? plain.slice(1) : plain
  const value = readNumeral(numeralText)
  return value === undefined ? undefined : plain.startsWith('-') ? -value : value
}
