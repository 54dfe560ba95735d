import { toHalfWidth } from '../text/cleanText'
import type { QuantityRefusal } from '../text/quantityText'
import { judge, pieceUnits, readAmount } from '../text/quantityText'

/** One good of a cell that lists several: '名称(规格,规格)*数量'. */
export interface CellItem {
  readonly itemText: string
  readonly spec: string | null
  /** null: the cell names no quantity. */
  readonly pieces: number | null
  readonly refusal: QuantityRefusal | null
  readonly gift: boolean
}

const times = `[*x×✖]\\s*(\\d{1,10}(?:\\.\\d+)?)\\s*(?:${pieceUnits})?`
const ends = new RegExp(
  `^(.*?)\\s*(?:${times}|\\s+(\\d{1,5})\\s*(?:${pieceUnits})|[::]\\s*(\\d{1,5})\\s*(?:${pieceUnits})?|([一二两三四五六七八九十]{1,3})(?:${pieceUnits}))\\s*$`,
  'is',
)
const between = new RegExp(
  `(?<=[*x×✖]\\s?\\d{1,10}(?:${pieceUnits})?)\\s*(?:[,，、+;；|/]|\\s)\\s*(?!(?:${pieceUnits})(?:$|[\\s,，、+]))`,
  'i',
)
const giftMark = /^\s*[[【(（]?\s*(?:赠品|赠送|赠)\s*[\]】)）::]?\s*/

/** Splits a cell into its goods, by line ends, semicolons, or after each '*n'. */
export function readItemsCell(cell: string): CellItem[] {
  return toHalfWidth(cell)
    .split(/[\n;|]+/)
    .flatMap((line) => line.split(between))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readPart)
}

function readPart(part: string): CellItem {
  const gift = giftMark.test(part)
  const bare = part
    .replace(giftMark, '')
    .replace(/[¥]\s*\d+(?:\.\d{1,2})?(?:\s*元)?/g, ' ')
    .trim()
  const match = bare.length <= 300 ? ends.exec(bare) : null
  if (!match) return { ...nameAndSpec(bare), pieces: null, refusal: null, gift }
  const amount = readAmount(match[2] ?? match[3] ?? match[4] ?? match[5] ?? '')
  const judged =
    amount === undefined ? ({ ok: false, code: 'quantity-unreadable' } as const) : judge(amount, undefined)
  return {
    ...nameAndSpec(match[1] ?? ''),
    pieces: judged.ok ? judged.pieces : null,
    refusal: judged.ok ? null : judged.code,
    gift,
  }
}

/** '土豆(5斤,精品)' → 土豆, 5斤,精品. */
function nameAndSpec(text: string): { itemText: string; spec: string | null } {
  const match = /^(.+?)\s*[([【]([^()[\]【】]*)[)\]】]\s*$/.exec(text.trim())
  if (!match) return { itemText: text.trim(), spec: null }
  return { itemText: (match[1] ?? '').trim(), spec: (match[2] ?? '').trim() || null }
}
