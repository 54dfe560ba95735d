import { type BusinessDay, daysBetween, parseBusinessDay, startOfDayMs } from '../../kernel/businessDay'
import { cleanText, toHalfWidth } from './cleanText'

const calendar =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+(\d{1,2})\s*[::时点]\s*(\d{1,2})(?:\s*[::分]\s*(\d{1,2})(?:\.(\d{1,6}))?)?\s*[秒分]?)?(?:Z|\+08:?00)?$/i
const excelEpochDays = 25_569
const dayMs = 86_400_000

/**
 * ms since 1970 UTC of a date or time as sheets write it, read in the point's zone (UTC+8): '2026-06-08 10:29:52',
 * '2026/6/8', '2026年6月8日', an Excel day number, or ms since 1970. Undefined for anything else.
 */
export function readDate(raw: string): number | undefined {
  const text = toHalfWidth(cleanText(raw))
  if (/^\d{13}$/.test(text)) return Number(text)
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return excelDay(Number(text))
  const match = calendar.exec(text)
  if (!match) return undefined
  const pad = (part: string | undefined): string => (part ?? '').padStart(2, '0')
  const day = parseBusinessDay(`${match[1]}-${pad(match[2])}-${pad(match[3])}`)
  const time = timeOfDayMs(Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0), match[7])
  return day === undefined || time === undefined ? undefined : startOfDayMs(day) + time
}

/** '10:29:52.28' → ms since midnight; undefined for what is no time of day. */
export function readTime(raw: string): number | undefined {
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?$/.exec(toHalfWidth(cleanText(raw)))
  return match ? timeOfDayMs(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), match[4]) : undefined
}

function timeOfDayMs(hours: number, minutes: number, seconds: number, fraction = ''): number | undefined {
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
}

// Excel counts days from 1899-12-30 without a zone; sheets of the trade mean Shanghai.
function excelDay(days: number): number | undefined {
  if (days < 36_526 || days > 73_050) return undefined
  return Math.round((days - excelEpochDays) * dayMs) - 8 * 3_600_000
}

const weekdays = '一二三四五六日'
const dated =
  /(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\s*[((]?\s*(?:星期|周|礼拜)\s*([一二三四五六日天])/

export interface WeekdayContradiction {
  readonly written: string
  /** The day the date falls on. */
  readonly weekday: string
  readonly day: BusinessDay
}

/** '6.13号星期五' where that day is no Friday; the year is the one nearest to `today`. */
export function weekdayContradiction(text: string, today: BusinessDay): WeekdayContradiction | undefined {
  const match = dated.exec(toHalfWidth(text))
  if (!match) return undefined
  const pad = (part: string | undefined): string => (part ?? '').padStart(2, '0')
  const year = Number(today.slice(0, 4))
  const years = match[1] === undefined ? [year - 1, year, year + 1] : [Number(match[1])]
  const days = years.flatMap((y) => parseBusinessDay(`${y}-${pad(match[2])}-${pad(match[3])}`) ?? [])
  const day = days.sort((a, b) => Math.abs(daysBetween(a, today)) - Math.abs(daysBetween(b, today)))[0]
  if (day === undefined) return undefined
  const monday = parseBusinessDay('2024-01-01')
  if (monday === undefined) return undefined
  const is = weekdays[((daysBetween(monday, day) % 7) + 7) % 7] ?? ''
  const said = match[4] === '天' ? '日' : (match[4] ?? '')
  return is === said ? undefined : { written: match[0].trim(), weekday: is, day }
}
