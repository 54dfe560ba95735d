import { describe, expect, test } from 'vitest'
import type { ImportPreview, ProposedOrder } from '../../../../shared/intake/proposal'
import type { ColumnMapping } from '../../../../shared/intake/sheet/columns'
import { readSheet } from '../../../../shared/intake/sheet/readSheet'
import { aGrid } from './aGrid'

function previewOf(rows: readonly (readonly string[])[], mapping?: ColumnMapping): ImportPreview {
  const reading = readSheet(aGrid(rows), mapping)
  if (reading.status !== 'read') throw new Error(`not read: ${reading.status}`)
  return reading.preview
}

function label(order: ProposedOrder): string {
  const lines = order.lines.map((line) => {
    const much = line.grams === null ? `*${line.pieces}` : `=${line.grams}g`
    return `${line.code ?? ''}${line.itemText}${line.spec ? `(${line.spec})` : ''}${much}${line.giftOf === null ? '' : '+gift'}`
  })
  return `${order.sourceNo}|${order.name}|${order.phone ?? ''}|${order.address ?? ''}|${lines.join(',')}`
}

const codes = (preview: ImportPreview): string[] => preview.problems.map((p) => `${p.code}@${p.row ?? ''}`)

describe('a 快团团 export', () => {
  test('reads the header below a title, several goods in one cell, and the status', () => {
    const preview = previewOf([
      ['6月蔬菜团 订单导出'],
      [
        '跟团号',
        '下单人',
        '团员备注',
        '支付时间',
        '团长备注',
        '商品',
        '订单金额',
        '退款金额',
        '订单状态',
        '自提点',
        '收货人',
        '联系电话',
        '详细地址',
      ],
      [
        '1',
        '小桃',
        '少放袋',
        '2026-06-08 10:29:52',
        '',
        '土豆(5斤)*2；鸡蛋(30枚)*1',
        '¥49.80',
        '0',
        '已支付',
        '东门',
        '陶女士',
        '13800138000',
        '3-2-501',
      ],
      [
        '2',
        'Lily',
        '',
        '2026/6/8 11:00',
        '老客',
        '土豆【5斤】 x1\n【赠品】葱*1',
        '12.00',
        '',
        '已支付',
        '东门',
        '李丽',
        '17012345678转1234',
        '1280弄12号603室',
      ],
      ['3', '阿珍', '', '', '', '土豆(5斤)*1', '12', '12', '已退款', '东门', '阿珍', '13900139000', '8#1201'],
    ])
    expect(preview.orders.map(label)).toEqual([
      '1|陶女士|13800138000|3-2-501|土豆(5斤)*2,鸡蛋(30枚)*1',
      '2|李丽|17012345678x1234|1280弄12号603室|土豆(5斤)*1,葱*1+gift',
      '3|阿珍|13900139000|8#1201|土豆(5斤)*1',
    ])
    expect(preview.orders.map((o) => [o.source, o.paidFen, o.status, o.nick, o.note])).toEqual([
      ['kuaituantuan', 4980, 'active', '小桃', '少放袋'],
      ['kuaituantuan', 1200, 'active', 'Lily', '老客'],
      ['kuaituantuan', null, 'cancelled', null, null],
    ])
    expect(codes(preview)).toEqual(['cancelled-row@5'])
    expect(preview.orders[0]?.placedAtMs).toBe(Date.UTC(2026, 5, 8, 2, 29, 52))
  })

  test("takes the leader's own columns 弄号, 楼号, 房号 for the address, 商品种类数 for the quantity", () => {
    const preview = previewOf([
      [
        '跟团号',
        '下单人',
        '商品',
        '商品种类数',
        '收货人',
        '联系电话',
        '详细地址',
        '弄号（如168）',
        '楼号（如10）',
        '房号（如606）',
      ],
      ['1', '小桃', '蔬菜套餐', '2', '陶女士', '13800138000', '上海市浦东新区花木路', '168', '10', '606'],
    ])
    expect(preview.orders.map(label)).toEqual([
      '1|陶女士|13800138000|上海市浦东新区花木路 168弄10号606室|蔬菜套餐*2',
    ])
  })

  test('joins the rows of the shipping variant into one order per 跟团号', () => {
    const preview = previewOf([
      [
        '跟团号',
        '商品',
        '规格',
        '数量',
        '商品成本价',
        '收货人',
        '联系电话',
        '省',
        '市',
        '区',
        '详细地址',
        '快递公司',
        '快递单号',
      ],
      [
        '7',
        '土豆',
        '5斤',
        '2',
        '8.00',
        '陶女士',
        '13800138000',
        '上海市',
        '上海市',
        '浦东新区',
        '花木路1弄2号303室',
        '',
        '',
      ],
      [
        '7',
        '鸡蛋',
        '30枚',
        '1',
        '20.00',
        '陶女士',
        '13800138000',
        '上海市',
        '上海市',
        '浦东新区',
        '花木路1弄2号303室',
        '',
        '',
      ],
      ['8', '土豆', '5斤', '两份', '8.00', '李丽', '13900139000', '', '', '', '3栋2单元501', '', ''],
    ])
    expect(preview.orders.map(label)).toEqual([
      '7|陶女士|13800138000|上海市上海市浦东新区花木路1弄2号303室|土豆(5斤)*2,鸡蛋(30枚)*1',
      '8|李丽|13900139000|3栋2单元501|土豆(5斤)*2',
    ])
    expect(preview.problems).toEqual([])
  })
})

describe('a 群接龙 export', () => {
  test('(a) one row per participant, goods in one cell line by line', () => {
    const preview = previewOf([
      ['接龙号', '微信昵称', '商品合计', '订单总金额', '备注'],
      ['1', '小桃', '土豆(5斤,精品)*2\n鸡蛋(30枚)*1', '49.8', '放门口'],
      ['2', 'Lily', '土豆(5斤,精品)*1', '12', ''],
    ])
    expect(preview.orders.map(label)).toEqual([
      '1|小桃|||土豆(5斤,精品)*2,鸡蛋(30枚)*1',
      '2|Lily|||土豆(5斤,精品)*1',
    ])
    expect(preview.orders[0]).toMatchObject({
      source: 'qunjielong',
      amountFen: 4980,
      paidFen: 4980,
      note: '放门口',
    })
  })

  test('(b) one row per line, order numbers with a trailing tab', () => {
    const preview = previewOf([
      [
        '下单序号',
        '接龙号',
        '收货人',
        '联系电话',
        '商品名称',
        '商品编码',
        '规格',
        '数量',
        '商品金额',
        '订单总金额',
        '下单时间',
        '省',
        '市',
        '收货地址',
        '团长ID',
      ],
      [
        '1001\t',
        '1\t',
        '陶女士',
        '138 0013 8000',
        '土豆',
        'T01',
        '5斤',
        '2',
        '24',
        '49.8',
        '2026-06-08 08:00:00',
        '',
        '',
        '3-2-501',
        '9',
      ],
      [
        '1001\t',
        '1\t',
        '陶女士',
        '138 0013 8000',
        '鸡蛋',
        'E01',
        '30枚',
        '1',
        '25.8',
        '49.8',
        '2026-06-08 08:00:00',
        '',
        '',
        '3-2-501',
        '9',
      ],
      ['合计', '', '', '', '', '', '', '3', '49.8', '', '', '', '', '', ''],
    ])
    expect(preview.orders.map(label)).toEqual(['1|陶女士|13800138000|3-2-501|T01土豆(5斤)*2,E01鸡蛋(30枚)*1'])
    expect(preview.orders[0]?.lines.map((l) => l.amountFen)).toEqual([2400, 2580])
    expect(preview.skipped).toMatchObject([{ row: 4, reason: 'total' }])
  })
})

describe('other order sheets', () => {
  test('狮子鱼: one row per line under 订单编号', () => {
    const preview = previewOf([
      [
        '订单编号',
        '昵称',
        '会员手机号',
        '收货姓名',
        '联系电话',
        '省市区址',
        '商品名称',
        '商品规格',
        '商品数量',
        '单价',
        '价格',
        '支付方式',
        '配送方式',
        '状态',
        '下单时间',
        '小区名称',
        '团长姓名',
        '团长电话',
        '完整地址',
        '订单备注',
        '卖家备注',
      ],
      [
        'SN1\t',
        '小桃',
        '13800138000',
        '陶女士',
        '13800138001',
        '',
        '土豆',
        '5斤',
        '2',
        '12.00',
        '24.00',
        '微信',
        '自提',
        '待发货',
        '2026-06-08 08:00:00',
        '花木',
        '王团',
        '13700137000',
        '3-2-501',
        '',
        '',
      ],
      [
        'SN2\t',
        'Lily',
        '13800138002',
        '李丽',
        '',
        '',
        '鸡蛋',
        '30枚',
        '1',
        '25.80',
        '25.80',
        '微信',
        '送货上门',
        '已取消',
        '2026-06-08 08:00:00',
        '花木',
        '王团',
        '13700137000',
        '3栋502',
        '',
        '',
      ],
    ])
    expect(preview.orders.map(label)).toEqual([
      'SN1|陶女士|13800138001|3-2-501|土豆(5斤)*2',
      'SN2|李丽|13800138002|3栋502|鸡蛋(30枚)*1',
    ])
    expect(preview.orders.map((o) => [o.fulfilment, o.status, o.paidFen])).toEqual([
      ['pickup', 'active', 2400],
      ['door', 'cancelled', null],
    ])
  })

  test('a sheet in English', () => {
    const preview = previewOf([
      [
        'Hub',
        'First Name',
        'Last Name',
        'Phone',
        'Supplier',
        'Product',
        'Variant',
        'Quantity',
        'Price',
        'TempControlled?',
      ],
      ['East', 'Ann', 'Li', '+86 13800138000', 'Farm', 'Potatoes', '5 kg', '2', '12.00', 'No'],
      ['East', 'Ann', 'Li', '+86 13800138000', 'Farm', 'Eggs', '30', '1', '25.80', 'No'],
    ])
    expect(preview.orders.map(label)).toEqual(['|Ann Li|13800138000||Potatoes(5 kg)*2,Eggs(30)*1'])
  })

  test('a form with one column per product', () => {
    const preview = previewOf([
      ['序号', '楼号', '房号', '姓名', '电话', '土豆(12元)', '鸡蛋 25.8元', '备注', '合计'],
      ['1', '3', '501', '陶女士', '13800138000', '2', '', '', '24'],
      ['2', '3', '502', '李丽', '13900139000', '1', '2份', '晚到', '63.6'],
    ])
    expect(preview.orders.map(label)).toEqual([
      '|陶女士|13800138000|3栋501室|土豆*2',
      '|李丽|13900139000|3栋502室|土豆*1,鸡蛋*2',
    ])
  })
})

describe('bad rows are named and kept, good rows go in', () => {
  const header = ['订单号', '姓名', '电话', '商品', '数量', '金额']

  test.each([
    ['0', 'quantity-zero'],
    ['-1', 'quantity-negative'],
    ['1e9', 'quantity-too-large'],
    ['99999', 'quantity-too-large'],
    ['1.5', 'quantity-not-whole'],
    ['半份', 'quantity-not-whole'],
    ['若干', 'quantity-unreadable'],
    ['', 'quantity-missing'],
  ])('quantity %j is %s', (quantity, code) => {
    const preview = previewOf([
      header,
      ['1', '张三', '13800138000', '土豆', quantity, '3'],
      ['2', '李四', '13900139000', '土豆', '2', '3'],
    ])
    expect(codes(preview)).toEqual([`${code}@2`])
    expect(preview.problems[0]?.column).toBe('数量')
    expect(preview.orders.map((o) => o.sourceNo)).toEqual(['2'])
    expect(preview.skipped).toEqual([
      { row: 2, cells: ['1', '张三', '13800138000', '土豆', quantity, '3'], reason: 'problem' },
    ])
  })

  test.each([
    ['两份', 2],
    ['２', 2],
    ['十二', 12],
    ['九十九盒', 99],
    ['x3', 3],
    ['2.0', 2],
    ['1,000', 1000],
  ])('quantity %j is %i', (quantity, pieces) => {
    const preview = previewOf([header, ['1', '张三', '13800138000', '土豆', quantity, '3']])
    expect(preview.orders[0]?.lines[0]?.pieces).toBe(pieces)
  })

  test('the same order twice counts once; the same number with other content is a doubt', () => {
    const preview = previewOf([
      header,
      ['1', '张三', '13800138000', '土豆', '2', '3'],
      ['1', '张三', '13800138000', '土豆', '2', '3'],
      ['1', '李四', '13900139000', '土豆', '2', '3'],
    ])
    expect(preview.orders.map(label)).toEqual(['1|张三|13800138000||土豆*2'])
    expect(codes(preview)).toEqual(['order-number-conflict@4', 'duplicate-row@3'])
  })

  test('a number Excel damaged, a shared phone, a bad phone, a repeated header, a blank row', () => {
    const preview = previewOf([
      header,
      ['1.23E+17', '张三', '13800138000', '土豆', '2', '3'],
      ['123456789012345000', '张三', '13800138000', '土豆', '2', '3'],
      ['', '', '', '', '', ''],
      header,
      ['3', '王五', '13800138000', '土豆', '1', '3'],
      ['4', '赵六', '13800138000', '土豆', '1', '三块'],
      ['5', '钱七', '1380013', '土豆', '1', '-3'],
    ])
    expect(codes(preview)).toEqual([
      'order-number-damaged@2',
      'order-number-damaged@3',
      'money-unreadable@7',
      'phone-shared@7',
      'phone-bad@8',
      'money-negative@8',
    ])
    expect(preview.orders.map((o) => o.name)).toEqual(['王五', '赵六', '钱七'])
    expect(preview.totals).toMatchObject({ rows: 6, goodRows: 3, heldRows: 2 })
  })

  test('4 kB in one cell, control characters, formulas, cells beyond the last column', () => {
    const preview = previewOf([
      header,
      ['1', 'x'.repeat(5000), '13800138000', '土豆', '2', '3'],
      ['2', '李\u0000四', '13900139000', '土豆', '2', '3'],
      ['="003"', '=HYPERLINK("http://x","y")', '13700137000', '土豆', '2', '3'],
      ['4', '赵六', '13600136000', '土豆', '2', '3', '多出来'],
    ])
    expect(codes(preview)).toEqual([
      'cell-too-long@2',
      'row-too-long@5',
      'formula-text-kept@4',
      'control-characters-removed@3',
    ])
    expect(preview.orders.map((o) => [o.sourceNo, o.name])).toEqual([
      ['2', '李四'],
      ['003', '=HYPERLINK("http://x","y")'],
    ])
  })

  test('a sheet without known titles asks for the meaning of its columns and reads with the answer', () => {
    const rows = [
      ['甲', '乙', '丙'],
      ['张三', '土豆', '2'],
      ['李四', '鸡蛋', '1'],
    ]
    const asked = readSheet(aGrid(rows))
    expect(asked).toMatchObject({ status: 'needs-mapping', problem: { code: 'header-not-found', row: 1 } })
    const preview = previewOf(rows, { kind: 'orders', headerRow: 1, fields: ['name', 'item', 'quantity'] })
    expect(preview.orders.map(label)).toEqual(['|张三|||土豆*2', '|李四|||鸡蛋*1'])
  })

  test('an empty sheet says so', () => {
    expect(readSheet(aGrid([['', ' ']]))).toEqual({ status: 'empty' })
  })
})

describe('a product catalogue', () => {
  test('codes, units, zones, weights, cases, shelf life', () => {
    const preview = previewOf([
      [
        '商品编码',
        '名称',
        '规格',
        '单价',
        '单位',
        '温区',
        '条码',
        '供应商',
        '箱规',
        '保质期',
        '每份重量',
        '限购',
        '组成',
      ],
      ['T01', '土豆', '约1斤', '3.5', '斤', '常温', '', '绿源', '20', '30天', '500g', '', ''],
      ['E01', '鸡蛋', '30枚', '25.8', '盒', '冷藏', '6901234567892', '绿源', '1*12', '1个月', '', '2', ''],
      ['F01', '水饺', '1kg', '19.9', '袋', '冷冻', '6901234567890', '绿源', '6x1kg', '12个月', '', '', ''],
      ['K01', '蔬菜套餐', '5种', '30', '份', '常温', '', '绿源', '', '', '', '', '土豆x1；鸡蛋x1'],
      ['E01', '鸭蛋', '10枚', '12', '盒', '', '', '', '', '', '', '', ''],
      ['', '', '', '9', '', '', '', '', '', '', '', '', ''],
    ])
    expect(
      preview.products.map((p) => [
        p.name,
        p.sale,
        p.unitPriceFen,
        p.fenPerKg,
        p.nominalGrams,
        p.zone,
        p.caseSize,
        p.shelfLifeDays,
      ]),
    ).toEqual([
      ['土豆', 'weight', null, 700, 500, 'ambient', 20, 30],
      ['鸡蛋', 'piece', 2580, null, null, 'chilled', 12, 30],
      ['水饺', 'piece', 1990, null, null, 'frozen', 6, 360],
      ['蔬菜套餐', 'piece', 3000, null, null, 'ambient', null, null],
    ])
    expect(preview.products[3]?.components).toEqual([
      { itemText: '土豆', pieces: 1 },
      { itemText: '鸡蛋', pieces: 1 },
    ])
    expect(codes(preview)).toEqual(['product-twice@6', 'item-missing@7', 'barcode-bad@4'])
  })
})
