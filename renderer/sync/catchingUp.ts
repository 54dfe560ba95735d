/** A feed further behind than this shows how far it has come. */
const worthProgress = 400

export interface FeedProgress {
  readonly done: number
  readonly total: number
}

/** How far the feeds have come that are far behind; one that is shown is shown to its end. */
export class CatchingUp {
  private readonly feeds = new Map<string, FeedProgress>()

  /** By site. */
  get shown(): readonly (readonly [string, FeedProgress])[] {
    return [...this.feeds]
  }

  /** @returns whether there is something else to show than before */
  at(siteId: string, done: number, total: number): boolean {
    const isShown = this.feeds.has(siteId)
    if (total - done > (isShown ? 0 : worthProgress)) this.feeds.set(siteId, { done, total })
    else if (isShown) this.feeds.delete(siteId)
    else return false
    return true
  }

  /** The feed is not followed any more. */
  delete(siteId: string): void {
    this.feeds.delete(siteId)
  }
}
