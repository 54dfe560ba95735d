import { describe, expect, test } from 'vitest'
import { label, previewOf } from './aPreview'

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
