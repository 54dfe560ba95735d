import { z } from 'zod'
import { isWellFormed } from '../kernel/wellFormed'

/** What PostgreSQL takes as text. */
export const isStorable = (text: string): boolean => isWellFormed(text) && !text.includes('\u0000')

export const name = z.string().min(1).max(120).refine(isStorable, 'not text')
