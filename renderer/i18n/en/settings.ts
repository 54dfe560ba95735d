import type { Wording } from '../wording'
import type { settings as zh } from '../zh/settings'

export const settings = {
  title: 'Settings',
} satisfies Wording<typeof zh>
