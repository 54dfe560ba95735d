import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJielong } from '../../../shared/intake/jielong/readJielong'
import { matchProducts } from '../../../shared/intake/orders/matchProducts'
import { ordersToTerms } from '../../../shared/intake/orders/ordersToTerms'
import { productsToTerms, proposeProducts } from '../../../shared/intake/orders/productsToTerms'
import { maxPieces, type ProposedOrder } from '../../../shared/intake/proposal'
import { type SheetField, sheetFields } from '../../../shared/intake/sheet/fields'
import { readSheet } from '../../../shared/intake/sheet/readSheet'
import { parseBusinessDay } from '../../../shared/kernel/businessDay'
import { idOf, type RoundId, type SiteId } from '../../../shared/kernel/ids'
import { corpus } from './jielong/corpus'
import { aGrid } from './sheet/aGrid'

const seed = 20_261_121
const today = parseBusinessDay('2026-06-07')
if (today === undefined) throw new Error('no day')

const crumbs = [
  '#接龙\n',
  '\n',
  ' ',
  '1. ',
  '2、',
  '3)',
  '（4）',
  '05.',
  '张三',
  '3栋王姐',
  'lily',
  '12-2-603',
  '3号楼502',
  '8#1201',
  '13800138000',
  '转1234',
  '土豆',
  '2份',
  '两份',
  '半斤',
  'x3',
  '*1',
  '+',
  '各',
  'A2B1',
  '（1贡1桔）',
  '(',
  ')',
  '、',
  '：',
  '备注：',
  '例 ',
  '✅已付',
  '取消',
  '（空）',
  '6.8号星期一',
  '30元',
  '0',
  '-2',
  '1e9',
  '99999999999',
  '0.5',
  '.',
  ',',
  '😀',
  '\u0000',
  '\u200b',
  '\ue000',
  '＃',
  '&amp;',
  '<title>',
  '</title>',
  '截止',
  '地址：',
  '电话：',
  '号',
  '弄',
]
const noise = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...crumbs) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))
const mutated = fc
  .record({
    text: fc.constantFrom(...corpus.map((sample) => sample.text)),
    at: fc.nat(400),
    cut: fc.nat(20),
    put: fc.constantFrom(...crumbs),
  })
  .map(({ text, at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut))

function sound(orders: readonly ProposedOrder[]): void {
  for (const order of orders) {
    expect(order.name).not.toBe('')
    if (order.status === 'active') expect(order.lines.length).toBeGreaterThan(0)
    for (const line of order.lines) {
      expect(Number.isInteger(line.pieces) && line.pieces >= 1 && line.pieces <= maxPieces).toBe(true)
      expect(line.grams === null || (Number.isInteger(line.grams) && line.grams > 0)).toBe(true)
      expect(line.itemText + (line.code ?? '')).not.toBe('')
      expect(line.giftOf === null || (line.giftOf >= 0 && line.giftOf < order.lines.length)).toBe(true)
    }
  }
}

describe('whatever is pasted or uploaded, intake answers and never throws', () => {
  test('接龙 text: every line is an order, a named doubt, or kept aside', () => {
    fc.assert(
      fc.property(fc.oneof(noise, mutated, fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
        const preview = readJielong(text, { today, knownItems: ['土豆', '502胶水'] })
        sound(preview.orders)
        const kept = new Set([
          ...preview.orders.flatMap((order) => order.rows),
          ...preview.skipped.map((row) => row.row),
        ])
        const held = preview.skipped.filter((row) => row.reason === 'problem').map((row) => row.row)
        for (const row of held) expect(preview.problems.some((p) => p.row === row)).toBe(true)
        expect(kept.size).toBeGreaterThanOrEqual(preview.orders.length)
      }),
      { seed, numRuns: 3_000 },
    )
  })

  test('接龙 text reaches terms whose money is whole and whose ids are sound', () => {
    const roundId = idOf<RoundId>('round-1')
    const context = {
      siteId: idOf<SiteId>('site-1'),
      roundId,
      siteSecret: 's',
      firstParticipateNo: 1,
      placedAtMs: 0,
    }
    fc.assert(
      fc.property(fc.oneof(noise, mutated), (text) => {
        const { orders } = readJielong(text, { today })
        const { products } = productsToTerms(roundId, proposeProducts(orders))
        const { matched } = matchProducts(orders, products)
        for (const { terms } of ordersToTerms(matched, context).placements) {
          expect(
            terms.lines.every((line) => Number.isSafeInteger(line.amountFen) && line.amountFen >= 0),
          ).toBe(true)
          expect(terms.participateNo).toBeGreaterThanOrEqual(0)
        }
      }),
      { seed, numRuns: 1_000 },
    )
  })

  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '张三',
      '13800138000',
      '土豆*2；鸡蛋*1',
      '两份',
      '-1',
      '1.23E+17',
      '=A1',
      '合计',
      '¥12.5',
      '2026-06-08',
      '3-2-501',
      '已取消',
      'x'.repeat(5000),
      '\u0000',
      '1,000',
      '0',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  const rowsOf = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 12 })
  const header = fc.array(
    fc.constantFrom(
      '跟团号',
      '接龙号',
      '订单号',
      '姓名',
      '收货人',
      '电话',
      '地址',
      '商品',
      '商品合计',
      '规格',
      '数量',
      '单价',
      '订单金额',
      '状态',
      '房号',
      '??',
      '',
    ),
    { maxLength: 10 },
  )

  test('sheets with known titles', () => {
    fc.assert(
      fc.property(header, rowsOf, (titles, rows) => {
        const reading = readSheet(aGrid([titles, ...rows]))
        if (reading.status === 'read') sound(reading.preview.orders)
      }),
      { seed, numRuns: 2_000 },
    )
  })

  test('sheets with any mapping', () => {
    const field = fc.option(fc.constantFrom<SheetField>(...sheetFields), { nil: null })
    const mapping = fc.record({
      kind: fc.constantFrom('orders' as const, 'catalogue' as const, 'scans' as const),
      headerRow: fc.constantFrom(null, 1, 3),
      fields: fc.array(field, { maxLength: 12 }),
    })
    fc.assert(
      fc.property(mapping, rowsOf, (chosen, rows) => {
        const reading = readSheet(aGrid(rows), chosen)
        if (reading.status !== 'read') return
        sound(reading.preview.orders)
        const { totals } = reading.preview
        expect(totals.goodRows + totals.heldRows).toBeLessThanOrEqual(totals.rows)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
