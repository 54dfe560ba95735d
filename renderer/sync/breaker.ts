import type { SyncAmbient } from './syncAmbient'

const firstMs = 1_000
/** With the time a request may hang, a network that is back is noticed within thirty seconds. */
const longestMs = 15_000
const spreadMs = 1_000

/** One for everything this desk asks of the centre: who is refused once is not asked five times over. */
export class Breaker {
  private readonly ambient: SyncAmbient
  private failures = 0
  private openAtMs = Number.NEGATIVE_INFINITY
  /** What the centre asked for is not undone by an answer to something else. */
  private toldAtMs = Number.NEGATIVE_INFINITY
  private lastFailedMs = Number.NEGATIVE_INFINITY
  private waiting = new AbortController()

  constructor(ambient: SyncAmbient) {
    this.ambient = ambient
  }

  /** Resolves when the centre may be asked again, or when the signal is aborted. */
  async whenOpen(signal: AbortSignal): Promise<void> {
    for (;;) {
      const leftMs = Math.max(this.openAtMs, this.toldAtMs) - this.ambient.steadyMs()
      if (leftMs <= 0 || signal.aborted) return
      await this.ambient.wait(leftMs, AbortSignal.any([signal, this.waiting.signal]))
    }
  }

  succeeded(): void {
    if (this.failures === 0) return
    this.failures = 0
    this.openAtMs = Number.NEGATIVE_INFINITY
    this.lookAgain()
  }

  /** @param startedMs when what failed was begun: several that were under way together fail once */
  failed(startedMs: number): void {
    if (startedMs < this.lastFailedMs) return
    this.lastFailedMs = this.ambient.steadyMs()
    this.failures += 1
    const cap = Math.min(longestMs, firstMs * 2 ** (this.failures - 1))
    this.openAtMs = this.lastFailedMs + this.ambient.chance() * cap
  }

  /**
   * The centre said how long; up to a second more, for it says whole ones and not all desks may come in the same
   * moment. Not in parts of the wait: whoever waits for a minute has a turn that is kept for him.
   */
  askedToWait(seconds: number): void {
    const ms = Math.min(seconds, 600) * 1000 + this.ambient.chance() * spreadMs
    this.toldAtMs = Math.max(this.toldAtMs, this.ambient.steadyMs() + ms)
  }

  /** The machine says that there is a network again, or a person asks. */
  tryNow(): void {
    this.openAtMs = Number.NEGATIVE_INFINITY
    this.lookAgain()
  }

  private lookAgain(): void {
    this.waiting.abort()
    this.waiting = new AbortController()
  }
}
