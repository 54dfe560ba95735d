import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { allocationPolicies } from '../../shared/domain/terms'
import { bundleForPage, openPage } from '../browser/pageInChromium'
import type {} from './intakePage'
import { atMost, median } from './measure'
import { report } from './report'

const orders = 1000
const linesEach = 5
const runs = 5
const goods = ['土豆', '鸡蛋', '牛奶', '番茄', '草莓', '大米', '面粉', '白菜', '苹果', '香梨']
const items = Array.from({ length: 60 }, (_, i) => `${goods[i % 10]}${i}号`)
const itemOf = (order: number, line: number): string => items[(order * 7 + line) % items.length] ?? ''

async function sheet(): Promise<string> {
  const head = ['跟团号', '收货人', '联系电话', '详细地址', '商品', '规格', '数量', '商品金额', '下单时间']
  const rows = [head]
  for (let i = 1; i <= orders; i++)
    for (let n = 0; n < linesEach; n++) {
      const room = `${(i % 30) + 1}-2-${100 + (i % 500)}`
      const who = [String(i), `住户${i}`, String(13_800_000_000 + i), room]
      rows.push([...who, itemOf(i, n), '一份', String((n % 3) + 1), '12.50', '2026-06-08 10:00:00'])
    }
  const file = await writeXlsxFile(rows.map((row) => row.map((value) => ({ value })))).toBuffer()
  return Buffer.from(file).toString('base64')
}

function paste(): string {
  const lines = ['#接龙', '本周蔬菜水果团']
  for (let i = 1; i <= orders; i++) {
    const what = Array.from({ length: linesEach }, (_, n) => `${itemOf(i, n)} ${(n % 3) + 1}份`)
    lines.push(`${i}. ${(i % 30) + 1}-2-${100 + (i % 500)} 住户${i} ${what.join(' ')}`)
  }
  return lines.join('\n')
}

test('P6: a thousand orders of five lines to the preview; 500 households by 60 products allocated', async () => {
  const page = await openPage(await bundleForPage(new URL('./intakePage.ts', import.meta.url).pathname))
  try {
    const told: number[][] = [[], []]
    const dealt = new Map(allocationPolicies.map((policy) => [policy, [] as number[]]))
    const file = await sheet()
    for (let run = 0; run < runs; run++) {
      const fromSheet = await page.page.evaluate((base64) => window.intakeBench.previewSheet(base64), file)
      const fromPaste = await page.page.evaluate((text) => window.intakeBench.previewPaste(text), paste())
      expect([fromSheet.orders, fromPaste.orders]).toEqual([orders, orders])
      told[0]?.push(fromSheet.ms)
      told[1]?.push(fromPaste.ms)
      const took = await page.page.evaluate(() => window.intakeBench.allocateAll(500, 60))
      for (const [policy, all] of dealt) all.push(took[policy])
    }
    const [xlsx = [], jielong = []] = told
    const what = `${orders} orders of ${linesEach} lines`
    report([
      atMost(
        { name: `P6 ${what} from xlsx to preview, slowest`, value: Math.max(...xlsx), unit: 'ms' },
        2000,
      ),
      atMost(
        { name: `P6 ${what} from 接龙 to preview, slowest`, value: Math.max(...jielong), unit: 'ms' },
        2000,
      ),
      atMost(
        {
          name: 'P6 allocation of 500 households x 60 products, slowest policy, median',
          value: Math.max(...[...dealt.values()].map(median)),
          unit: 'ms',
        },
        20,
      ),
    ])
  } finally {
    await page.dispose()
  }
})
