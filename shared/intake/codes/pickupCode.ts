const DASHES = /\s*[-\u2010-\u2015\u2212\u30fc_]\s*/g
// Digits-only shelves need four digits at the end: 3-2-501 is building, unit, room far oftener than a shelf.
const ON_SHELF = /^(?:[A-Z]\d{0,2}-\d{1,2}-\d{2,6}|\d{1,3}-\d{1,2}-\d{4,6})$/
const IN_AREA = /^[A-Z]\d{1,2}-\d{2,4}$/
const CHINESE = '[0-9A-Z一二两三四五六七八九十]{1,3}'
const SPOKEN = new RegExp(`^(${CHINESE})号?货?架第?(${CHINESE})层第?(\\d{2,6})号?$`)
const DIGIT_WORDS = '一二三四五六七八九'

/**
 * 货架-层-序 as printed (`2-5-2418`, `A-01-001`, area level `D5-23`) or as spoken (`五号架 二层 1234`).
 * The parts keep their zeros. A code of digits only may also be a room (3-2-1201): where it names no bag,
 * look for the room.
 */
export function parsePickupCode(text: string): string | undefined {
  const code = text.trim().toUpperCase().replace(DASHES, '-')
  if (ON_SHELF.test(code) || IN_AREA.test(code)) return code
  const spoken = SPOKEN.exec(code.replace(/[\s,，、]/g, ''))
  if (!spoken) return undefined
  const shelf = spokenNumber(spoken[1] ?? '')
  const layer = spokenNumber(spoken[2] ?? '')
  return shelf === undefined || layer === undefined ? undefined : `${shelf}-${layer}-${spoken[3]}`
}

function spokenNumber(words: string): string | undefined {
  if (/^[0-9A-Z]+$/.test(words)) return words
  const [, tens, ten, ones] = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(words) ?? []
  if (tens && !ten) return ones ? undefined : String(digitOf(tens))
  if (!ten) return ones ? String(digitOf(ones)) : undefined
  return String((tens ? digitOf(tens) : 1) * 10 + (ones ? digitOf(ones) : 0))
}

function digitOf(word: string): number {
  return word === '两' ? 2 : DIGIT_WORDS.indexOf(word) + 1
}
