import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readBytes } from '../../../renderer/intake/readBytes'
import { readJielong } from '../../../shared/intake/jielong/readJielong'
import { matchProducts } from '../../../shared/intake/orders/matchProducts'
import { productsToTerms, proposeProducts } from '../../../shared/intake/orders/productsToTerms'
import { readSheet } from '../../../shared/intake/sheet/readSheet'
import { parseBusinessDay } from '../../../shared/kernel/businessDay'
import { idOf, type RoundId } from '../../../shared/kernel/ids'

const roundId = idOf<RoundId>('round-1')
const items = Array.from(
  { length: 60 },
  (_, i) => `${'土豆鸡蛋牛奶番茄草莓大米面粉白菜苹果香梨'.slice((i % 10) * 2, (i % 10) * 2 + 2)}${i}号`,
)
const phoneOf = (i: number): string => String(13_800_000_000 + i)

// Machines that run tests are slow and shared: the goal is 2 s, measured by the bench; here only runaway growth fails.
const patienceMs = 8_000

async function sheetOf(orders: number): Promise<Uint8Array> {
  const head = ['跟团号', '收货人', '联系电话', '详细地址', '商品', '规格', '数量', '商品金额', '下单时间']
  const rows = [head]
  for (let i = 1; i <= orders; i++)
    for (let n = 0; n < 5; n++)
      rows.push([
        String(i),
        `住户${i}`,
        phoneOf(i),
        `${(i % 30) + 1}-2-${100 + (i % 500)}`,
        items[(i * 7 + n) % 60] ?? '',
        '一份',
        String((n % 3) + 1),
        '12.50',
        '2026-06-08 10:00:00',
      ])
  return new Uint8Array(await writeXlsxFile(rows.map((row) => row.map((value) => ({ value })))).toBuffer())
}

function previewSheet(bytes: Uint8Array): { orders: number; ms: number } {
  const from = performance.now()
  const reading = readBytes(bytes, 'orders.xlsx')
  const grid = reading.ok ? reading.grids[0] : undefined
  const sheet = grid && readSheet(grid)
  if (sheet?.status !== 'read') throw new Error('not read')
  const { products } = productsToTerms(roundId, proposeProducts(sheet.preview.orders))
  const result = matchProducts(sheet.preview.orders, products)
  return { orders: result.matched.length, ms: performance.now() - from }
}

test('1,000 orders of 5 lines from xlsx reach the preview', async () => {
  const { orders, ms } = previewSheet(await sheetOf(1_000))
  process.stdout.write(`xlsx 1,000 × 5 to preview: ${Math.round(ms)} ms\n`)
  expect(orders).toBe(1_000)
  expect(ms).toBeLessThan(patienceMs)
})

test('50,000 rows of xlsx are read', { timeout: 60_000 }, async () => {
  const { orders, ms } = previewSheet(await sheetOf(10_000))
  process.stdout.write(`xlsx 50,000 rows to preview: ${Math.round(ms)} ms\n`)
  expect(orders).toBe(10_000)
  expect(ms).toBeLessThan(30_000)
})

function pasteOf(orders: number): string {
  const lines = ['#接龙', '本周蔬菜水果团']
  for (let i = 1; i <= orders; i++) {
    const what = Array.from({ length: 5 }, (_, n) => `${items[(i * 7 + n) % 60]} ${(n % 3) + 1}份`)
    lines.push(`${i}. ${(i % 30) + 1}-2-${100 + (i % 500)} 住户${i} ${what.join(' ')}`)
  }
  return lines.join('\n')
}

function previewPaste(text: string): { lines: number; ms: number } {
  const today = parseBusinessDay('2026-06-07')
  if (today === undefined) throw new Error('no day')
  const from = performance.now()
  const preview = readJielong(text, { today, knownItems: items })
  const { products } = productsToTerms(roundId, proposeProducts(preview.orders))
  const { matched } = matchProducts(preview.orders, products)
  return { lines: matched.reduce((sum, order) => sum + order.lines.length, 0), ms: performance.now() - from }
}

test('1,000 orders of 5 lines from 接龙 reach the preview', () => {
  const { lines, ms } = previewPaste(pasteOf(1_000))
  process.stdout.write(`接龙 1,000 × 5 to preview: ${Math.round(ms)} ms\n`)
  expect(lines).toBe(5_000)
  expect(ms).toBeLessThan(patienceMs)
})

test('ten times the paste takes about ten times as long', () => {
  const small = previewPaste(pasteOf(500))
  const large = previewPaste(pasteOf(5_000))
  process.stdout.write(`接龙 500 and 5,000 orders: ${Math.round(small.ms)} and ${Math.round(large.ms)} ms\n`)
  expect(large.lines).toBe(25_000)
  expect(large.ms).toBeLessThan(Math.max(small.ms, 20) * 40)
})
