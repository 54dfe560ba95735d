import { type BusinessDay, daysBetween, parseBusinessDay } from '../../kernel/businessDay'

/** A day typed as it is printed on goods; without a year, the one nearest to today. Undefined when it is no day. */
export function readTypedDay(text: string, today: BusinessDay): BusinessDay | undefined {
  const plain = text.normalize('NFKC').trim()
  const full = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/u.exec(plain)
  if (full) return dayOf(full[1] ?? '', full[2] ?? '', full[3] ?? '')
  const short = /^(\d{1,2})[-./月](\d{1,2})日?$/u.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain)
  if (!short) return undefined
  const year = Number(today.slice(0, 4))
  const near = [year - 1, year, year + 1]
    .flatMap((y) => dayOf(String(y), short[1] ?? '', short[2] ?? '') ?? [])
    .sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)))
  return near[0]
}

function dayOf(year: string, month: string, day: string): BusinessDay | undefined {
  return parseBusinessDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
