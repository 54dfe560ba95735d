import type { SyncAmbient } from './syncAmbient'

const firstMs = 1_000
/** Not more than twenty-five seconds: a network that is back is noticed within thirty. */
const longestMs = 25_000

/** One for everything this desk asks of the centre: who is refused once is not asked five times over. */
export class Breaker {
  private readonly ambient: SyncAmbient
  private failures = 0
  private openAtMs = Number.NEGATIVE_INFINITY
  private lastFailedMs = Number.NEGATIVE_INFINITY
  private waiting = new AbortController()

  constructor(ambient: SyncAmbient) {
    this.ambient = ambient
  }

  /** Resolves when the centre may be asked again, or when the signal is aborted. */
  async whenOpen(signal: AbortSignal): Promise<void> {
    for (;;) {
      const leftMs = this.openAtMs - this.ambient.steadyMs()
      if (leftMs <= 0 || signal.aborted) return
      await this.ambient.wait(leftMs, AbortSignal.any([signal, this.waiting.signal]))
    }
  }

  succeeded(): void {
    this.failures = 0
    this.openAtMs = Number.NEGATIVE_INFINITY
  }

  /** @param startedMs when what failed was begun: several that were under way together fail once */
  failed(startedMs: number): void {
    if (startedMs < this.lastFailedMs) return
    this.lastFailedMs = this.ambient.steadyMs()
    this.failures += 1
    const cap = Math.min(longestMs, firstMs * 2 ** (this.failures - 1))
    this.openAtMs = this.lastFailedMs + this.ambient.chance() * cap
  }

  /** The centre said how long; a little more, so that not all desks come back in the same moment. */
  askedToWait(seconds: number): void {
    const ms = Math.min(seconds, 600) * 1000 * (1 + this.ambient.chance() / 2)
    this.openAtMs = Math.max(this.openAtMs, this.ambient.steadyMs() + ms)
  }

  /** The machine says that there is a network again, or a person asks. */
  tryNow(): void {
    this.openAtMs = Number.NEGATIVE_INFINITY
    this.waiting.abort()
    this.waiting = new AbortController()
  }
}
