import type { Wording } from '../wording'
import type { balance as zh } from '../zh/balance'

export const balance = {
  title: 'Balance',
} satisfies Wording<typeof zh>
