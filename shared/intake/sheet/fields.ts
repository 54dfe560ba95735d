import { headerKey } from '../text/cleanText'

/** What a column can mean. */
/* biome-ignore format: one line per group of columns reads better than one per word */
export const sheetFields = [
  'orderNo', 'participateNo', 'serial', 'nick', 'name', 'firstName', 'lastName', 'phone', 'memberPhone',
  'province', 'city', 'district', 'address', 'lane', 'building', 'unit', 'room',
  'memberNote', 'leaderNote', 'placedAt', 'paidAt', 'status', 'fulfilment', 'payment',
  'item', 'items', 'code', 'spec', 'quantity', 'kindCount', 'weightGrams', 'weightKg',
  'unitPrice', 'pricePerKg', 'lineAmount', 'orderAmount', 'paidAmount', 'refund', 'giftOf',
  'zone', 'barcode', 'plu', 'supplier', 'caseSize', 'shelfLife', 'saleUnit', 'nominalGrams',
  'gift', 'limit', 'components', 'category', 'date', 'time', 'kind', 'discounted', 'itemColumn', 'ignored',
] as const
export type SheetField = (typeof sheetFields)[number]

/** Column titles seen in real exports, Chinese and English. Matched by `headerKey`, never by position. */
const synonyms: Partial<Record<SheetField, string>> = {
  orderNo:
    '订单编号|订单号|订单序号|下单序号|子订单号|流水号|单号|Order No|Order number|Order ID|Order|' +
    'Id|order_sn',
  participateNo: '跟团号|接龙号|接龙序号|参与号|participate_no|Group No',
  serial: '序号|编号|No',
  nick: '下单人|微信昵称|昵称|群昵称|用户昵称|团员昵称|下单人昵称|客户昵称|会员昵称|Nickname|nick_name',
  name:
    '收货人|收件人|收货姓名|收货人姓名|自提人|提货人|姓名|名字|联系人|客户|客户姓名|客户名称|团员|' +
    '会员|住户|业主|户名|Name|Customer|Customer Name|Member|Receiver|Recipient|receiver_name|' +
    'Household',
  firstName: 'First Name',
  lastName: 'Last Name|Surname',
  phone:
    '联系电话|电话|手机|手机号|手机号码|电话号码|收货电话|收件人电话|收货人电话|收货人手机|' +
    '收货人手机号|联系方式|联系手机|提货人手机|提货人手机号|电话手机|Phone|Mobile|' +
    'Telephone|Phone number|Tel|receiver_mobile',
  memberPhone: '会员手机号|会员电话|下单手机号|下单人手机|注册手机',
  province: '省|省份|Province',
  city: '市|城市|City',
  district: '区|区县|区/县|District',
  address:
    '详细地址|地址|收货地址|收件地址|完整地址|配送地址|住址|门牌|门牌号|省市区址|收货人地址|' +
    'Address|Shipping address|Delivery address|Ship Address',
  lane: '弄号|弄',
  building: '楼号|楼栋|楼栋号|栋|栋号|幢号|几栋|楼|Building',
  unit: '单元|单元号|Unit no',
  room: '房号|室|室号|房间号|房间|门牌室号|Room|Apartment|Flat',
  memberNote:
    '团员备注|备注|订单备注|买家备注|买家留言|留言|客户备注|Comments|Note|Notes|Remark|buyer_memo|' +
    'Customer note',
  leaderNote: '团长备注|卖家备注|商家备注|business_note',
  placedAt:
    '下单时间|订单时间|创建时间|订单创建时间|接龙时间|提交时间|Order date|Ordered at|Placed at|' + 'Created',
  paidAt: '支付时间|付款时间|Paid at|Payment time',
  status: '订单状态|状态|支付状态|付款状态|核销状态|Status|Order state|Shipment State|State',
  fulfilment:
    '配送方式|物流方式|取货方式|提货方式|自提方式|Shipping Method|Delivery method|Delivery?|' + 'Fulfilment',
  payment: '支付方式|付款方式|Payment Method',
  item:
    '商品名称|商品|品名|名称|产品|产品名称|货品|货品名称|商品名|品种|菜名|单品名称|物品|团购商品|' +
    '标题|Product|Item|Goods|Product name|Description|goods_name',
  items:
    '商品合计|商品明细|商品信息|订单商品|购买商品|所购商品|接龙内容|下单内容|商品清单|Items|' + 'Order items',
  code:
    '商品编码|商品编号|编码|货号|商品代码|单品编码|产品编码|商品货号|规格编码|SKU|Code|Item code|' +
    'Product code|Article number|external_sku_id',
  spec: '规格|商品规格|规格名称|型号|款式|Variant|Spec|Specification|Size|goods_specification',
  quantity:
    '数量|商品数量|购买数量|份数|件数|下单数量|订购数量|购买件数|订单数量|销量|合计数量|总数量|' +
    'Quantity|Qty|Amount|Units to order|Units|Pieces|Count|goods_number',
  kindCount: '商品种类数',
  weightGrams: '重量(克)|克重|重量克|Weight (g)|Grams',
  weightKg: '重量|重量(千克)|重量(kg)|销量(千克)|Weight|Weight (kg)|Final (Weight/Volume)',
  unitPrice:
    '单价|价格|售价|团购价|销售价|商品单价|团价|零售价|会员价|Price|Unit price|Gross price|' +
    'goods_price|Price per',
  pricePerKg: '公斤价|每公斤价格|千克单价|Price per kg',
  lineAmount:
    '商品金额|小计|金额|总价|商品总价|小计金额|商品小计|Subtotal|Line total|Total price|' + 'Item Total',
  orderAmount: '订单金额|订单总金额|订单总额|总金额|合计金额|应付金额|应付|Order total|Total|Order amount',
  paidAmount:
    '实付金额|实付|支付金额|实收|实收金额|已付|已付金额|付款金额|实际支付|Paid|Paid amount|' + 'Amount paid',
  refund: '退款金额|订单退款|退款|已退款|已退款金额|Refund|Refund amount',
  giftOf: '主商品|赠品归属|赠自|Gift of',
  zone: '温区|温层|储存条件|存储条件|保存方式|储存方式|贮存条件|Zone|Temperature|TempControlled?|Storage',
  barcode: '条码|条形码|商品条码|国际条码|69码|Barcode|EAN|GTIN|UPC',
  plu: '店内码|称重码|生鲜码|PLU',
  supplier: '供应商|供货商|供应商名称|货源|Supplier|Manufacturer|Vendor|Producer',
  caseSize: '箱规|装箱数|每箱数量|箱装数|件规|包装规格|Case size|Pack size|Units per case',
  shelfLife: '保质期|保质期(天)|保质天数|质保期|Shelf life|Shelf life days',
  saleUnit: '单位|计量单位|销售单位|计价方式|计重|计件计重|称重|销售方式|Unit|UoM|Sold by',
  nominalGrams: '标重|标准重量|每份重量|单份重量|净含量|净重|约重|Nominal weight|Net weight|Net content',
  gift: '赠品|是否赠品|Gift',
  limit: '限购|每户限购|限购数量|Limit',
  components: '组成|套餐组成|套餐内容|组合|套餐明细|内含|Components|Contains|Kit',
  category: '分类|分类名称|类别|品类|商品分类|Category',
  date: '日期|销售日期|Date',
  time: '时间|扫码销售时间|销售时间|Time',
  kind: '销售类型|类型|交易类型|Type',
  discounted: '是否打折销售|打折|是否打折|Discounted',
  ignored:
    '自提点|提货点|提货地址|小区名称|团长姓名|团长电话|团长ID|团长|快递公司|快递单号|物流公司|' +
    '物流单号|商品成本价|成本价|分类编码|商品图片|图片|供应商电话|路线|配送员|发货时间|完成时间|' +
    '核销时间|团标题|团名称|活动名称|佣金|利润|运费|优惠金额|损耗率|Hub|Height|Width|Depth|' +
    'Customer Code|Email|Tags|Tax rate|Deposit|Price net|Cart type|Order Cycle|Pickup day',
}

const fieldOf: ReadonlyMap<string, SheetField> = new Map(
  Object.entries(synonyms).flatMap(([field, names]) =>
    (names ?? '').split('|').map((name): [string, SheetField] => [keyOf(name), fieldNamed(field)]),
  ),
)

function fieldNamed(text: string): SheetField {
  return sheetFields.find((field) => field === text) ?? 'ignored'
}

function keyOf(name: string): string {
  return name.includes('(') ? exactKey(name) : headerKey(name)
}

function exactKey(text: string): string {
  return `(${headerKey(text.replace(/[(（)）]/g, ''))}`
}

/** What a column title means; undefined when nobody has called a column so. */
export function fieldOfHeader(header: string): SheetField | undefined {
  if (header.length > 60 || header.trim() === '') return undefined
  if (/^\s*paid\s*[?？]\s*$/i.test(header)) return 'status'
  return fieldOf.get(exactKey(header)) ?? fieldOf.get(headerKey(header))
}
