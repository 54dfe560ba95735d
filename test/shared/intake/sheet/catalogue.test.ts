import { describe, expect, test } from 'vitest'
import { codes, previewOf } from './aPreview'

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
