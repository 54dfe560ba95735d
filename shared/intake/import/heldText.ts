import { splitRecords } from '../jielong/splitRecords'
import type { HeldRow } from './importProposal'

/** An entry nobody made: counting that starts at 1 once more is how a reader tells the orders from a numbered menu. */
const firstOfOrders = '1. 空'

/** What was held of a 接龙, below its own title and menu: mended it goes in again as the text it is. */
export function heldText(text: string, held: readonly HeldRow[]): string {
  const { title, menu, records } = splitRecords(text)
  const above = [...title, ...menu].sort((a, b) => a.row - b.row).map(({ raw }) => raw)
  const byRow = new Map(records.map((record) => [record.row, record]))
  const entries = held.map(({ row, cells }) => {
    const record = byRow.get(row)
    if (!record) return cells.join('\n')
    const [first = '', ...others] = record.lines
    // '6张三' is the sixth only behind a fifth.
    return [record.number === null ? first : `${record.number}. ${first}`, ...others].join('\n')
  })
  const needsFirst = menu.length > 0 && !entries[0]?.startsWith('1. ')
  return [...above, ...(needsFirst ? [firstOfOrders] : []), ...entries, ''].join('\n')
}
