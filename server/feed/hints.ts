/** That a feed has come so far, at least: never what is in it. A 0 says nothing. */
export interface Hint {
  readonly siteId: string
  readonly head: number
  readonly identities: number
}

/** Both in one. */
export function joined(a: Hint | undefined, b: Hint): Hint {
  if (!a) return b
  return {
    siteId: b.siteId,
    head: Math.max(a.head, b.head),
    identities: Math.max(a.identities, b.identities),
  }
}

export interface Follower {
  /** Feeds whose hints it wants. */
  readonly siteIds: ReadonlySet<string>
  readonly deviceId: string
  more(hint: Hint): void
  /** Hints may have been missed: look at every feed. */
  stale(): void
  /** Something about the device itself was changed. */
  changed(): void
  /** The centre stops. */
  closed(): void
}

/** Streams of one device at one copy. */
export const mostOfADevice = 8

/** Who wants to hear of which feed, in this copy of the centre. */
export class Hints {
  private readonly followers = new Set<Follower>()

  get size(): number {
    return this.followers.size
  }

  follow(follower: Follower): () => void {
    // A desk has one, and for a while those that a proxy keeps open behind it: the oldest goes.
    const others = [...this.followers].filter(({ deviceId }) => deviceId === follower.deviceId)
    for (const oldest of others.slice(0, Math.max(0, others.length + 1 - mostOfADevice))) oldest.closed()
    this.followers.add(follower)
    return () => this.followers.delete(follower)
  }

  tell(hint: Hint): void {
    for (const follower of this.followers) if (follower.siteIds.has(hint.siteId)) follower.more(hint)
  }

  stale(): void {
    for (const follower of this.followers) follower.stale()
  }

  deviceChanged(deviceId: string): void {
    for (const follower of this.followers) if (follower.deviceId === deviceId) follower.changed()
  }

  close(): void {
    for (const follower of this.followers) follower.closed()
  }
}
