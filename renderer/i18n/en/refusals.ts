import type { Wording } from '../wording'
import type { refusals as zh } from '../zh/refusals'

export const refusals = {
  title: 'Not possible',
} satisfies Wording<typeof zh>
