import { describe, expect, test } from 'vitest'
import { readJielong } from '../../../../shared/intake/jielong/readJielong'
import { severityOf } from '../../../../shared/intake/problem'
import type { ProposedOrder } from '../../../../shared/intake/proposal'
import { parseBusinessDay } from '../../../../shared/kernel/businessDay'
import { corpus } from './corpus'

const today = parseBusinessDay('2026-06-07')
if (today === undefined) throw new Error('no day')

function label(order: ProposedOrder): string {
  const who = `${order.name}${order.address ? `@${order.address}` : ''}${order.phone ? `#${order.phone}` : ''}`
  const what = order.lines
    .map((l) => `${l.itemText}${l.grams === null ? `*${l.pieces}` : `=${l.grams}g`}`)
    .join(',')
  const marks = [
    order.paidInFull ? 'paid' : '',
    order.status === 'cancelled' ? 'cancelled' : '',
    order.note ? `note:${order.note}` : '',
  ]
  return [order.participateNo ?? '-', who, what, ...marks.filter((m) => m !== '')].join('|')
}

describe('a pasted 接龙 becomes orders or named doubts', () => {
  test.each(corpus)('$shape', ({ text, orders, problems, known }) => {
    const read = readJielong(text, { today, knownItems: known ?? [] })
    expect(read.orders.map(label)).toEqual(orders)
    const named = read.problems.map((p) => p.code)
    for (const code of problems ?? []) {
      expect(named).toContain(code)
      named.splice(named.indexOf(code as never), 1)
    }
    if (problems === undefined)
      expect(read.problems.filter((p) => severityOf(p.code) === 'blocks')).toEqual([])
  })
})
