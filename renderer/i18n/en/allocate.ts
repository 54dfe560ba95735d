import type { Wording } from '../wording'
import type { allocate as zh } from '../zh/allocate'

export const allocate = {
  title: 'Check & allocate',
} satisfies Wording<typeof zh>
