import type { MiddlewareHandler } from 'hono'
import { pushBytes } from '../../shared/contract/sync'
import type { CentreContext, CentreEnv } from './answer'
import { announcedBytes, readBody } from './body'
import type { Parts } from './parts'
import { Refusal } from './refusal'

export interface GateSize {
  /** What is counted under this name. */
  readonly name: string
  /** Worked on at once. More would only wait for one another. */
  readonly inside: number
  /** How long one takes, before any has been seen, ms. */
  readonly guessMs: number
}

/** Nobody is let in who would stand in line for longer: they are told a moment to come again instead. */
const longestLineMs = 1_000
/** In line at most, and those that are about to be: each holds its body in memory. */
const longestLine = 64
const longestWaitS = 60
/** Whoever still sends after so long is on a slow line, and will come when nobody can say: it has no place in line yet. */
const promptMs = 1_000
/** Of all that are sending, in line or inside: what they hold, or may come to hold. */
const mostBodyBytes = 16 * pushBytes

/** Admitted, and not yet at its end. */
interface Admitted {
  /** While it sends what it has to say: since when. */
  sendingSinceMs: number | null
  readonly bytes: number
}

/**
 * After an outage every desk comes at once: a few are let in, a few stand in line so that nobody inside is ever idle,
 * and each of the others is told a moment of its own to come again, as far apart as requests take.
 */
export class Gate {
  private inside = 0
  private readonly admitted = new Map<CentreContext, Admitted>()
  private readonly line: (() => void)[] = []
  private meanMs: number
  private lastTurnMs = 0

  constructor(
    private readonly parts: Parts,
    private readonly size: GateSize,
  ) {
    this.meanMs = size.guessMs
    parts.metrics.gauge(`${size.name}_inside`, () => this.inside)
    parts.metrics.gauge(`${size.name}_in_line`, () => this.line.length)
    parts.metrics.gauge(`${size.name}_sending`, () => this.sending().length)
  }

  /** Before anything is asked of the database: who finds the line full costs next to nothing. */
  get admit(): MiddlewareHandler<CentreEnv> {
    return async (c, next) => {
      const bytes = announcedBytes(c)
      if (this.isFull || !this.hasRoomFor(bytes)) {
        const againS = this.nextTurnS()
        this.parts.crowded(againS * 1000)
        throw new Refusal('busy', {}, againS)
      }
      this.admitted.set(c, { sendingSinceMs: this.parts.nowMs(), bytes })
      const release = () => this.admitted.delete(c)
      c.set('release', release)
      try {
        await next()
      } finally {
        release()
      }
    }
  }

  /**
   * Once it is known who asks. What a request has to say is read before its turn: a desk on a slow line holds up
   * nobody, and once all of it has come is not sent away any more.
   */
  get enter(): MiddlewareHandler<CentreEnv> {
    return async (c, next) => {
      if (c.req.method !== 'GET') c.set('body', await readBody(c))
      const admitted = this.admitted.get(c)
      if (admitted) admitted.sendingSinceMs = null
      await this.myTurn()
      const began = this.parts.nowMs()
      try {
        await next()
      } finally {
        this.meanMs += (Math.max(1, this.parts.nowMs() - began) - this.meanMs) / 10
        this.leave()
      }
    }
  }

  /** How far apart turns are, ms. */
  private get apartMs(): number {
    return this.meanMs / this.size.inside
  }

  private get isFull(): boolean {
    const nowMs = this.parts.nowMs()
    const ahead =
      this.line.length + this.sending().filter((since) => Math.abs(nowMs - since) < promptMs).length
    if (ahead >= longestLine) return true
    return this.inside + ahead >= this.size.inside && ahead * this.apartMs > longestLineMs
  }

  /** Since when, of each that has not yet said all it has to say. */
  private sending(): number[] {
    return [...this.admitted.values()].flatMap(({ sendingSinceMs: since }) => (since === null ? [] : [since]))
  }

  private hasRoomFor(bytes: number): boolean {
    let held = bytes
    for (const one of this.admitted.values()) held += one.bytes
    return held <= mostBodyBytes
  }

  private async myTurn(): Promise<void> {
    if (this.inside < this.size.inside) this.inside += 1
    // Whoever leaves hands its place over.
    else await new Promise<void>((resolve) => this.line.push(resolve))
  }

  private leave(): void {
    const first = this.line.shift()
    if (first) first()
    else this.inside -= 1
  }

  private nextTurnS(): number {
    const nowMs = this.parts.nowMs()
    const lineMs = this.line.length * this.apartMs
    const longestMs = longestWaitS * 1000
    // A clock that was set back must not keep them away for longer.
    const isStale = this.lastTurnMs > nowMs + 2 * longestMs
    const from = isStale ? nowMs : Math.max(nowMs + lineMs, this.lastTurnMs)
    this.lastTurnMs = Math.min(from + this.apartMs, nowMs + longestMs)
    return Math.max(1, Math.ceil((this.lastTurnMs - nowMs) / 1000))
  }
}
