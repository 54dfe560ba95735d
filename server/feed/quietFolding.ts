import { faultOf, type Log } from '../log'

/** A feed is folded when nobody has written into it for this long … */
const quietMs = 5_000
/** … or when somebody has been writing into it for this long. */
const patienceMs = 60_000
/** Nothing is folded until the desks that were told to come again have been in, and for this long after; … */
const afterCrowdMs = 5_000
/** The furthest ahead that desks are told to come, with some to spare: a clock that was set back must not prolong it. */
const longestCrowdMs = 120_000
/** … but a feed that has waited for this long is, for the crowd may have come to stay. */
const crowdPatienceMs = 600_000
/** Rest after a fold, in times of what it took: however many feeds there are, most of the machine is the desks'. */
const restTimes = 4
/** What could not be folded is tried again after this long, as where the database was away for a moment, … */
const firstRetryMs = 10_000
/** … twice as long each time, up to this: a feed that can never be folded must not take the machine from the desks. */
const longestRetryMs = 300_000

interface Waiting {
  readonly sinceMs: number
  readonly noticedAtMs: number
  /** How often it failed since it was folded last. */
  readonly failures: number
  /** Not tried before. */
  readonly retryAtMs: number
}

/**
 * Keeps up to date what is folded of every feed: one feed at a time, and when its desks are not pushing. What desks
 * have to say comes first: when more come than are let in, the fold that runs is given up, and begun again later.
 */
export class QuietFolding {
  private readonly waiting = new Map<string, Waiting>()
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private stopped = false
  private crowdedUntilMs = Number.NEGATIVE_INFINITY
  private running: { readonly sinceMs: number; readonly gaveWay: AbortController } | undefined

  constructor(
    /** Rejects soon once the signal says so; what it had kept until then may stay. */
    private readonly fold: (siteId: string, signal: AbortSignal) => Promise<void>,
    private readonly nowMs: () => number,
    private readonly log: Log,
  ) {}

  /** Says that a feed has come further than what is folded of it. */
  noticed(siteId: string): void {
    if (this.stopped) return
    const nowMs = this.nowMs()
    const isNew = { sinceMs: nowMs, failures: 0, retryAtMs: nowMs }
    this.waiting.set(siteId, { ...isNew, ...this.waiting.get(siteId), noticedAtMs: nowMs })
    this.lookIn(quietMs)
  }

  /** Says that a desk was told to come again after so long. */
  crowded(forMs: number): void {
    const untilMs = this.nowMs() + forMs + afterCrowdMs
    const isStale = this.crowdedUntilMs > this.nowMs() + longestCrowdMs
    this.crowdedUntilMs = isStale ? untilMs : Math.max(this.crowdedUntilMs, untilMs)
    if (this.running && this.givesWay(this.running.sinceMs)) this.running.gaveWay.abort()
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
      ([, { sinceMs, noticedAtMs, retryAtMs }]) =>
        (nowMs - noticedAtMs >= quietMs || nowMs - sinceMs >= patienceMs) &&
        nowMs >= retryAtMs &&
        !this.givesWay(sinceMs),
    )
    if (!due || this.stopped) return null
    const [siteId, waited] = due
    const { sinceMs } = waited
    this.waiting.delete(siteId)
    const gaveWay = new AbortController()
    this.running = { sinceMs, gaveWay }
    try {
      await this.fold(siteId, gaveWay.signal)
    } catch (error) {
      const isFault = !gaveWay.signal.aborted
      if (isFault) this.log('warn', 'not-folded', { site: siteId, ...faultOf(error) })
      const { noticedAtMs } = this.waiting.get(siteId) ?? waited
      this.waiting.set(siteId, { ...(isFault ? this.failed(waited) : waited), noticedAtMs })
    } finally {
      this.running = undefined
    }
    return this.nowMs() - nowMs
  }

  /** It has had its turn: in a crowd it waits as if it came now. */
  private failed({ noticedAtMs, failures }: Waiting): Waiting {
    const nowMs = this.nowMs()
    const restMs = Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
    return { sinceMs: nowMs, noticedAtMs, failures: failures + 1, retryAtMs: nowMs + restMs }
  }

  /** Whether a feed that waits since then waits on, for there is a crowd. */
  private givesWay(sinceMs: number): boolean {
    const nowMs = this.nowMs()
    const leftMs = this.crowdedUntilMs - nowMs
    return leftMs > 0 && leftMs < longestCrowdMs && nowMs - sinceMs < crowdPatienceMs
  }
}
