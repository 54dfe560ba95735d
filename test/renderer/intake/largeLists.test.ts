import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readJielong } from '../../../shared/intake/jielong/readJielong'
import { matchProducts } from '../../../shared/intake/orders/matchProducts'
import { productsToTerms, proposeProducts } from '../../../shared/intake/orders/productsToTerms'
import { readSheet } from '../../../shared/intake/sheet/readSheet'
import { parseBusinessDay } from '../../../shared/kernel/businessDay'
import { idOf, type RoundId } from '../../../shared/kernel/ids'
import { readBytes } from '../../../shared/sheets/readBytes'

const roundId = idOf<RoundId>('round-1')
const items = Array.from(
  { length: 60 },
  (_, i) => `${'土豆鸡蛋牛奶番茄草莓大米面粉白菜苹果香梨'.slice((i % 10) * 2, (i % 10) * 2 + 2)}${i}号`,
)
const phoneOf = (i: number): string => String(13_800_000_000 + i)

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

function ordersInPreview(bytes: Uint8Array): number {
  const reading = readBytes(bytes, 'orders.xlsx')
  const grid = reading.ok ? reading.grids[0] : undefined
  const sheet = grid && readSheet(grid)
  if (sheet?.status !== 'read') throw new Error('not read')
  const { products } = productsToTerms(roundId, proposeProducts(sheet.preview.orders))
  return matchProducts(sheet.preview.orders, products).matched.length
}

test('50,000 rows of xlsx reach the preview', { timeout: 120_000 }, async () => {
  expect(ordersInPreview(await sheetOf(10_000))).toBe(10_000)
})

function pasteOf(orders: number): string {
  const lines = ['#接龙', '本周蔬菜水果团']
  for (let i = 1; i <= orders; i++) {
    const what = Array.from({ length: 5 }, (_, n) => `${items[(i * 7 + n) % 60]} ${(n % 3) + 1}份`)
    lines.push(`${i}. ${(i % 30) + 1}-2-${100 + (i % 500)} 住户${i} ${what.join(' ')}`)
  }
  return lines.join('\n')
}

test('a paste of 5,000 orders of 5 lines reaches the preview', { timeout: 120_000 }, () => {
  const today = parseBusinessDay('2026-06-07')
  if (today === undefined) throw new Error('no day')
  const preview = readJielong(pasteOf(5_000), { today, knownItems: items })
  const { products } = productsToTerms(roundId, proposeProducts(preview.orders))
  const { matched } = matchProducts(preview.orders, products)
  expect(matched.reduce((sum, order) => sum + order.lines.length, 0)).toBe(25_000)
})
