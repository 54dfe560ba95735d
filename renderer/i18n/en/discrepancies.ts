import type { Wording } from '../wording'
import type { discrepancies as zh } from '../zh/discrepancies'

export const discrepancies = {
  title: 'Discrepancies',
} satisfies Wording<typeof zh>
