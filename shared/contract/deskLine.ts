import { z } from 'zod'
import { name } from './text'

/** A desk by its counter. One that is let in no more is named all the same: what it wrote stays. */
export const deskLine = z.object({
  deviceId: z.string(),
  name,
  siteId: z.string(),
  siteName: name,
  removed: z.boolean(),
})
export type DeskLine = z.infer<typeof deskLine>

/** PUT /v1/me: what this desk is called from now on; the answer is what it is called. */
export const deskName = z.object({ name })
