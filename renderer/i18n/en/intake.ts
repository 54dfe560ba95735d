import type { Wording } from '../wording'
import type { intake as zh } from '../zh/intake'

export const intake = {
  title: 'Intake',
} satisfies Wording<typeof zh>
