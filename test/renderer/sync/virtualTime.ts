import type { SyncAmbient } from '../../../renderer/sync/syncAmbient'
import { aToken } from '../../builders/aToken'

/** Time that passes only when a test says so. */
export class VirtualTime {
  private passedMs = 0
  /** What the PC's clock shows beyond true time. */
  skewMs = 0
  private readonly waiting = new Set<{ readonly dueMs: number; readonly over: () => void }>()

  /** @param busy while it holds, something goes on that needs no time: none passes */
  constructor(
    private readonly startMs: number,
    private readonly busy: () => boolean = () => false,
  ) {}

  get trueMs(): number {
    return this.startMs + Math.floor(this.passedMs)
  }

  /** What a steady clock shows, ms. */
  get steadyMs(): number {
    return this.passedMs
  }

  /** Wakes whoever waited so long, in their order, letting each go on before the next. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.passedMs + ms
    for (;;) {
      do await settled()
      while (this.busy())
      const [next] = [...this.waiting].sort((a, b) => a.dueMs - b.dueMs)
      if (!next || next.dueMs > untilMs) break
      this.passedMs = Math.max(this.passedMs, next.dueMs)
      next.over()
    }
    this.passedMs = untilMs
    await settled()
  }

  /** @param chance always the same, so that waits are known */
  ambient(fetch: SyncAmbient['fetch'], chance = 0.5): SyncAmbient {
    return {
      nowMs: () => this.trueMs + this.skewMs,
      steadyMs: () => this.passedMs,
      chance: () => chance,
      newToken: aToken,
      fetch,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) {
            resolve()
            return
          }
          const one = {
            dueMs: this.passedMs + ms,
            over: () => {
              this.waiting.delete(one)
              signal?.removeEventListener('abort', one.over)
              resolve()
            },
          }
          this.waiting.add(one)
          signal?.addEventListener('abort', one.over)
        }),
    }
  }
}

/** Lets everything that can go on without time go on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
