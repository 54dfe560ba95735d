import type { Brand } from './brand'

/** A day at the pickup point, 'YYYY-MM-DD' in Asia/Shanghai (UTC+8 all year); never a timestamp. */
export type BusinessDay = Brand<string, 'BusinessDay'>

const dayMs = 86_400_000
const shanghaiOffsetMs = 8 * 3_600_000

/** The business day an instant falls on. @param atMs ms since 1970 UTC */
export function businessDayAt(atMs: number): BusinessDay {
  return dayFromCount(Math.floor((atMs + shanghaiOffsetMs) / dayMs))
}

/** Reads 'YYYY-MM-DD'; undefined for anything else, including days no calendar has. */
export function parseBusinessDay(text: string): BusinessDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const day = dayFromCount(countFromCivil(Number(match[1]), Number(match[2]), Number(match[3])))
  return day === text ? day : undefined
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return countOf(to) - countOf(from)
}

export function addDays(day: BusinessDay, days: number): BusinessDay {
  return dayFromCount(countOf(day) + days)
}

/** The first instant of the day, ms since 1970 UTC. */
export function startOfDayMs(day: BusinessDay): number {
  return countOf(day) * dayMs - shanghaiOffsetMs
}

function countOf(day: BusinessDay): number {
  return countFromCivil(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)))
}

// Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant's days_from_civil).
function countFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function dayFromCount(count: number): BusinessDay {
  const z = count + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  const pad = (n: number, width: number) => String(n).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as BusinessDay
}
