import type { Log } from '../log'

/** Entries a feed must have gained for a new snapshot to be worth its while. */
const worthFolding = 2048
/** A feed is folded when nobody has written into it for this long … */
const quietMs = 5_000
/** … or when it has gained so much that a new desk would wait for it. */
const pressing = 8 * worthFolding

interface Waiting {
  head: number
  noticedAtMs: number
}

/** Keeps a recent snapshot of every feed: one feed at a time, and when its desks are not pushing. */
export class SnapshotMaker {
  private readonly madeAt = new Map<string, number>()
  private readonly waiting = new Map<string, Waiting>()
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(
    /** Folds the feed, keeps the snapshot, answers with its position. */
    private readonly make: (siteId: string) => Promise<number>,
    private readonly nowMs: () => number,
    private readonly log: Log,
  ) {}

  /** Says how far a feed has come. */
  noticed(siteId: string, head: number): void {
    if (head - (this.madeAt.get(siteId) ?? 0) < worthFolding || this.stopped) return
    this.waiting.set(siteId, { head, noticedAtMs: this.nowMs() })
    this.timer ??= setTimeout(() => this.look(), quietMs)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.working
  }

  private look(): void {
    this.timer = undefined
    this.working = this.foldDue().finally(() => {
      if (this.waiting.size === 0 || this.stopped) return
      this.timer ??= setTimeout(() => this.look(), quietMs)
      this.timer.unref()
    })
  }

  private async foldDue(): Promise<void> {
    for (const [siteId, { head, noticedAtMs }] of [...this.waiting]) {
      const isQuiet = this.nowMs() - noticedAtMs >= quietMs
      const isPressing = head - (this.madeAt.get(siteId) ?? 0) >= pressing
      if (this.stopped || !(isQuiet || isPressing)) continue
      this.waiting.delete(siteId)
      try {
        this.madeAt.set(siteId, await this.make(siteId))
      } catch (error) {
        const what = error instanceof Error ? error.message : 'unknown'
        this.log('warn', 'no-snapshot', { site: siteId, what })
      }
    }
  }
}
