import { describe, expect, test } from 'vitest'
import { readSheet } from '../../../../shared/intake/sheet/readSheet'
import { aGrid } from './aGrid'
import { codes, label, previewOf } from './aPreview'

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
