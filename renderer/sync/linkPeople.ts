import type { MeAnswer } from '../../shared/contract/sync'
import type { Identity } from '../../shared/domain/identity'
import type { LinkParts } from './linkParts'
import type { LostEdit } from './peopleBook'
import type { PeopleSync } from './peopleSync'

/** The people of all sites of a desk: where its feeds are, and what is left of them where a feed was taken away. */
export class LinkPeople {
  private readonly sites = new Map<string, PeopleSync>()

  private constructor(private readonly parts: LinkParts) {}

  static async open(parts: LinkParts): Promise<LinkPeople> {
    const people = new LinkPeople(parts)
    const followed = parts.enrolment.feeds.map(({ siteId }) => siteId)
    for (const siteId of [...followed, ...parts.desk.takenAway()]) await people.at(siteId)
    return people
  }

  /** Opened once, also for a feed that goes and comes back: two would write over each other's notes. */
  async at(siteId: string): Promise<PeopleSync> {
    const opened = this.sites.get(siteId) ?? (await this.parts.openPeople(siteId))
    this.sites.set(siteId, opened)
    return opened
  }

  of(siteId: string): PeopleSync {
    const opened = this.sites.get(siteId)
    if (!opened) throw new Error(`the people of site ${siteId} are not open`)
    return opened
  }

  /** What this desk had of people when the centre had something else. */
  get lost(): readonly LostEdit[] {
    return [...this.sites.values()].flatMap(({ lost }) => lost)
  }

  /** People the centre could not read, as they are here. */
  get refused(): readonly Identity[] {
    return [...this.sites.values()].flatMap(({ refused }) => refused)
  }

  async dismissLost(lost: LostEdit): Promise<void> {
    for (const people of this.sites.values()) await people.dismissLost(lost)
  }

  /** When each edit was made that has still to be sent, ms since 1970 UTC; and how many wait for their feed to come back. */
  unsent(isFollowed: (siteId: string) => boolean): {
    readonly sinceMs: readonly number[]
    readonly held: number
  } {
    const sites = [...this.sites].map(([siteId, { unsentSinceMs }]) => ({ siteId, unsentSinceMs }))
    const held = sites.filter(({ siteId }) => !isFollowed(siteId))
    return {
      sinceMs: sites.filter(({ siteId }) => isFollowed(siteId)).flatMap(({ unsentSinceMs }) => unsentSinceMs),
      held: held.reduce((sum, { unsentSinceMs }) => sum + unsentSinceMs.length, 0),
    }
  }

  /**
   * Lets go of the people of feeds that are not this desk's any more, by the centre's own word: one that merely names
   * them no more may be an older one, which has lost that they were.
   * @param epoch in which it says so
   */
  async letGo(epoch: string, former: MeAnswer['formerFeeds']): Promise<void> {
    // What a disk that failed has still of them is tried again whenever the centre says so again.
    for (const { siteId, identities } of former)
      await this.sites
        .get(siteId)
        ?.letGo({ epoch, head: identities })
        .catch(() => undefined)
  }
}
