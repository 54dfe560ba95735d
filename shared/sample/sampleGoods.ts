import type { Zone } from '../domain/terms'

/** Three suppliers, one truck each. */
export const sampleSuppliers = ['青禾农场', '鲜达冷链', '百味粮油'] as const

export interface SampleGoods {
  readonly name: string
  readonly spec: string
  readonly zone: Zone
  /** Index into the suppliers. */
  readonly supplier: 0 | 1 | 2
  /** Fen per piece, or per 1,000 g for goods sold by weight. */
  readonly priceFen: number
  /** Grams of one portion; null for goods sold by piece. */
  readonly portionGrams: number | null
  readonly shelfLifeDays: number | null
  readonly caseSize: number | null
  readonly limit: number | null
}

type Row = readonly [
  name: string,
  spec: string,
  priceFen: number,
  shelfLifeDays: number | null,
  caseSize: number,
]

const by =
  (zone: Zone, supplier: 0 | 1 | 2) =>
  ([name, spec, priceFen, shelfLifeDays, caseSize]: Row): SampleGoods => ({
    ...{ name, spec, zone, supplier, priceFen, shelfLifeDays, caseSize },
    portionGrams: null,
    limit: limits[name] ?? null,
  })

const limits: { readonly [name: string]: number } = { 土鸡蛋: 2, 鲜牛奶: 4, 东北大米: 3 }

const farmRows: readonly Row[] = [
  ['土豆', '1kg/袋', 590, null, 20],
  ['番茄', '750g/盒', 880, null, 12],
  ['青椒', '400g/袋', 560, null, 20],
  ['大白菜', '1颗', 490, null, 10],
  ['胡萝卜', '500g/袋', 480, null, 20],
  ['西兰花', '1颗约400g', 690, null, 16],
  ['黄瓜', '500g/袋', 520, null, 20],
  ['上海青', '400g/袋', 420, null, 20],
  ['菠菜', '300g/把', 480, null, 20],
  ['紫皮洋葱', '1kg/袋', 460, null, 20],
  ['鲜香菇', '250g/盒', 790, 7, 12],
  ['金针菇', '150g/袋', 290, 15, 30],
  ['甜玉米', '2根/袋', 690, 30, 20],
  ['土鸡蛋', '30枚/板', 2_980, 30, 6],
  ['草莓', '300g/盒', 2_590, 6, 12],
  ['蓝莓', '125g/盒', 1_490, 14, 12],
]

const coldRows: readonly Row[] = [
  ['鲜牛奶', '950ml/瓶', 1_690, 15, 12],
  ['原味酸奶', '100g×8杯', 1_980, 21, 10],
  ['希腊酸奶', '400g/罐', 1_880, 25, 8],
  ['嫩豆腐', '350g/盒', 350, 10, 24],
  ['千张', '250g/袋', 520, 10, 20],
  ['马苏里拉奶酪', '200g/袋', 1_890, 120, 20],
  ['午餐肉火腿', '200g/袋', 1_250, 60, 20],
  ['冷鲜鸡胸肉', '500g/盒', 1_590, 8, 12],
]

const frozenRows: readonly Row[] = [
  ['猪肉白菜水饺', '1kg/袋', 2_680, 365, 10],
  ['虾仁馄饨', '400g/袋', 1_980, 365, 20],
  ['手抓饼', '10片/袋', 1_590, 270, 12],
  ['黑芝麻汤圆', '500g/袋', 1_380, 365, 20],
  ['香草冰淇淋', '480ml/盒', 3_290, 540, 8],
  ['速冻毛豆', '500g/袋', 980, 540, 20],
]

const groceryRows: readonly Row[] = [
  ['东北大米', '5kg/袋', 4_290, 365, 4],
  ['高筋面粉', '2.5kg/袋', 1_590, 365, 8],
  ['压榨菜籽油', '5L/桶', 7_990, 540, 4],
  ['生抽', '500ml/瓶', 990, 720, 12],
  ['陈醋', '500ml/瓶', 890, 720, 12],
  ['细盐', '400g/袋', 250, 1_095, 50],
  ['白砂糖', '1kg/袋', 860, 540, 20],
  ['挂面', '1kg/袋', 990, 365, 20],
  ['螺蛳粉', '330g×3袋', 2_990, 180, 8],
  ['黑木耳', '150g/袋', 1_890, 540, 20],
  ['红枣', '500g/袋', 1_790, 270, 20],
  ['全麦吐司', '400g/袋', 1_180, 10, 12],
  ['蛋黄酥', '6枚/盒', 2_490, 45, 12],
  ['每日坚果', '25g×7袋', 3_590, 270, 12],
  ['抽纸', '24包/提', 3_990, null, 4],
]

type Weighed = readonly [
  name: string,
  spec: string,
  zone: Zone,
  supplier: 0 | 1,
  priceFen: number,
  grams: number,
  life: number | null,
]

const weighedRows: readonly Weighed[] = [
  ['红富士苹果', '约1kg/份', 'ambient', 0, 1_180, 1_000, null],
  ['砂糖橘', '约1kg/份', 'ambient', 0, 1_360, 1_000, null],
  ['巨峰葡萄', '约500g/份', 'ambient', 0, 2_380, 500, null],
  ['香蕉', '约750g/份', 'ambient', 0, 790, 750, null],
  ['铁棍山药', '约600g/份', 'ambient', 0, 1_590, 600, null],
  ['贝贝南瓜', '约800g/份', 'ambient', 0, 990, 800, null],
  ['五花肉', '约500g/份', 'chilled', 1, 3_980, 500, 7],
  ['猪小排', '约500g/份', 'chilled', 1, 5_980, 500, 7],
  ['牛腱子', '约500g/份', 'chilled', 1, 8_980, 500, 8],
  ['三黄鸡', '约1.2kg/只', 'chilled', 1, 3_380, 1_200, 7],
  ['基围虾', '约400g/份', 'frozen', 1, 9_800, 400, 365],
  ['带鱼段', '约500g/份', 'frozen', 1, 4_580, 500, 365],
]

const weighedGoods = weighedRows.map(
  ([name, spec, zone, supplier, priceFen, portionGrams, shelfLifeDays]): SampleGoods => ({
    ...{ name, spec, zone, supplier, priceFen, portionGrams, shelfLifeDays },
    caseSize: null,
    limit: null,
  }),
)

/** 57 products that are bought by themselves: 45 by piece, 12 by weight. The first five make the kit. */
export const sampleGoods: readonly SampleGoods[] = [
  ...farmRows.map(by('ambient', 0)),
  ...coldRows.map(by('chilled', 1)),
  ...frozenRows.map(by('frozen', 1)),
  ...groceryRows.map(by('ambient', 2)),
  ...weighedGoods,
]

/** 赠品, each with the name of the product whose line it hangs on. */
export const sampleGifts = [
  { name: '赠·环保购物袋', spec: '1个', zone: 'ambient', supplier: 2, host: '东北大米', shelfLifeDays: null },
  { name: '赠·试饮酸奶', spec: '100g/杯', zone: 'chilled', supplier: 1, host: '鲜牛奶', shelfLifeDays: 21 },
] as const

/** 套餐: five vegetables for 30 yuan; the values are each one's part of the price. */
export const sampleKit = { name: '五样时蔬套餐', spec: '5样/份', priceFen: 3_000 } as const
export const sampleKitParts = [
  { name: '土豆', valueFen: 590 },
  { name: '番茄', valueFen: 880 },
  { name: '青椒', valueFen: 560 },
  { name: '大白菜', valueFen: 490 },
  { name: '胡萝卜', valueFen: 480 },
] as const
