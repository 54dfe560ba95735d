import type { Wording } from '../wording'
import type { today as zh } from '../zh/today'

export const today = {
  title: 'Today',
} satisfies Wording<typeof zh>
