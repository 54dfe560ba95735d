import type { Wording } from '../wording'
import type { handover as zh } from '../zh/handover'

export const handover = {
  title: 'Hand over',
} satisfies Wording<typeof zh>
