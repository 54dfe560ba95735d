import { z } from 'zod'
import type { EntryStore } from '../storage/entryStore'
import type { LocalStore } from '../storage/localStore'
import type { TailCheckpoint } from './pullPage'
import { keepEntries, nextPage, type Tail, type TailHow, type TailOutcome } from './tail'

const checkpoint = z.object({
  epoch: z.string(),
  position: z.number(),
  mark: z.string().nullable().default(null),
})

/** The live tail for a log that is no RxDB collection: a practice desk, and every desk of a simulation. */
export class PlainTail implements Tail {
  private at: TailCheckpoint | undefined
  private stopped = false

  constructor(
    private readonly entries: EntryStore,
    private readonly local: LocalStore,
    private readonly how: TailHow,
    private readonly from?: TailCheckpoint,
  ) {}

  async look(): Promise<TailOutcome> {
    const kept = this.at ?? (await this.kept())
    for (let stored = kept; ; stored = this.at) {
      this.at = await this.how.goesOnFrom(stored)
      const next = await nextPage(this.how, this.at)
      if (next === 'not-stored' || 'ok' in next) return next
      if (this.stopped) return 'done'
      try {
        await keepEntries(this.entries, this.how, next.page)
        await this.local.writeSetting(this.key, { ...next.page.checkpoint })
      } catch {
        return 'not-stored'
      }
      this.at = next.page.checkpoint
      await this.how.landed(next.page)
      if (!next.more) return 'done'
    }
  }

  async stop(): Promise<void> {
    this.stopped = true
  }

  private get key(): string {
    return `centre-tail-${this.how.siteId}`
  }

  private async kept(): Promise<TailCheckpoint | undefined> {
    const kept = checkpoint.safeParse(await this.local.readSetting(this.key))
    return kept.success ? kept.data : this.from
  }
}
