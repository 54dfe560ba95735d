const digits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  仨: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}

/** One Chinese numeral character, for use inside a character class. */
export const numeralClass = '〇零一二两俩三仨四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰'

/** '一' to '九百九十九', also 大写 and '两'; undefined for anything else. */
export function readNumeral(text: string): number | undefined {
  if (text === '' || text.length > 7) return undefined
  let total = 0
  let pending: number | null = null
  let lowest = 1000
  for (const character of text) {
    const unit =
      character === '十' || character === '拾' ? 10 : character === '百' || character === '佰' ? 100 : 0
    if (unit > 0) {
      if (unit >= lowest || (pending === null && unit !== 10)) return undefined
      total += (pending ?? 1) * unit
      lowest = unit
      pending = null
      continue
    }
    const digit = digits[character]
    if (digit === undefined) return undefined
    if (digit === 0 && pending === null && total > 0) continue
    if (pending !== null) return undefined
    pending = digit
  }
  return total + (pending ?? 0)
}
