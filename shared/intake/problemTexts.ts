import type { FileProblemCode, ProblemCode } from './problem'

type Texts = Record<ProblemCode | FileProblemCode, string>

// Placeholders: {{row}} {{column}} {{raw}} of the problem, and its params. What stands in [[ ]] is left out where its
// placeholder is empty. Every sentence names the place and the next act.
const zh: Texts = {
  'header-not-found': '“{{sheet}}”里找不到认识的表头。请为每一列选择含义后继续。',
  'no-orders-found': '没有读到任何订单：{{raw}}。请确认粘贴的是接龙全文，或选对工作表。',
  'goods-list-without-households':
    '“{{sheet}}”只有商品和数量，没有收货人，已按到货清单读取。要导入订单请换订单表。',
  'price-column-missing': '表里没有单价列，商品先按 0 元列入。请补上单价再开团。',
  'several-jielong': '粘贴了 {{count}} 段接龙，只读取第 {{row}} 行起的最后一段。其余请分开粘贴。',
  'title-weekday-contradicts':
    '第 {{row}} 行写的是“{{written}}”，但 {{day}} 不是这个星期几。请和团长核对日期。',
  'merged-cells-filled': '有 {{count}} 处合并单元格（首处 {{cell}}）已按上方的值补齐。请核对这些行的数量。',
  'formula-values-used': '有 {{count}} 个公式（首个 {{cell}}），已采用表里保存的结果。',
  'formula-without-value': '{{cell}} 是没有结果的公式，按空白处理。请在 Excel 里打开并保存一次再导入。',
  'formula-text-kept': '第 {{row}} 行“{{column}}”以 = 开头，已当作普通文字。请核对：{{raw}}',
  'row-too-short':
    '第 {{row}} 行只有 {{cells}} 列，应有 {{columns}} 列，这一行没有导入。请补全后重新导入：{{raw}}',
  'row-too-long':
    '第 {{row}} 行有 {{cells}} 列，多于 {{columns}} 列，这一行没有导入。请检查是否两行连在一起：{{raw}}',
  'row-continued': '第 {{row}} 行没有姓名和单号，已并入上一行的订单。',
  'cell-too-long':
    '第 {{row}} 行“{{column}}”有 {{length}} 个字，超过 {{limit}}，这一行没有导入。请缩短后重新导入。',
  'control-characters-removed': '第 {{row}} 行“{{column}}”里看不见的字符已去掉。',
  'duplicate-row': '第 {{row}} 行和第 {{otherRow}} 行完全相同，只算一次。',
  'order-number-missing': '第 {{row}} 行没有订单号，没有导入。请补上单号。[[表里写的是：{{raw}}]]',
  'order-number-damaged':
    '第 {{row}} 行的订单号被 Excel 改坏了（{{raw}}）。请把“{{column}}”列设为文本格式，重新导出再导入。',
  'order-number-conflict':
    '第 {{row}} 行的单号 {{number}} 与第 {{otherRow}} 行相同但内容不同，没有导入。请核对哪一行是对的。',
  'jielong-number-twice': '第 {{row}} 行的接龙号 {{number}} 与第 {{otherRow}} 行重复，两条都已读取。请核对。',
  'same-name-twice': '第 {{row}} 行的“{{name}}”在第 {{otherRow}} 行已出现，按同一户的两张订单处理。',
  'address-not-parsed':
    '第 {{row}} 行“{{name}}”的地址看不出楼号房号：{{address}}。请补上，否则只能按姓名找。',
  'cancelled-row': '第 {{row}} 行是已取消的订单，只作记录，不装袋。',
  'partly-refunded': '第 {{row}} 行的订单 {{number}} 有部分退款。请核对哪种商品不用再装袋。',
  'name-missing': '第 {{row}} 行看不出是谁的订单，没有导入。请补上姓名或房号。[[表里写的是：{{raw}}]]',
  'phone-bad': '第 {{row}} 行的电话“{{raw}}”不对，订单照样导入，但不带电话。请核对号码。',
  'phone-masked':
    '第 {{row}} 行的电话被平台隐藏了（{{raw}}），订单照样导入，但不带电话。请导出带完整号码的表。',
  'phone-shared':
    '第 {{row}} 行“{{name}}”与第 {{otherRow}} 行“{{otherName}}”电话相同（{{phone}}），按两户处理。若是一户请合并。',
  'room-shared':
    '第 {{row}} 行“{{name}}”与第 {{otherRow}} 行“{{otherName}}”同住 {{room}}，电话不同，按两户处理。若是一户请合并。',
  'item-missing': '第 {{row}} 行没有写商品，没有导入。请补上商品，或指定这段接龙订的是什么：{{raw}}',
  'code-damaged':
    '第 {{row}} 行的商品编码被 Excel 改坏了（{{raw}}）。请把“{{column}}”列设为文本格式，重新导出。',
  'product-twice': '第 {{row}} 行的商品“{{item}}”与第 {{otherRow}} 行重复，没有列入。请改编码或规格。',
  'unknown-product':
    '第 {{row}} 行的“{{item}}”不在本团商品里。请选择它是哪种商品，或列为新商品。[[相近的有：{{candidates}}]]',
  'ambiguous-product': '第 {{row}} 行的“{{item}}”可能是好几种商品：{{candidates}}。请选择是哪一种。',
  'gift-without-host': '第 {{row}} 行的赠品“{{item}}”找不到主商品，按单独一样商品处理。请核对。',
  'component-unknown': '第 {{row}} 行套餐“{{kit}}”里的“{{item}}”不在商品里。请先列入该商品。',
  'quantity-missing': '第 {{row}} 行没有数量，没有导入。请补上“{{column}}”。',
  'quantity-assumed-one': '第 {{row}} 行的“{{item}}”没有写数量，按 1 份算。请核对。',
  'pack-or-pieces': '第 {{row}} 行按 {{pieces}} 份“{{item}}”算；要是 {{packs}} 份，请改数量。',
  'quantity-zero': '第 {{row}} 行的数量是 0，没有导入。请改成实际数量或删除该行。',
  'quantity-negative': '第 {{row}} 行的数量是负数，没有导入。请改成实际数量。',
  'quantity-too-large': '第 {{row}} 行的数量超过 9,999，没有导入。请改成实际数量：{{raw}}',
  'quantity-not-whole': '第 {{row}} 行的数量不是整数，没有导入。按件卖的商品请写整数：{{raw}}',
  'quantity-unreadable': '第 {{row}} 行的数量看不懂（{{raw}}），没有导入。请改成数字。',
  'weight-hundredfold':
    '第 {{row}} 行“{{item}}”写了 {{grams}} 克，与每份 {{portionGrams}} 克相差百倍以上，没有导入。请核对单位。',
  'weight-for-piece-goods': '第 {{row}} 行“{{item}}”按件卖，却写了 {{grams}} 克，没有导入。请改成件数。',
  'money-unreadable': '第 {{row}} 行“{{column}}”的金额看不懂（{{raw}}），按没有填处理。请核对。',
  'money-negative': '第 {{row}} 行“{{column}}”的金额是负数（{{raw}}），按没有填处理。请核对。',
  'amount-differs': '第 {{row}} 行的订单总额高于各商品金额之和。请核对运费或漏掉的商品。',
  'date-unreadable': '第 {{row}} 行“{{column}}”的时间看不懂（{{raw}}）。请改成 2026-06-08 10:30 这样的写法。',
  'barcode-bad': '第 {{row}} 行的条码校验位不对（{{raw}}），没有记下。请对着实物重扫一次。',
  'zone-unknown': '第 {{row}} 行的温区看不懂（{{raw}}），按常温处理。请选择常温、冷藏或冷冻。',
  'kind-unreadable': '第 {{row}} 行“{{column}}”既不是销售也不是退货（{{raw}}），没有导入。请改正。',
  'file-empty': '“{{file}}”里没有内容。请确认选对了文件。',
  'file-too-big': '“{{file}}”有 {{megabytes}} MB，超过 {{limit}} MB。请删去图片或分成几个文件。',
  'file-zip-bomb': '“{{file}}”解开后有 {{megabytes}} MB，不像订单表，没有打开。请另存为新的 xlsx 再试。',
  'file-password': '“{{file}}”有密码。请在 Excel 里去掉密码，另存后再导入。',
  'file-old-xls': '“{{file}}”是旧的 xls 格式。请在 Excel 或 WPS 里另存为 xlsx 再导入。',
  'file-not-a-sheet': '“{{file}}”不是 xlsx 或 csv 表格。请在 Excel 或 WPS 里打开，另存为 xlsx 再导入。',
  'file-damaged': '“{{file}}”已损坏或没有传完。请重新导出或下载后再试。',
  'file-too-many-rows': '“{{file}}”超过 {{limit}} 行。请按团期分成几个文件。',
  'file-encoding-unknown': '“{{file}}”的文字编码认不出。请另存为 UTF-8 的 csv 或 xlsx。',
  'file-cancelled': '已停止读取“{{file}}”，什么都没有导入。可以重新选择文件。',
  'file-too-slow': '“{{file}}”读了 {{seconds}} 秒还没读完，已停止。请分成几个文件再试。',
  'file-secret-lost':
    '本机识别住户用的密钥丢失了，现在导入会把同一户认成另一户，所以没有导入。请在“设置 › 中心”重新接入取回，或用备份恢复后再试。',
}

const en: Texts = {
  'header-not-found': 'No known column titles in “{{sheet}}”. Choose what each column means, then go on.',
  'no-orders-found':
    'No order was found: {{raw}}. Check that the whole group note was pasted, or choose another sheet.',
  'goods-list-without-households':
    '“{{sheet}}” has goods and quantities but no households; it was read as a delivery list. For orders, import the order sheet.',
  'price-column-missing':
    'The sheet has no price column; products are added at 0. Add prices before the round opens.',
  'several-jielong':
    '{{count}} group notes were pasted; only the last, from line {{row}}, was read. Paste the others one at a time.',
  'title-weekday-contradicts':
    'Line {{row}} says “{{written}}”, but {{day}} is another weekday. Check the date with the leader.',
  'merged-cells-filled':
    '{{count}} merged cells (first {{cell}}) were filled with the value above. Check the quantities of those rows.',
  'formula-values-used': '{{count}} formulas (first {{cell}}): the results saved in the sheet were used.',
  'formula-without-value':
    '{{cell}} is a formula without a result and was taken as blank. Open and save the file in Excel, then import again.',
  'formula-text-kept':
    'Row {{row}}, “{{column}}” starts with = and was kept as plain text. Check it: {{raw}}',
  'row-too-short':
    'Row {{row}} has {{cells}} cells instead of {{columns}} and was not imported. Complete it and import again: {{raw}}',
  'row-too-long':
    'Row {{row}} has {{cells}} cells, more than {{columns}}, and was not imported. Check whether two rows ran together: {{raw}}',
  'row-continued': 'Row {{row}} names nobody and no order; it was added to the order above.',
  'cell-too-long':
    'Row {{row}}, “{{column}}” has {{length}} characters, more than {{limit}}; the row was not imported. Shorten it and import again.',
  'control-characters-removed': 'Row {{row}}, “{{column}}”: invisible characters were removed.',
  'duplicate-row': 'Row {{row}} is the same as row {{otherRow}} and counts once.',
  'order-number-missing': 'Row {{row}} has no order ID and was not imported. Add it.[[ It says: {{raw}}]]',
  'order-number-damaged':
    'The order ID in row {{row}} was damaged by Excel ({{raw}}). Set column “{{column}}” to text, export again and import.',
  'order-number-conflict':
    'Row {{row}} has order ID {{number}} like row {{otherRow}}, but says something else; it was not imported. Check which row is right.',
  'jielong-number-twice':
    'Line {{row}} has number {{number}} like line {{otherRow}}; both were read. Check them.',
  'same-name-twice':
    'Line {{row}}: “{{name}}” is on line {{otherRow}} too; taken as two orders of one household.',
  'address-not-parsed':
    'Row {{row}}: no building or room in the address of “{{name}}”: {{address}}. Add it, or the household is found by name only.',
  'cancelled-row': 'Row {{row}} is a cancelled order: kept on record, not packed.',
  'partly-refunded':
    'Order {{number}} in row {{row}} was partly refunded. Check which product need not be packed any more.',
  'name-missing':
    'Row {{row}} does not say whose order it is and was not imported. Add a name or a room.[[ It says: {{raw}}]]',
  'phone-bad':
    'The phone “{{raw}}” in row {{row}} is wrong; the order is imported all the same, without a phone. Check the number.',
  'phone-masked':
    'The phone in row {{row}} is hidden by the platform ({{raw}}); the order is imported all the same, without a phone. Export with full numbers.',
  'phone-shared':
    'Row {{row}} “{{name}}” and row {{otherRow}} “{{otherName}}” share the phone {{phone}}; kept as two households. Merge them if they are one.',
  'room-shared':
    'Row {{row}} “{{name}}” and row {{otherRow}} “{{otherName}}” share {{room}} with different phones; kept as two households. Merge them if they are one.',
  'item-missing':
    'Row {{row}} names no product and was not imported. Add it, or say what this group note is for: {{raw}}',
  'code-damaged':
    'The product code in row {{row}} was damaged by Excel ({{raw}}). Set column “{{column}}” to text and export again.',
  'product-twice':
    'Product “{{item}}” in row {{row}} is in row {{otherRow}} already and was not added. Change its code or spec.',
  'unknown-product':
    '“{{item}}” in row {{row}} is no product of this round. Choose the product it means, or add it as new.[[ Close to it: {{candidates}}]]',
  'ambiguous-product': '“{{item}}” in row {{row}} may be several products: {{candidates}}. Choose one.',
  'gift-without-host':
    'The gift “{{item}}” in row {{row}} hangs on no item; it is taken as a product of its own. Check it.',
  'component-unknown':
    '“{{item}}” in the kit “{{kit}}” (row {{row}}) is no product of this round. Add it first.',
  'quantity-missing': 'Row {{row}} has no quantity and was not imported. Fill in “{{column}}”.',
  'quantity-assumed-one': 'Row {{row}}: “{{item}}” has no quantity; 1 was taken. Check it.',
  'pack-or-pieces':
    'Row {{row}} was taken as {{pieces}} × “{{item}}”. If {{packs}} is meant, change the quantity.',
  'quantity-zero':
    'The quantity in row {{row}} is 0; it was not imported. Enter the real quantity or delete the row.',
  'quantity-negative':
    'The quantity in row {{row}} is negative; it was not imported. Enter the real quantity.',
  'quantity-too-large':
    'The quantity in row {{row}} is over 9,999; it was not imported. Enter the real quantity: {{raw}}',
  'quantity-not-whole':
    'The quantity in row {{row}} is not a whole number; it was not imported. Goods sold by piece need whole numbers: {{raw}}',
  'quantity-unreadable':
    'The quantity in row {{row}} cannot be read ({{raw}}); it was not imported. Enter a number.',
  'weight-hundredfold':
    'Row {{row}}: {{grams}} g of “{{item}}” is a hundred times off its portion of {{portionGrams}} g; it was not imported. Check the unit.',
  'weight-for-piece-goods':
    'Row {{row}}: “{{item}}” is sold by piece but {{grams}} g was written; it was not imported. Enter pieces.',
  'money-unreadable':
    'Row {{row}}, “{{column}}”: the amount cannot be read ({{raw}}) and was left out. Check it.',
  'money-negative': 'Row {{row}}, “{{column}}”: the amount is negative ({{raw}}) and was left out. Check it.',
  'amount-differs':
    'The total of the order in row {{row}} is higher than its items together. Check for delivery charges or a missing item.',
  'date-unreadable':
    'Row {{row}}, “{{column}}”: the time cannot be read ({{raw}}). Write it as 2026-06-08 10:30.',
  'barcode-bad':
    'The barcode in row {{row}} has a wrong check digit ({{raw}}) and was not kept. Scan it from the goods.',
  'zone-unknown':
    'The temperature zone in row {{row}} is not known ({{raw}}); ambient was taken. Choose ambient, chilled or frozen.',
  'kind-unreadable':
    'Row {{row}}, “{{column}}” is neither a sale nor a return ({{raw}}); it was not imported. Correct it.',
  'file-empty': '“{{file}}” has nothing in it. Check that it is the right file.',
  'file-too-big': '“{{file}}” has {{megabytes}} MB, more than {{limit}} MB. Remove pictures or split it.',
  'file-zip-bomb':
    '“{{file}}” would unpack to {{megabytes}} MB, which no order sheet does; it was not opened. Save it as a new xlsx and try again.',
  'file-password': '“{{file}}” has a password. Remove it in Excel, save, and import again.',
  'file-old-xls': '“{{file}}” is in the old xls format. Save it as xlsx in Excel or WPS and import again.',
  'file-not-a-sheet':
    '“{{file}}” is no xlsx or csv sheet. Open it in Excel or WPS, save it as xlsx and import again.',
  'file-damaged': '“{{file}}” is damaged or incomplete. Export or download it again.',
  'file-too-many-rows': '“{{file}}” has more than {{limit}} rows. Split it by round.',
  'file-encoding-unknown': 'The text encoding of “{{file}}” is not known. Save it as UTF-8 csv or as xlsx.',
  'file-cancelled': 'Reading “{{file}}” was stopped; nothing was imported. Choose a file again.',
  'file-too-slow':
    '“{{file}}” was not read within {{seconds}} seconds and was stopped. Split it and try again.',
  'file-secret-lost':
    'The key this desk recognises households by is lost. Importing now would take the same people for others, so nothing was imported. Join again under Settings › Centre to get it back, or restore a backup.',
}

/** One sentence per problem, in both languages. */
export const problemTexts: { readonly zh: Texts; readonly en: Texts } = { zh, en }
