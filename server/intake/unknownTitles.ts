import type { MappableColumn } from '../../shared/intake/sheet/columns'
import type { SentenceLanguage } from '../../shared/intake/problemSentence'

/** A desk asks what each column means; here nobody can be asked, so the titles have to be known ones. */
export function unknownTitles(
  columns: readonly Pick<MappableColumn, 'title'>[],
  language: SentenceLanguage,
): string {
  const titles = columns.flatMap(({ title }) => title || [])
  if (language === 'zh')
    return `找不到认识的表头。订单表要有这样的列：收货人（或房号、手机号）和 商品名称、数量；商品表要有 商品名称、规格、单价，没有收货人。${titles.length === 0 ? '' : `表里写的是：${titles.join('、')}。`}`
  const seen = titles.length === 0 ? '' : ` It has: ${titles.join(', ')}.`
  return `no known column titles. Orders need a column such as 收货人 (Name), 房号 (Room) or 手机号 (Phone), with 商品名称 (Product) and 数量 (Quantity); a list of products needs 商品名称 (Product), 规格 (Spec), 单价 (Price) and nobody's name.${seen}`
}
