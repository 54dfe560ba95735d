import type { NotOk } from './centreClient'
import type { HistorySync } from './historySync'
import type { TailCheckpoint } from './pullPage'
import type { Tail, TailHow, TailOutcome } from './tail'

export interface FollowingParts {
  readonly how: TailHow
  readonly history: HistorySync | undefined
  openTail(how: TailHow, from: TailCheckpoint | undefined): Tail
  changed(): void
}

/** One feed of this desk: its folded beginning, the history behind that, and the live tail after it. */
export class FollowedFeed {
  private tail: Tail | undefined
  private stopped = false
  /** Has once had everything there was since this window opened. */
  caughtUp = false

  constructor(private readonly parts: FollowingParts) {}

  get historyProgress(): { readonly done: number; readonly total: number } | null {
    return this.parts.history?.progress ?? null
  }

  get hasHistoryToCome(): boolean {
    return this.tail !== undefined && this.historyProgress !== null
  }

  async look(): Promise<TailOutcome> {
    const { how, history, openTail } = this.parts
    if (!this.tail) {
      const from = await history?.begin(how.client)
      if (from && 'ok' in from) return from
      if (this.stopped) return 'done'
      this.tail = openTail(how, from)
      this.parts.changed()
    }
    const outcome = await this.tail.look()
    if (outcome === 'done' && !this.caughtUp) {
      this.caughtUp = true
      this.parts.changed()
    }
    return outcome
  }

  async fetchHistory(signal: AbortSignal): Promise<NotOk | undefined> {
    const { how, history, changed } = this.parts
    return this.hasHistoryToCome ? history?.fetch(how.client, changed, signal) : undefined
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.tail?.stop()
  }
}
