import { describe, expect, test } from 'vitest'
import { codes, label, previewOf } from './aPreview'

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
