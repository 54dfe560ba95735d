import type { SyncAmbient } from './syncAmbient'

export interface ErrandHow {
  readonly ambient: SyncAmbient
  readonly signal: AbortSignal
  /** Runs again after so long even if nobody asked, ms. */
  readonly everyMs: number
  /** Whatever has to be waited for before it may run. */
  ready(): Promise<void>
  /** 'again': it could not finish, and goes on as soon as it is ready. It rejects when the disk failed it. */
  run(): Promise<'done' | 'again'>
}

/** A disk that took nothing is tried again; what was asked for it in vain is asked for once more. */
const firstFailedMs = 5_000
const longestFailedMs = 60_000

/** Something to be done over and over, one at a time: when asked for, and every so often. */
export class Errand {
  private asked = true
  private idle = new AbortController()

  constructor(private readonly how: ErrandHow) {
    void this.loop()
  }

  /** Asked for while it runs, it runs once more. */
  ask(): void {
    this.asked = true
    this.idle.abort()
  }

  private async loop(): Promise<void> {
    const { ambient, signal, everyMs, ready, run } = this.how
    let failedMs = firstFailedMs
    while (!signal.aborted) {
      await ready()
      if (signal.aborted) return
      this.asked = false
      const outcome = await run().catch(() => 'failed' as const)
      if (outcome === 'failed') await ambient.wait(failedMs, signal)
      failedMs = outcome === 'failed' ? Math.min(failedMs * 2, longestFailedMs) : firstFailedMs
      if (outcome !== 'done' || this.asked) continue
      this.idle = new AbortController()
      await ambient.wait(everyMs, AbortSignal.any([signal, this.idle.signal]))
    }
  }
}
