import type { Wording } from '../wording'
import type { sounds as zh } from '../zh/sounds'

export const sounds = {
  title: 'Sounds',
} satisfies Wording<typeof zh>
