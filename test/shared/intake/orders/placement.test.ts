import { describe, expect, test } from 'vitest'
import type { ProductTerms } from '../../../../shared/domain/terms'
import { readJielong } from '../../../../shared/intake/jielong/readJielong'
import { diffPaste } from '../../../../shared/intake/orders/diffPaste'
import { type ItemChoices, matchProducts } from '../../../../shared/intake/orders/matchProducts'
import { ordersToTerms } from '../../../../shared/intake/orders/ordersToTerms'
import { productsToTerms, proposeProducts } from '../../../../shared/intake/orders/productsToTerms'
import type { ImportPreview, ProposedOrder } from '../../../../shared/intake/proposal'
import { readSheet } from '../../../../shared/intake/sheet/readSheet'
import { parseBusinessDay } from '../../../../shared/kernel/businessDay'
import { idOf, type RoundId, type SiteId } from '../../../../shared/kernel/ids'
import { aGrid } from '../sheet/aGrid'

const today =
  parseBusinessDay('2026-06-07') ??
  (() => {
    throw new Error('no day')
  })()
const roundId = idOf<RoundId>('round-1')
const context = {
  siteId: idOf<SiteId>('site-1'),
  roundId,
  siteSecret: 'secret',
  firstParticipateNo: 1,
  placedAtMs: 1_000,
}

function sheet(...rows: readonly (readonly string[])[]): ImportPreview {
  const reading = readSheet(aGrid(rows))
  if (reading.status !== 'read') throw new Error('not read')
  return reading.preview
}

const catalogue = sheet(
  ['商品编码', '名称', '规格', '单价', '单位', '每份重量', '组成', '赠品'],
  ['T01', '土豆', '5斤', '12', '袋', '', '', ''],
  ['E01', '鸡蛋', '30枚', '25.8', '盒', '', '', ''],
  ['B01', '五花肉', '', '30', '斤', '500g', '', ''],
  ['', 'A套餐', '蔬菜', '30', '份', '', '土豆x1；鸡蛋x1', ''],
  ['', '丹东草莓', '2斤', '59.9', '盒', '', '', ''],
  ['', '小葱', '', '0', '把', '', '', '是'],
)
const products = productsToTerms(roundId, catalogue.products).products
const productNamed = (name: string): ProductTerms => {
  const found = products.find((product) => product.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

function paste(...lines: readonly string[]): readonly ProposedOrder[] {
  return readJielong(`#接龙\n蔬菜\n${lines.join('\n')}`, {
    today,
    knownItems: products.map((product) => product.name),
  }).orders
}

describe('items find the listed product', () => {
  test.each([
    ['土豆', '土豆', 'name'],
    ['土豆5斤', '土豆', 'name-and-spec'],
    ['Ａ套餐', 'A套餐', 'name'],
    ['A', 'A套餐', 'letter'],
    ['草莓', '丹东草莓', 'part'],
    ['新鲜土豆', '土豆', 'part'],
    ['莓', '丹东草莓', 'part'],
  ])('%s is %s by %s', (text, name, by) => {
    const result = matchProducts(paste(`1. 张三 ${text} x1`), products)
    expect(result.items).toMatchObject([{ productId: productNamed(name).productId, by }])
  })

  test('an unknown item holds its order and names the closest; a choice made once serves every order', () => {
    const orders = paste('1. 张三 土豆粉1袋', '2. 李四 鸡蛋1盒', '3. 王五 土豆粉2袋')
    const result = matchProducts(orders, products)
    expect(result.matched.map((matched) => matched.order.name)).toEqual(['李四'])
    expect(result.held.map((order) => order.name)).toEqual(['张三', '王五'])
    expect(result.problems).toMatchObject([
      { code: 'unknown-product', params: { item: '土豆粉' } },
      { code: 'unknown-product' },
    ])
    const open = result.items.find((item) => item.productId === null)
    expect(open?.candidates).toContain(productNamed('土豆').productId)
    const choices: ItemChoices = new Map([[open?.itemKey ?? '', productNamed('土豆').productId]])
    expect(matchProducts(orders, products, choices).matched).toHaveLength(3)
  })

  test('what fits two products is a question', () => {
    const more = productsToTerms(roundId, [
      ...catalogue.products,
      ...proposeProducts(paste('1. 张三 智利草莓1盒')),
    ]).products
    expect(matchProducts(paste('1. 张三 草莓1盒'), more).problems).toMatchObject([
      { code: 'ambiguous-product' },
    ])
  })
})

describe('matched orders become terms and identities', () => {
  const place = (orders: readonly ProposedOrder[]) =>
    ordersToTerms(matchProducts(orders, products).matched, context)

  test('prices come from the listing; kits copy their components; weights are copied', () => {
    const { placements, identities } = place(paste('1. 张三 13800138000 A套餐1份 五花肉1斤 ✅已付'))
    const terms = placements[0]?.terms
    expect(terms?.lines.map((line) => [line.pieces, line.amountFen, line.weight])).toEqual([
      [1, 3000, null],
      [1, 3000, { fenPerKg: 6000, nominalGrams: 500 }],
    ])
    expect(terms?.lines[0]?.components.map((part) => part.valueFen)).toEqual([952, 2048])
    expect(terms?.paidFen).toBe(6000)
    expect(identities).toMatchObject([{ name: '张三', phone: '13800138000', version: 1 }])
    expect(JSON.stringify(terms)).not.toMatch(/张三|138001/)
  })

  test('a weight of so many portions is so many pieces; an odd weight is one portion of that weight', () => {
    const { placements } = place(paste('1. 张三 五花肉3斤', '2. 李四 五花肉1.3斤', '3. 王五 土豆10斤'))
    expect(
      placements.map((p) =>
        p.terms.lines.map((l) => [l.pieces, l.weight?.nominalGrams ?? null, l.amountFen]),
      ),
    ).toEqual([[[3, 500, 9000]], [[1, 650, 3900]], [[2, null, 2400]]])
  })

  test('a weight a hundred times the portion is refused', () => {
    const result = place(paste('1. 张三 五花肉100公斤', '2. 李四 五花肉2克', '3. 王五 鸡蛋3斤'))
    expect(result.placements).toEqual([])
    expect(result.problems.map((p) => p.code)).toEqual([
      'weight-hundredfold',
      'weight-hundredfold',
      'weight-for-piece-goods',
    ])
  })

  test('the same import gives the same ids; a 接龙 renumbered keeps its orders', () => {
    const first = place(paste('1. 张三 土豆1袋', '2. 李四 鸡蛋1盒'))
    const second = place(paste('1. 李四 鸡蛋1盒'))
    expect(second.placements[0]?.terms.orderId).toBe(first.placements[1]?.terms.orderId)
    expect(place(paste('1. 张三 土豆1袋', '2. 李四 鸡蛋1盒'))).toEqual(first)
  })

  test('two orders of one person are two orders of one household', () => {
    const { placements, identities } = place(paste('1. 张三 土豆1袋', '2. 张三 鸡蛋1盒'))
    expect(new Set(placements.map((p) => p.terms.orderId)).size).toBe(2)
    expect(new Set(placements.map((p) => p.terms.householdId)).size).toBe(1)
    expect(identities).toHaveLength(1)
  })

  test('a discounted total is shared out to the fen; a gift hangs on its host and costs nothing', () => {
    const { orders } = sheet(
      ['跟团号', '收货人', '联系电话', '商品', '订单金额'],
      ['1', '张三', '13800138000', '土豆(5斤)*1；鸡蛋(30枚)*1；小葱*1', '30.01'],
    )
    const { placements, problems } = place(orders)
    const lines = placements[0]?.terms.lines ?? []
    expect(lines.map((line) => line.amountFen)).toEqual([953, 2048, 0])
    expect(lines.map((line) => line.giftOf)).toEqual([null, null, 1])
    expect(problems).toEqual([])
  })
})

describe('pasting again shows what changed before anything happens', () => {
  test('added, changed, removed, renamed, and one that only moved up', () => {
    const before = paste('1. 张三 土豆1袋', '2. 李四 鸡蛋1盒', '3. 王五 鸡蛋2盒', '4. 小明 土豆5袋')
    const after = paste('1. 李四 鸡蛋1盒', '2. 王五 鸡蛋3盒', '3. 赵六 土豆1袋', '4. 小明🌹 土豆5袋')
    const diff = diffPaste(before, after)
    expect(diff.same.map((o) => o.name)).toEqual(['李四'])
    expect(diff.changed.map((c) => [c.before.name, c.after.name, c.renamed, c.what])).toEqual([
      ['王五', '王五', false, ['lines']],
      ['小明', '小明🌹', true, ['name']],
    ])
    expect(diff.added.map((o) => o.name)).toEqual(['赵六'])
    expect(diff.removed.map((o) => o.name)).toEqual(['张三'])
  })

  test('the same paste twice changes nothing', () => {
    const orders = paste('1. 张三 土豆1袋', '2. 李四 鸡蛋1盒', '3. 张三 鸡蛋1盒')
    expect(diffPaste(orders, orders)).toEqual({ added: [], removed: [], changed: [], same: orders })
  })
})
