import type { Language, Translate } from './index'

const zone = 'Asia/Shanghai'

/** Hours and minutes at the point, '14:05'. */
export function clockTime(ms: number, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: zone,
  }).format(ms)
}

/** A business day ('2025-06-18') as people say it: '6月18日', 'Jun 18'. */
export function dayText(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: zone }).format(
    Date.parse(`${day}T12:00:00+08:00`),
  )
}

/** How long ago or how long still, in the one unit that says enough. */
export function ageText(ms: number, t: Translate): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return t('words.age.now')
  if (minutes < 60) return t('words.age.minutes', { n: minutes })
  if (minutes < 48 * 60) return t('words.age.hours', { n: Math.floor(minutes / 60) })
  return t('words.age.days', { n: Math.floor(minutes / (24 * 60)) })
}

/** How long ago, said as such: '12 分钟前', '12 min ago'. */
export function agoText(ms: number, t: Translate): string {
  return ms < 60_000 ? t('words.age.now') : t('words.age.ago', { age: ageText(ms, t) })
}

/** How long something will probably still take. */
export function leftText(ms: number, t: Translate): string {
  if (ms <= 60_000) return t('words.progress.soon')
  return t('words.progress.left', { age: ageText(Math.ceil(ms / 60_000) * 60_000, t) })
}

/** 'A-2 ×2、F-1', 'A-2 ×2, F-1'. */
export function listText(parts: readonly string[], t: Translate): string {
  return parts.join(t('words.joint.list'))
}

/** Sentences one after the other, each but the last with the stop of the language, whether it brought one or not. */
export function sentencesText(sentences: readonly string[], t: Translate): string {
  const said = sentences.filter((one) => one !== '')
  const open = said.slice(0, -1).map((one) => one.replace(/[.。]$/, ''))
  return [...open, ...said.slice(-1)].join(t('words.joint.sentence'))
}

/** 1234567 → '1,234,567' in both languages. */
export function countText(n: number): string {
  return new Intl.NumberFormat('en').format(n)
}
