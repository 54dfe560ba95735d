import { type Problem, problem } from '../problem'
import type { ProposedLine } from '../proposal'
import { numeralClass } from '../text/numerals'
import { pieceUnits, readQuantity, weightUnits } from '../text/quantityText'
import type { MatchedLine, MatchedOrder } from './matchProducts'

/** How many of what one piece of a product holds. */
interface Pack {
  readonly count: number
  readonly unit: string
}

const packed = new RegExp(
  `^(.*?[^\\d\\s.~约-])\\s*约?(\\d+(?:\\.\\d+)?)\\s*(${pieceUnits}|${weightUnits}|ml|毫升|升|l)[装裝]?(?:\\s*[/每一]\\s*[^\\s\\d]{1,2})?$`,
  'i',
)

/** '土鸡蛋 30枚' is 土鸡蛋 in packs of 30; null where a name does not end in one such size. */
export function packIn(name: string): { readonly bare: string; readonly pack: Pack | null } {
  const match = packed.exec(name.trim())
  if (!match) return { bare: name, pack: null }
  return { bare: match[1] ?? name, pack: { count: Number(match[2]), unit: (match[3] ?? '').toLowerCase() } }
}

/** People say 个 for what is counted in 枚: none of these is ever a whole pack. */
const singles = /^[个枚只颗粒头片根]$/

/**
 * An order of free text in packs: '土鸡蛋30枚' of '土鸡蛋 30枚' is one, as '土豆5斤' of '土豆 5斤' is.
 * @param problems gets a word for each line that was written otherwise
 */
export function inPacks({ order, lines }: MatchedOrder, problems: Problem[]): MatchedOrder {
  const counted = lines.map((one) => {
    const line = countedInPacks(one, order.raw)
    if (line !== one.line)
      problems.push(
        problem(
          'counted-in-packs',
          { row: line.row, raw: order.raw },
          {
            item: one.product.name,
            written: `${one.line.itemText} ×${one.line.pieces}`,
            pieces: line.pieces,
          },
        ),
      )
    return { ...one, line }
  })
  return { order, lines: counted }
}

function countedInPacks({ line, product }: MatchedLine, raw: string): ProposedLine {
  const { pack } = packIn(product.spec === '' ? product.name : `${product.name} ${product.spec}`)
  if (product.sale.by !== 'piece' || line.grams !== null || pack === null) return line
  if (pack.count <= 1 || line.pieces % pack.count !== 0) return line
  const unit = unitWritten(line, raw)
  if (unit !== pack.unit && !(singles.test(unit) && singles.test(pack.unit))) return line
  const amountFen = line.amountFen === null ? null : Math.round(line.amountFen / pack.count)
  return { ...line, pieces: line.pieces / pack.count, amountFen }
}

/** The unit right behind the line's number: next to its item, or anywhere where the item is only understood. */
function unitWritten({ itemText, pieces }: ProposedLine, raw: string): string {
  const text = raw.normalize('NFKC')
  const escaped = itemText.normalize('NFKC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const item = new RegExp(escaped, 'i').test(text) ? escaped : ''
  const amount = `(\\d+|[${numeralClass}]+)\\s*(${pieceUnits})`
  const beside = new RegExp(`${item}\\s*[x×*:：]?\\s*${amount}|(?<!\\d)${amount}\\s*的?\\s*${item}`, 'gi')
  for (const [, behind, unitBehind, before, unitBefore] of text.matchAll(beside)) {
    const read = readQuantity(behind ?? before ?? '')
    if (read.ok && read.grams === null && read.pieces === pieces)
      return (unitBehind ?? unitBefore ?? '').toLowerCase()
  }
  return ''
}
