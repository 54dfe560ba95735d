import { z } from 'zod'
import { isIdText, maxDeviceIdLength, maxIdLength } from '../kernel/ids'
import { isWellFormed } from '../kernel/wellFormed'

/** What PostgreSQL takes as text. */
export const isStorable = (text: string): boolean => isWellFormed(text) && !text.includes('\u0000')

export const name = z.string().min(1).max(120).refine(isStorable, 'not text')

/** The pattern says in the description what `isIdText` asks. */
export const id = z
  .string()
  .min(1)
  .max(maxIdLength)
  .refine((text) => isIdText(text) && isWellFormed(text), 'not an id')
  .meta({ pattern: '^[^\\u0000-\\u001f\\u007f]+$' })

export const deviceId = id
  .max(maxDeviceIdLength)
  .refine((text) => !text.includes(':'), 'a device id has no colon')
  .meta({ pattern: '^[^:\\u0000-\\u001f\\u007f]+$' })
