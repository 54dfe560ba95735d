import { Refusal } from './refusal'

export interface Rate {
  /** Requests in one go. */
  readonly burst: number
  /** Requests a second that come back. */
  readonly perSecond: number
}

interface Bucket {
  left: number
  atMs: number
}

const mostBuckets = 50_000

/** Token buckets by whoever asks; in the memory of this copy. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>()

  constructor(
    private readonly rate: Rate,
    private readonly nowMs: () => number,
  ) {}

  /** @throws Refusal `slow-down`, with the seconds after which it is worth asking again */
  take(who: string): void {
    const bucket = this.refilled(who)
    if (bucket.left < 1)
      throw new Refusal('slow-down', {}, Math.max(1, Math.ceil((1 - bucket.left) / this.rate.perSecond)))
    bucket.left -= 1
  }

  private refilled(who: string): Bucket {
    const { burst, perSecond } = this.rate
    const nowMs = this.nowMs()
    const known = this.buckets.get(who) ?? { left: burst, atMs: nowMs }
    // A clock that was set back gives nothing and takes nothing.
    known.left = Math.min(burst, known.left + (Math.max(0, nowMs - known.atMs) / 1000) * perSecond)
    known.atMs = nowMs
    this.buckets.delete(who)
    this.buckets.set(who, known)
    // The one not seen for longest is full again anyway.
    const [oldest] = this.buckets.keys()
    if (this.buckets.size > mostBuckets && oldest !== undefined) this.buckets.delete(oldest)
    return known
  }
}
