import type { Wording } from '../wording'
import type { sort as zh } from '../zh/sort'

export const sort = {
  title: 'Sort & pack',
} satisfies Wording<typeof zh>
