import type { CatchingUp, FeedProgress } from './catchingUp'
import type { LinkView } from './linkView'
import { TimeLeft } from './timeLeft'

/** From so many on, the own queue is what one waits for. */
const longQueue = 200

interface Coming {
  readonly of: string
  readonly progress: FeedProgress
}

/** What is counted before the eyes of whoever waits. */
interface UnderWay {
  readonly progress: FeedProgress | null
  /** What that is, or the own queue; null where nothing moves. */
  readonly counted: string | null
  readonly left: number
}

/** What comes in of feeds that are far behind: what is live goes before the history. */
export function comingOf(
  live: CatchingUp,
  feeds: ReadonlyMap<string, { readonly historyProgress: FeedProgress | null }>,
): Coming | undefined {
  const [first] = live.shown
  if (first) return { of: `live ${first[0]}`, progress: first[1] }
  for (const [siteId, { historyProgress }] of feeds)
    if (historyProgress) return { of: `history ${siteId}`, progress: historyProgress }
  return undefined
}

/** A long queue comes in again as it is sent: that is no count of what comes in. @param due what waits to be sent */
export function underWayOf(way: LinkView['state'], due: number, coming: Coming | undefined): UnderWay {
  const progress = way === 'sending' && due > longQueue ? null : (coming?.progress ?? null)
  const isUnderWay = way === 'sending' || way === 'receiving'
  if (!isUnderWay) return { progress, counted: null, left: 0 }
  if (coming && progress) return { progress, counted: coming.of, left: progress.total - progress.done }
  return { progress, counted: 'queue', left: due }
}

/** What one waits for, and for how long still. */
export class WaitedFor {
  private readonly timeLeft = new TimeLeft()

  /** @param nowMs of a clock that runs steadily */
  at(nowMs: number, ...underWay: Parameters<typeof underWayOf>): Pick<LinkView, 'progress' | 'leftMs'> {
    const { progress, counted, left } = underWayOf(...underWay)
    return { progress, leftMs: this.timeLeft.of(counted, left, nowMs) }
  }
}
