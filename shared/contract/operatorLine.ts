import { z } from 'zod'
import { id } from './text'

/** Who may be chosen at the desks of the site, and, removed, whose name stands under old entries. */
export const operatorLine = z.object({
  operatorId: id,
  name: z.string().min(1).max(120),
  /** One of `shared/domain/operator/roles`; one that the desk does not know bars nothing there. */
  role: z.string().max(40),
  removed: z.boolean(),
})
export type OperatorLine = z.infer<typeof operatorLine>
