import type { IconName } from './Icon'

/** What a state means. Always shown as colour, icon and words together. */
export type Tone = 'ok' | 'attention' | 'stop' | 'info' | 'quiet'

export const toneIcon: Record<Tone, IconName> = {
  ok: 'check',
  attention: 'alert',
  stop: 'stop',
  info: 'info',
  quiet: 'dot',
}

/** Joins the class names that apply. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
