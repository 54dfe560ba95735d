import type { Wording } from '../wording'
import type { shelve as zh } from '../zh/shelve'

export const shelve = {
  title: 'Shelve',
} satisfies Wording<typeof zh>
