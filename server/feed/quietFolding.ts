import { faultOf, type Log } from '../log'

/** A feed is folded when nobody has written into it for this long … */
const quietMs = 5_000
/** … or when somebody has been writing into it for this long. */
const patienceMs = 60_000
/** Rest after a fold, in times of what it took: however many feeds there are, most of the machine is the desks'. */
const restTimes = 4

interface Waiting {
  readonly sinceMs: number
  readonly noticedAtMs: number
}

/** Keeps up to date what is folded of every feed: one feed at a time, and when its desks are not pushing. */
export class QuietFolding {
  private readonly waiting = new Map<string, Waiting>()
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(
    private readonly fold: (siteId: string) => Promise<void>,
    private readonly nowMs: () => number,
    private readonly log: Log,
  ) {}

  /** Says that a feed has come further than what is folded of it. */
  noticed(siteId: string): void {
    if (this.stopped) return
    const nowMs = this.nowMs()
    const sinceMs = this.waiting.get(siteId)?.sinceMs ?? nowMs
    this.waiting.set(siteId, { sinceMs, noticedAtMs: nowMs })
    this.lookIn(quietMs)
  }

  /** Waits for the fold that runs, but no longer than this: what was not kept is folded again. */
  async stop(patienceMs: number): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    let late: NodeJS.Timeout | undefined
    const tooLate = new Promise<void>((resolve) => {
      late = setTimeout(resolve, patienceMs)
    })
    await Promise.race([this.working, tooLate])
    clearTimeout(late)
  }

  private lookIn(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.working = this.foldOne().then((tookMs) => {
        this.timer = undefined
        if (this.waiting.size > 0 && !this.stopped)
          this.lookIn(tookMs === null ? quietMs : tookMs * restTimes)
      })
    }, ms)
    this.timer.unref()
  }

  /** @returns ms it worked; null where no feed is due */
  private async foldOne(): Promise<number | null> {
    const nowMs = this.nowMs()
    const due = [...this.waiting].find(
      ([, { sinceMs, noticedAtMs }]) => nowMs - noticedAtMs >= quietMs || nowMs - sinceMs >= patienceMs,
    )
    if (!due || this.stopped) return null
    const [siteId] = due
    this.waiting.delete(siteId)
    try {
      await this.fold(siteId)
    } catch (error) {
      this.log('warn', 'not-folded', { site: siteId, ...faultOf(error) })
    }
    return this.nowMs() - nowMs
  }
}
