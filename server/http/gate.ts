import type { MiddlewareHandler } from 'hono'
import type { CentreEnv } from './answer'
import type { Parts } from './parts'
import { Refusal } from './refusal'

/** Pushes worked on at once. More would only wait for one another, with their bodies in memory. */
const mostInside = 16
/** Who finds it full comes again within this time, not all at the same moment. */
const spreadS = 8

/** After an outage every desk comes at once: a few are let in, and the others are told when to come again. */
export function gate({ randomBytes, metrics }: Parts): MiddlewareHandler<CentreEnv> {
  let inside = 0
  metrics.gauge('pushes_inside', () => inside)
  return async (_c, next) => {
    if (inside >= mostInside) {
      const [chance = 0] = randomBytes(1)
      throw new Refusal('busy', {}, 1 + Math.floor((chance / 256) * spreadS))
    }
    inside += 1
    try {
      await next()
    } finally {
      inside -= 1
    }
  }
}
