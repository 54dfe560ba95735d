import { expect, test } from 'vitest'
import type { OrderTerms, ProductTerms } from '../../../../shared/domain/terms'
import { heldRowsCsv } from '../../../../shared/intake/import/heldRowsCsv'
import type { ReadProposal } from '../../../../shared/intake/import/importProposal'
import type { ImportRequest, ImportSource } from '../../../../shared/intake/import/importRequest'
import type { KeptList, KeptOrder } from '../../../../shared/intake/import/keptLists'
import { proposeImport } from '../../../../shared/intake/import/proposeImport'
import { noFixes } from '../../../../shared/intake/import/rowFixes'
import { type HouseholdId, idOf, type RoundId, type SiteId } from '../../../../shared/kernel/ids'
import { day } from '../../../builders/aRound'
import { aGrid } from '../sheet/aGrid'

const place = {
  siteId: idOf<SiteId>('site-1'),
  siteSecret: 'secret',
  roundId: idOf<RoundId>('round-1'),
  today: day('2026-06-08'),
  nowMs: 1_000,
}

const paste = (text: string): ImportSource => ({ kind: 'text', text, defaultItem: null })
const sheet = (...rows: readonly (readonly string[])[]): ImportSource => ({
  kind: 'grid',
  grid: aGrid(rows),
  mapping: null,
})

function propose(source: ImportSource, more: Partial<ImportRequest> = {}): ReadProposal {
  const proposal = proposeImport({
    ...{ source, place, fixes: noFixes, items: {}, listed: [], known: [], lists: [], against: null },
    ...{ scansPerOrder: 8, scanHousehold: '试单 ' },
    ...more,
  })
  if (proposal.status !== 'read') throw new Error(`not read: ${proposal.status}`)
  return proposal
}

/** The round after everything of a preview was taken in: what the next import finds there. */
function takenIn(
  proposal: ReadProposal,
  before: { listed: readonly ProductTerms[]; known: readonly OrderTerms[] } = { listed: [], known: [] },
): Pick<ImportRequest, 'listed' | 'known' | 'lists'> {
  const fresh = proposal.orders.flatMap(({ terms }) => (terms === null || terms.cancelled ? [] : [terms]))
  const ids = new Set(fresh.map((one) => one.orderId))
  const orders = proposal.orders.flatMap(({ proposed, terms }): KeptOrder[] =>
    terms === null ? [] : [{ order: proposed, orderId: terms.orderId, householdId: terms.householdId }],
  )
  const list: KeptList = {
    listId: proposal.list.listId,
    source: proposal.source,
    title: proposal.title,
    takenInAtMs: 2_000,
    orders,
  }
  return {
    listed: [...before.listed, ...proposal.products.map(({ terms }) => terms)],
    known: [...before.known.filter((one) => !ids.has(one.orderId)), ...fresh],
    lists: [list],
  }
}

const standings = (proposal: ReadProposal): string[] =>
  proposal.orders.map(({ proposed, standing }) => `${proposed.name} ${standing}`)

const first = '#接龙\n土鸡蛋 30枚 28元\n1. 张三 2份\n2. 李雷 1份\n3. 王五 3份'

test('a first paste lists its goods and places every order, at the price the title names', () => {
  const proposal = propose(paste(first))
  expect(proposal.products.map(({ terms }) => [terms.name, terms.sale])).toEqual([
    ['土鸡蛋 30枚', { by: 'piece', unitPriceFen: 2800 }],
  ])
  expect(standings(proposal)).toEqual(['张三 new', '李雷 new', '王五 new'])
  expect(proposal.orders[0]?.terms?.lines[0]).toMatchObject({ pieces: 2, amountFen: 5600 })
  expect(proposal.held).toEqual([])
})

test('an amount in the unit of a pack goes in as it is written, and somebody is asked to look', () => {
  const eggs = '#接龙\n土鸡蛋 30枚 28元\n1. 张三 土鸡蛋30枚\n2. 李雷 60个\n3. 王五 30份\n4. 赵六 土鸡蛋2'
  const { orders, problems } = propose(paste(eggs))
  expect(orders.map(({ terms }) => terms?.lines[0]?.pieces)).toEqual([30, 60, 30, 2])
  expect(problems.map(({ code, row, params }) => [code, row, params['packs']])).toEqual([
    ...[['pack-or-pieces', 3, 1] as const, ['pack-or-pieces', 4, 2] as const],
  ])
  expect(propose(paste('#接龙\n草莓 每户限购2盒 30元\n1. 张三 2盒\n2. 李雷 1盒')).problems).toEqual([])
})

test('the same paste a second time brings nothing, also a day later and with the listing there', () => {
  const proposal = propose(paste(first))
  const again = propose(paste(first), { ...takenIn(proposal), place: { ...place, nowMs: 90_000_000 } })
  expect(standings(again)).toEqual(['张三 same', '李雷 same', '王五 same'])
  expect(again.products).toEqual([])
  expect(again.removed).toEqual([])
})

test('a newer paste is told apart: added, changed with what it was, and gone', () => {
  const before = takenIn(propose(paste(first)))
  const newer = '#接龙\n土鸡蛋 30枚 28元\n1. 张三 5份\n2. 王五 3份\n3. 赵六 1份'
  const proposal = propose(paste(newer), before)
  expect(standings(proposal)).toEqual(['张三 changed', '王五 same', '赵六 new'])
  expect(proposal.orders[0]?.before?.lines[0]?.pieces).toBe(2)
  // Somebody left and the numbers moved up: that is no new order.
  expect(proposal.orders[1]?.what).toEqual([])
  expect(proposal.removed.map(({ order }) => order.name)).toEqual(['李雷'])
})

test('a member who changed the nickname keeps the order and the household', () => {
  const proposal = propose(paste(first))
  const renamed = propose(paste(first.replace('李雷', '雷雷')), takenIn(proposal))
  const was = proposal.orders[1]?.terms
  const is = renamed.orders[1]
  expect(is?.terms?.orderId).toBe(was?.orderId)
  expect(is?.terms?.householdId).toBe(was?.householdId)
  expect(is?.what).toEqual(['name'])
  expect(renamed.removed).toEqual([])
  const third = propose(paste(first.replace('李雷', '雷雷')), takenIn(renamed, takenIn(proposal)))
  expect(standings(third)).toEqual(['张三 same', '雷雷 same', '王五 same'])
})

test('an order that was changed by hand stands while its list says what it said before', () => {
  const before = takenIn(propose(paste(first)))
  const byHand = before.known.map((order, i) => (i === 0 ? { ...order, cancelled: true } : order))
  const again = propose(paste(first), { ...before, known: byHand })
  expect(again.orders[0]?.standing).toBe('same')
})

test('another list of the same kind is a list of its own: one household may be in both', () => {
  const before = takenIn(propose(paste(first)))
  const other = '#接龙\n老豆腐 6元\n1. 张三 1份\n2. 孙七 2份\n3. 周八 1份\n4. 吴九 1份\n5. 郑十 2份'
  const proposal = propose(paste(other), { ...before, items: allNew(paste(other), before) })
  expect(proposal.removed).toEqual([])
  expect(standings(proposal)[0]).toBe('张三 new')
  const ids = new Set(before.known.map((order) => order.orderId))
  expect(proposal.orders.some(({ terms }) => terms !== null && ids.has(terms.orderId))).toBe(false)
  expect(proposal.orders[0]?.terms?.householdId).toBe(before.known[0]?.householdId)
})

function allNew(source: ImportSource, before: Partial<ImportRequest>): ImportRequest['items'] {
  const open = propose(source, before).items.filter(({ by }) => by === 'unknown')
  return Object.fromEntries(open.map(({ itemKey }) => [itemKey, { as: 'new', edit: {} } as const]))
}

test('an item nobody knows holds its orders until somebody says what it is', () => {
  const before = takenIn(propose(paste(first)))
  const text = '#接龙\n1. 张三 土鸡蛋2份\n2. 李雷 乌鸡蛋1份'
  const asked = propose(paste(text), before)
  const [unknown] = asked.items.filter(({ productId }) => productId === null)
  expect(unknown).toMatchObject({ itemText: '乌鸡蛋', orders: 1 })
  expect(asked.orders[1]?.standing).toBe('held')
  const productId = before.listed[0]?.productId
  if (unknown === undefined || productId === undefined) throw new Error('nothing was asked')
  const answered = propose(paste(text), {
    ...before,
    items: { [unknown.itemKey]: { as: 'product', productId } },
  })
  expect(answered.orders[1]?.terms?.lines[0]?.productId).toBe(productId)
  const listed = propose(paste(text), {
    ...before,
    items: { [unknown.itemKey]: { as: 'new', edit: { name: '乌鸡蛋', priceFen: 350, zone: 'chilled' } } },
  })
  expect(listed.products.map(({ terms }) => [terms.name, terms.zone])).toEqual([['乌鸡蛋', 'chilled']])
  expect(listed.orders[1]?.terms?.lines[0]?.amountFen).toBe(350)
  const without = propose(paste(text), { ...before, items: { [unknown.itemKey]: { as: 'left-out' } } })
  expect(without.products).toEqual([])
})

const header = ['订单号', '姓名', '电话', '商品', '数量', '金额']

test('good rows go in and bad ones wait with their cells; a mended row joins the others', () => {
  const source = sheet(
    header,
    ['A1', '张三', '13800138000', '土豆', '2', '10'],
    ['A2', '李雷', '13900139000', '土豆', '0', '0'],
    ['A3', '王五', '13700137000', '土豆', '-1', '5'],
    ['A4', '赵六', '13600136000', '土豆', '1000000000', '5'],
    ['A5', '孙七', '17012345678转1234', '土豆', '两份', '10'],
  )
  const proposal = propose(source)
  expect(standings(proposal)).toEqual(['张三 new', '孙七 new'])
  expect(proposal.orders[1]?.identity?.phone).toBe('17012345678x1234')
  expect(proposal.held.map(({ row, problems }) => [row, problems[0]?.code])).toEqual([
    [3, 'quantity-zero'],
    [4, 'quantity-negative'],
    [5, 'quantity-too-large'],
  ])
  expect(proposal.held[0]?.cells[1]).toBe('李雷')
  const mended = propose(source, {
    fixes: { rows: { 3: ['A2', '李雷', '13900139000', '土豆', '4', '20'] }, dropped: [4] },
  })
  expect(standings(mended)).toEqual(['张三 new', '李雷 new', '孙七 new'])
  expect(mended.held.map(({ row }) => row)).toEqual([5])
})

test('a line of a pasted text is mended in place and keeps its number', () => {
  const text =
    '#接龙\n馒头 10元\n1. 张三 0份\n2. 李雷 2份\n3. 王五\n收件人：王五\n联系电话：13800138000\n（99999份）'
  const proposal = propose(paste(text))
  expect(proposal.held.map(({ row }) => row)).toEqual([3, 5])
  const mended = propose(paste(text), {
    fixes: { rows: { 3: ['1. 张三 1份'], 5: ['3. 王五 9份'] }, dropped: [] },
  })
  expect(standings(mended)).toEqual(['张三 new', '李雷 new', '王五 new'])
  expect(mended.held).toEqual([])
})

test('a weight a hundred times off waits to be mended', () => {
  const listed = propose(
    sheet(['名称', '规格', '单价', '单位', '每份重量'], ['五花肉', '', '30', '斤', '500g']),
  ).products
  const proposal = propose(
    sheet(['姓名', '电话', '商品', '重量(克)'], ['张三', '13800138000', '五花肉', '60000']),
    {
      listed: listed.map(({ terms }) => terms),
    },
  )
  expect(proposal.held.map(({ problems }) => problems[0]?.code)).toEqual(['weight-hundredfold'])
})

test('taken along as a file, a row to be mended brings the other rows of its order, if none of it is here', () => {
  const goods = [
    ['名称', '规格', '单价', '单位', '每份重量'],
    ...['五花肉', '土豆'].map((name) => [name, '', '30', '斤', '500g']),
  ]
  const listed = propose(sheet(...goods)).products.map(({ terms }) => terms)
  const titles = ['订单号', '姓名', '商品', '重量(克)']
  const [potatoes, other] = [
    ['A1', '张三', '土豆', '500'],
    ['A2', '李雷', '土豆', '500'],
  ]
  const newer = sheet(titles, potatoes, ['A1', '张三', '五花肉', '60000'], other)
  const csvOf = ({ held }: ReadProposal) => heldRowsCsv(['行号', ...titles, '问题'], held, () => '太重')
  const head = '\ufeff行号,订单号,姓名,商品,重量(克),问题\r\n'
  const wrong = '3,A1,张三,五花肉,60000,太重\r\n'
  expect(csvOf(propose(newer, { listed }))).toBe(`${head}2,A1,张三,土豆,500,\r\n${wrong}`)

  const before = takenIn(propose(sheet(titles, potatoes, other), { listed }), { listed, known: [] })
  expect(csvOf(propose(newer, before))).toBe(`${head}${wrong}`)
})

test('one number twice with other goods, and two households with one phone, are named by row', () => {
  const proposal = propose(
    sheet(
      header,
      ['A1', '张三', '13800138000', '土豆', '2', '10'],
      ['A1', '李雷', '13900139000', '番茄', '1', '5'],
      ['A2', '王五', '13800138000', '土豆', '1', '5'],
    ),
  )
  expect(proposal.held.map(({ row, problems }) => [row, problems[0]?.code])).toEqual([
    [3, 'order-number-conflict'],
  ])
  expect(proposal.problems.map(({ code, row }) => [code, row])).toContainEqual(['phone-shared', 4])
})

test('a catalogue that says nothing of the price keeps the price that is listed', () => {
  const priced = propose(sheet(['商品编码', '名称', '单价', '温区'], ['T01', '土豆', '12', '冷藏'])).products
  const listed = priced.map(({ terms }) => terms)
  const again = propose(sheet(['商品编码', '名称', '供应商'], ['T01', '土豆', '青禾农场']), { listed })
  expect(again.products.map(({ terms }) => [terms.sale, terms.zone, terms.supplierName])).toEqual([
    [{ by: 'piece', unitPriceFen: 1200 }, 'chilled', '青禾农场'],
  ])
})

test('a list of goods without households announces them by supplier', () => {
  const proposal = propose(
    sheet(
      ['商品名称', '数量', '单价', '供应商'],
      ['土豆', '30', '2', '青禾'],
      ['番茄', '12', '3', '青禾'],
      ['米', '5', '50', '粮行'],
    ),
  )
  expect(
    proposal.announced.map(({ supplierName, lines }) => [supplierName, lines.map((one) => one.pieces)]),
  ).toEqual([
    ['青禾', [30, 12]],
    ['粮行', [5]],
  ])
})

test('household ids follow from who people are, never from the order they come in', () => {
  const id = (text: string, name: string): HouseholdId | undefined =>
    propose(paste(text)).orders.find(({ proposed }) => proposed.name === name)?.terms?.householdId
  expect(id(first, '王五')).toBe(id('#接龙\n土鸡蛋 30枚 28元\n1. 王五 1份', '王五'))
  expect(id(first, '王五')).not.toBe(id(first, '张三'))
})
