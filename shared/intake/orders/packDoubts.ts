import { type Problem, problem } from '../problem'
import { pieceUnits } from '../text/quantityText'
import type { MatchedOrder } from './matchProducts'

/** How many of what one piece of a product holds: 30 枚 of '土鸡蛋 30枚'. A limit is none ('限2份'). */
const packed = new RegExp(
  `(?<![限购最多仅剩共每\\d.]\\s*)约?(\\d{1,4})\\s*(${pieceUnits})[装裝]?(?:\\s*[/每]\\s*\\S{1,2})?$`,
  'i',
)

/**
 * '土鸡蛋30枚' of '土鸡蛋 30枚' may be thirty packs or one, and only whoever wrote it knows: it goes in as it is
 * written, and somebody is asked to look.
 */
export function packDoubts({ order, lines }: MatchedOrder): Problem[] {
  if (order.source !== 'jielong') return []
  const text = order.raw.normalize('NFKC')
  return lines.flatMap(({ line, product }) => {
    const [, digits, unit = ''] = packed.exec(`${product.name} ${product.spec}`.trim()) ?? []
    const count = Number(digits ?? 0)
    if (product.sale.by !== 'piece' || line.grams !== null || count <= 1 || line.pieces % count !== 0)
      return []
    // People say 个 for what is counted in 枚.
    const written = new RegExp(`(?<!\\d)${line.pieces}\\s*(?:${unit}|个)`)
    if (!written.test(text)) return []
    const params = { item: product.name, pieces: line.pieces, packs: line.pieces / count }
    return [problem('pack-or-pieces', { row: line.row, raw: order.raw }, params)]
  })
}
