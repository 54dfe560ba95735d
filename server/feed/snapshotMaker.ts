import type { Log } from '../log'
import type { FeedBooks } from './feedBook'
import { makeSnapshot } from './makeSnapshot'

/** Entries a feed must have gained for a new snapshot to be worth its while. */
const worthFolding = 2048

/** Keeps a recent snapshot of every feed, one feed at a time and behind the requests. */
export class SnapshotMaker {
  private readonly madeAt = new Map<string, number>()
  private readonly waiting = new Set<string>()
  private working: Promise<void> | undefined
  private stopped = false

  constructor(
    private readonly books: FeedBooks,
    private readonly log: Log,
  ) {}

  /** Says how far a feed has come. */
  noticed(siteId: string, head: number): void {
    if (head - (this.madeAt.get(siteId) ?? 0) < worthFolding || this.stopped) return
    this.waiting.add(siteId)
    this.working ??= this.work().finally(() => {
      this.working = undefined
    })
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.waiting.clear()
    await this.working
  }

  private async work(): Promise<void> {
    for (let [siteId] = this.waiting; siteId !== undefined; [siteId] = this.waiting) {
      this.waiting.delete(siteId)
      try {
        this.madeAt.set(siteId, await makeSnapshot(this.books, siteId, nextTurn))
      } catch (error) {
        const what = error instanceof Error ? error.message : 'unknown'
        this.log('warn', 'no-snapshot', { site: siteId, what })
      }
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
