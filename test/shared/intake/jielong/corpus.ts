/** One 接龙 as people paste it, with what a person reads in it: 'number|name|item*pieces,…|marks'. */
export interface LabelledJielong {
  readonly shape: string
  readonly text: string
  readonly orders: readonly string[]
  /** Codes that must be named, among those that block or flag. */
  readonly problems?: readonly string[]
  readonly known?: readonly string[]
}

export const corpus: readonly LabelledJielong[] = [
  {
    shape: 'A: title, numbered menu, example line, quantity before or after the item',
    text: `#接龙
6.8号星期一晚餐预定接龙（30元）
  1.凉拌牛肉
  2.客家酿豆腐
例 小桃  1份午餐晚餐
1. 小桃   8份晚餐
2. lily   1份晚餐
3. 林晓 晚餐一份`,
    orders: ['1|小桃|晚餐*8', '2|lily|晚餐*1', '3|林晓|晚餐*1'],
  },
  {
    shape: 'A: the English client, title date against its weekday',
    text: `#Group Note
6.13号星期五晚餐预定接龙（30元）
1. 小桃 2份
2. Tom 晚餐两份`,
    orders: ['1|小桃|晚餐*2', '2|Tom|晚餐*2'],
    problems: ['title-weekday-contradicts'],
  },
  {
    shape: 'B: every separator, zero-padded, times sign before and after',
    text: `#接龙
贡柑 5斤一份 39元
1. 张三 2份
2、3栋王姐 3
3)李雷 1份
（4）赵六 x2
05. 钱七*1
6）孙八×3
7 周九 ＋1
８．吴十　２份`,
    orders: [
      '1|张三|贡柑 5斤一份*2',
      '2|王姐@3栋|贡柑 5斤一份*3',
      '3|李雷|贡柑 5斤一份*1',
      '4|赵六|贡柑 5斤一份*2',
      '5|钱七|贡柑 5斤一份*1',
      '6|孙八|贡柑 5斤一份*3',
      '7|周九|贡柑 5斤一份*1',
      '8|吴十|贡柑 5斤一份*2',
    ],
  },
  {
    shape: 'C: name, address, receiver, phone, bracket of initials, note',
    text: `#接龙
贡柑和砂糖桔团购
1. Sunny 1、广东省广州市天河区体育西路1号，李四：13800138000。（1贡1桔） 备注：放门卫
2. 阿May 广东省深圳市福田区莲花路88号3栋2单元501，王芳：13900139001（2桔）`,
    orders: [
      '1|李四@广东省广州市天河区体育西路1号#13800138000|贡*1,桔*1|note:放门卫',
      '2|王芳@广东省深圳市福田区莲花路88号3栋2单元501#13900139001|桔*2',
    ],
  },
  {
    shape: 'D: one record over several lines',
    text: `#接龙
贡柑和砂糖桔团购
1. 王五
收件人：王五
联系电话：138 0013 8001
收件地址：1280弄12号603室
（2桔）
2. 赵敏
电话：17012345678转1234
地址：3-2-501
1贡
备注：周末送`,
    orders: ['1|王五@1280弄12号603室#13800138001|桔*2', '2|赵敏@3-2-501#17012345678x1234|贡*1|note:周末送'],
  },
  {
    shape: 'E: room first, several items, letter codes, no numbers',
    text: `#接龙
12-2-603 土豆2 鸡蛋1盒 牛奶x3
3号楼502 A套餐*1+B套餐*2
8#1201 A2B1`,
    orders: [
      '-|12-2-603@12-2-603|土豆*2,鸡蛋*1,牛奶*3',
      '-|3号楼502@3号楼502|A套餐*1,B套餐*2',
      '-|8#1201@8#1201|A*2,B*1',
    ],
  },
  {
    shape: 'E: numbered, room first, a lettered menu with prices',
    text: `#接龙
本周蔬菜团
A. 土豆5斤 12元
B. 鸡蛋30枚 25.8元
1. 12-2-603 A2 B1
2. 3号楼502王姐 B3
3. 8#1201 A2B1
4. 李雷 2A1B`,
    orders: [
      '1|12-2-603@12-2-603|土豆5斤*2,鸡蛋30枚*1',
      '2|王姐@3号楼502|鸡蛋30枚*3',
      '3|8#1201@8#1201|土豆5斤*2,鸡蛋30枚*1',
      '4|李雷|土豆5斤*2,鸡蛋30枚*1',
    ],
  },
  {
    shape: 'F: paid marks, cancelled, empty numbers',
    text: `#接龙
馒头 10元
6. 强 2份 已付款
7. 秀 3份 ✅已付
8. 取消
9. （空）
10. 阿珍 取消 2份
11.
12. 小明 1份 未付`,
    orders: ['6|强|馒头*2|paid', '7|秀|馒头*3|paid', '10|阿珍|馒头*2|cancelled', '12|小明|馒头*1'],
    problems: ['name-missing'],
  },
  {
    shape: 'a raw message',
    text: `<msg><appmsg appid="" sdkver="0"><title>#接龙\n土鸡蛋 30枚 28元\n\n1. 张三 2份\n2. 李&amp;雷 1份</title><type>53</type></appmsg></msg>`,
    orders: ['1|张三|土鸡蛋 30枚*2', '2|李&雷|土鸡蛋 30枚*1'],
  },
  {
    shape: 'one name twice is two orders of one person; numbers with holes; remarks after the list',
    text: `#接龙
6月9日 星期二 午餐晚餐接龙
1. 小桃 6份晚餐
2. 小桃 1份午餐
5. Amy-88 2份晚餐
7. 😀乐乐 晚餐3份、午餐1份

截止今晚8点
谢谢大家`,
    orders: ['1|小桃|晚餐*6', '2|小桃|午餐*1', '5|Amy-88|晚餐*2', '7|😀乐乐|晚餐*3,午餐*1'],
  },
  {
    shape: 'bad quantities are named one by one, good lines stay',
    text: `#接龙
馒头 10元
1. 张三 0份
2. 李四 99999份
3. 王五 1.5份
4. 赵六 2份
5. 钱七 1000000000`,
    orders: ['4|赵六|馒头*2'],
    problems: ['quantity-zero', 'quantity-too-large', 'quantity-not-whole', 'quantity-too-large'],
  },
  {
    shape: 'weights in 斤, 公斤 and 克; units in Chinese numerals',
    text: `#接龙
蔬菜团
1. 张三 土豆2斤 番茄半斤
2. 李四 土豆一斤半，五花肉3份
3. 王五 大米1.5公斤`,
    orders: ['1|张三|土豆=1000g,番茄=250g', '2|李四|土豆=750g,五花肉*3', '3|王五|大米=1500g'],
  },
  {
    shape: 'each of several: 各',
    text: `#接龙
蔬菜水果
1. 张三 土豆 鸡蛋各1份
2. 李四 AB各2
3. 王五 土豆、鸡蛋各一`,
    known: ['土豆', '鸡蛋', 'A', 'B'],
    orders: ['1|张三|土豆*1,鸡蛋*1', '2|李四|A*2,B*2', '3|王五|土豆*1,鸡蛋*1'],
  },
  {
    shape: 'names and goods written together, told apart by the listing',
    text: `#接龙
蔬菜水果
1. 张三土豆2斤鸡蛋1盒
2. 李四 502胶水2 2人套餐 1
3. 王五 500g牛奶 2`,
    known: ['土豆', '鸡蛋', '502胶水', '2人套餐', '500g牛奶'],
    orders: ['1|张三|土豆=1000g,鸡蛋*1', '2|李四|502胶水*2,2人套餐*1', '3|王五|500g牛奶*2'],
  },
  {
    shape: 'names alone mean one of the one thing there is',
    text: `#接龙
土鸡一只 88元
1. 张三
2. 李四 +1
3. 王五🌹
4. 赵六 3-2-501`,
    orders: ['1|张三|土鸡一只*1', '2|李四|土鸡一只*1', '3|王五🌹|土鸡一只*1', '4|赵六@3-2-501|土鸡一只*1'],
    problems: ['quantity-assumed-one'],
  },
  {
    shape: 'nothing says what is ordered',
    text: `#接龙
1. 张三 2份
2. 李四 3`,
    orders: [],
    problems: ['item-missing', 'item-missing'],
  },
  {
    shape: 'a numbered menu with prices and no orders yet',
    text: `#接龙
1. 土豆 5斤 12元
2. 鸡蛋 30枚 25元`,
    orders: [],
    problems: ['no-orders-found'],
  },
  {
    shape: 'priced, numbered menu before the orders',
    text: `#接龙
周三水果团
1、丹东草莓 2斤 59.9元
2、智利车厘子 1斤 49元
1. 张三 草莓2份
2. 李四 车厘子1 草莓1`,
    orders: ['1|张三|草莓*2', '2|李四|车厘子*1,草莓*1'],
  },
  {
    shape: 'two 接龙 in one paste: the last one counts and it is said',
    text: `#接龙
馒头 10元
1. 张三 2份
#接龙
馒头 10元
1. 张三 3份
2. 李四 1份`,
    orders: ['1|张三|馒头*3', '2|李四|馒头*1'],
    problems: ['several-jielong'],
  },
  {
    shape: 'phones: bad, masked by the app, with +86',
    text: `#接龙
馒头 10元
1. 张三 1380013800 2份
2. 李四 +86 138-0013-8002 1份
3. 王五 138****8000 1份`,
    orders: ['1|张三|馒头*2', '2|李四#13800138002|馒头*1', '3|王五|馒头*1'],
    problems: ['phone-bad', 'phone-bad'],
  },
  {
    shape: 'one phone, two households',
    text: `#接龙
馒头 10元
1. 张三 13800138000 2份
2. 李四 13800138000 1份`,
    orders: ['1|张三#13800138000|馒头*2', '2|李四#13800138000|馒头*1'],
    problems: ['phone-shared'],
  },
]
