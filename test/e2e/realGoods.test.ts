import { afterEach, expect, test } from 'vitest'
import { conservationGap, stockAt } from '../../shared/domain/stock/onHand'
import type { ProductId } from '../../shared/kernel/ids'
import { type Desk, openDesk } from './desk'
import { ImportByFile } from './importByFile'
import { areHere, realFiles, realRound } from './realGoods'
import { foldOnDisk } from './recordsOnDisk'
import { RoundByScan } from './roundByScan'
import { Shift } from './shift'

const here = areHere()
if (!here) console.log('not run: the real products and weights are not beside the project (../shared/data)')

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

test.runIf(here)(
  'real products with real weights go from their sheets into the hands of the households, the network off',
  { timeout: 300_000 },
  async () => {
    const real = realRound(20230624, 150, 30)
    desk = await openDesk()
    const sheets = new ImportByFile(desk)
    await new Shift(desk).ready()

    await sheets.open(realFiles.products)
    expect(await sheets.count('商品')).toBe(251)
    await sheets.takeIn()
    await sheets.openText('价目表.csv', real.priceList)
    await sheets.takeIn()
    await sheets.openText('订单.csv', real.orders)
    await desk.screenshot('real-orders')
    await sheets.takeIn()
    await sheets.openText('送货单.csv', real.deliveryNote)
    await sheets.takeIn()

    const fold = await foldOnDisk(desk.page)
    const products = fold.members('products').flatMap((id) => fold.state('product', id)?.product ?? [])
    const deliveries = fold
      .members('deliveries')
      .toSorted()
      .flatMap((id) => fold.state('delivery', id)?.delivery ?? [])
    expect(fold.memberCount('households')).toBe(real.households)
    const arrivals = deliveries.flatMap(({ lines }) =>
      lines.map(({ productId, pieces }) => {
        const code = products.find((one) => one.productId === productId)?.code ?? ''
        return { productId, condition: 'good' as const, pieces, portions: real.portionsOf.get(code) ?? [] }
      }),
    )
    const round = new RoundByScan(desk, { products, deliveries, arrivals }, 'real-')
    await new Shift(desk).goTo('today')
    await round.cutOff()
    await round.receive()
    await round.allocate()
    await round.sort()
    expect(await round.waiting('sort')).toBe(0)
    await round.balance()
    await round.shelve()
    await round.handOver()
    await round.closeDay()

    const end = await foldOnDisk(desk.page)
    for (const { productId, code, sale } of products) {
      expect(conservationGap(end, productId), productId).toEqual({ pieces: 0, grams: 0 })
      const portions = real.portionsOf.get(code ?? '') ?? []
      const expected = {
        pieces: real.piecesOf.get(code ?? '') ?? 0,
        grams: portions.reduce((a, b) => a + b, 0),
      }
      expect(stockAt(end, 'handed', productId as ProductId), code ?? '').toEqual(
        sale.by === 'weight' ? { ...expected } : { ...expected, grams: 0 },
      )
    }
    expect(end.memberCount('bags:handed-over')).toBe(end.memberCount('bags'))
    expect(desk.problems).toEqual([])
  },
)

test.runIf(here)(
  'a real till record names its five damaged rows and keeps the 8,866 good ones',
  { timeout: 120_000 },
  async () => {
    desk = await openDesk()
    const sheets = new ImportByFile(desk)
    await new Shift(desk).ready()
    await sheets.open(realFiles.products)
    await sheets.takeIn()
    await sheets.open(realFiles.scans)
    expect(await sheets.count('行')).toBe(8_866 + 5)
    expect(await sheets.count('待改')).toBe(5)
    expect(await sheets.count('新增')).toBe(Math.ceil(8_866 / 8))
    expect(await sheets.heldRows()).toEqual([
      expect.stringContaining('第 1 行只有 3 列'),
      expect.stringContaining('第 3372 行只有 3 列'),
      expect.stringContaining('第 8869 行有 9 列'),
      expect.stringContaining('第 8870 行只有 6 列'),
      expect.stringContaining('第 8871 行只有 2 列'),
    ])
    await desk.screenshot('real-till')
    expect(desk.problems).toEqual([])
  },
)
