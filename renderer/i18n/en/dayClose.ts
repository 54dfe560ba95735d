import type { Wording } from '../wording'
import type { dayClose as zh } from '../zh/dayClose'

export const dayClose = {
  title: 'Day close',
} satisfies Wording<typeof zh>
