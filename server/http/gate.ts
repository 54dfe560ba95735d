import type { MiddlewareHandler } from 'hono'
import type { CentreEnv } from './answer'
import type { Parts } from './parts'
import { Refusal } from './refusal'

/** Pushes worked on at once. More would only wait for one another, with their bodies in memory. */
const mostInside = 8
const firstGuessMs = 300
const longestWaitS = 60

/**
 * After an outage every desk comes at once: a few are let in, and each of the others is told a moment of its own to
 * come again, as far apart as pushes take.
 */
export class Gate {
  private inside = 0
  private meanMs = firstGuessMs
  private lastTurnMs = 0

  constructor(private readonly parts: Parts) {
    parts.metrics.gauge('pushes_inside', () => this.inside)
  }

  /** Before anything is asked of the database: who finds it full costs next to nothing. */
  get turnAway(): MiddlewareHandler<CentreEnv> {
    return async (c, next) => {
      if (c.req.method === 'POST' && this.inside >= mostInside)
        throw new Refusal('busy', {}, this.nextTurnS())
      await next()
    }
  }

  /** Once it is known who pushes. */
  get enter(): MiddlewareHandler<CentreEnv> {
    return async (_c, next) => {
      if (this.inside >= mostInside) throw new Refusal('busy', {}, this.nextTurnS())
      this.inside += 1
      const began = this.parts.nowMs()
      try {
        await next()
      } finally {
        this.inside -= 1
        this.meanMs += (Math.max(0, this.parts.nowMs() - began) - this.meanMs) / 10
      }
    }
  }

  private nextTurnS(): number {
    const nowMs = this.parts.nowMs()
    const isStale = this.lastTurnMs > nowMs + longestWaitS * 1000
    const from = isStale ? nowMs : Math.max(nowMs, this.lastTurnMs)
    this.lastTurnMs = from + this.meanMs / mostInside
    return Math.max(1, Math.ceil((this.lastTurnMs - nowMs) / 1000))
  }
}
