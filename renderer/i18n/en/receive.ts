import type { Wording } from '../wording'
import type { receive as zh } from '../zh/receive'

export const receive = {
  title: 'Receive',
} satisfies Wording<typeof zh>
