import { type BusinessDay, parseBusinessDay } from '../../kernel/businessDay'

/**
 * YYMMDD as GS1 writes it: day 00 is the last day of the month; the century is the one that brings the year
 * within 50 of `currentYear` (General Specifications 7.12). Undefined for a day no calendar has.
 */
export function parseGs1Date(yymmdd: string, currentYear: number): BusinessDay | undefined {
  if (!/^\d{6}$/.test(yymmdd)) return undefined
  const year = fullYear(Number(yymmdd.slice(0, 2)), currentYear)
  const month = Number(yymmdd.slice(2, 4))
  const day = Number(yymmdd.slice(4, 6))
  if (month < 1 || month > 12) return undefined
  return day === 0 ? lastOf(year, month) : dayOf(year, month, day)
}

function fullYear(twoDigits: number, currentYear: number): number {
  const century = currentYear - (currentYear % 100)
  const ahead = twoDigits - (currentYear % 100)
  if (ahead >= 51) return century - 100 + twoDigits
  return ahead <= -50 ? century + 100 + twoDigits : century + twoDigits
}

function dayOf(year: number, month: number, day: number): BusinessDay | undefined {
  return parseBusinessDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

function lastOf(year: number, month: number): BusinessDay | undefined {
  return [31, 30, 29, 28].map((day) => dayOf(year, month, day)).find((day) => day !== undefined)
}
