import { readYuan } from '../text/moneyText'

/** A product a 接龙 names in its title or menu, with its price where it says one. */
export interface MenuItem {
  /** 'A' … 'Z' where the menu letters its goods. */
  readonly letter: string | null
  readonly name: string
  readonly priceFen: number | null
}

const price =
  /(?:¥\s*(\d+(?:\.\d{1,2})?)(?:\s*元)?|(\d+(?:\.\d{1,2})?)\s*(?:元|块钱?)(?!\d))(?:\s*\/\s*\S{1,4}|\s*(?:每|一)\s*\S{1,2})?/
const letterFirst = /^\s*(?:\d{1,2}\s*[.、]\s*)?[((【]?([A-Z])(?![A-Za-z])[))】]?\s*[.、:：]?\s*(.*)$/

/** A line such as 'A套餐：蔬菜5斤 50元', 'B. 鸡蛋', '土豆 5斤装 9.9元/份'; undefined for a line that names no goods. */
export function readMenuLine(text: string, numbered: boolean): MenuItem | undefined {
  const bare = text.trim()
  if (bare.length === 0 || bare.length > 80) return undefined
  const lettered = letterFirst.exec(bare)
  const letter = lettered?.[1] ?? null
  const found = price.exec(bare)
  if (letter === null && found === null) return undefined
  const named = (
    letter !== null ? (lettered?.[2] ?? '') : numbered ? bare.replace(/^\(?\d{1,3}\s*[.、):)]\s*/, '') : bare
  )
    .replace(price, ' ')
    .replace(/[(【][)】]/g, ' ')
    .replace(/[\s:：\-—–=]+$/, '')
    .trim()
  const priceFen = found === null ? null : fenOf(found[1] ?? found[2] ?? '')
  const name = letter !== null && /^套餐/.test(named) ? `${letter}${named}` : named
  if (name === '' && letter === null) return undefined
  return { letter, name: name.replace(/[:：].*$/, '').trim() || (letter ?? ''), priceFen }
}

/** The one product a title stands for: '6.8号星期一晚餐预定接龙(30元)' → 晚餐 at 3,000 fen. */
export function readTitle(lines: readonly string[]): MenuItem | undefined {
  for (const line of lines) {
    const found = price.exec(line)
    const name = line
      .replace(/#\s*(?:接龙|group\s*note)/gi, ' ')
      .replace(/[((【][^))】]*[))】]/g, ' ')
      .replace(price, ' ')
      .replace(/(?:\d{4}\s*[-/.年])?\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?/g, ' ')
      .replace(/\d{1,2}\s*[日号](?!楼)/g, ' ')
      .replace(/(?:星期|周|礼拜)[一二三四五六日天]/g, ' ')
      .replace(/截止.*$/, ' ')
      .replace(
        /预[定订购]|订购|接龙|团购|拼团|开团|开始|报名|登记|统计|今[日天晚]|明[日天晚]|本期|新鲜|现货|到货|自提|小区|社区|\d{1,2}[::点]\d{0,2}|[!!~。,,、::;;?？*]+/g,
        ' ',
      )
      .trim()
    if (name === '' || /\s\S+\s/.test(name) || [...name].length > 20) continue
    return {
      letter: null,
      name: name.replace(/\s+/g, ' '),
      priceFen: found === null ? null : fenOf(found[1] ?? found[2] ?? ''),
    }
  }
  return undefined
}

function fenOf(yuan: string): number | null {
  const reading = readYuan(yuan)
  return reading.ok ? reading.fen : null
}
