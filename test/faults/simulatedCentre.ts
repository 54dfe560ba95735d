import type { FeedBook } from '../../server/feed/feedBook'
import { makeSnapshot } from '../../server/feed/makeSnapshot'
import type { IdentityOnWire } from '../../shared/contract/people'
import { pageLimit, segmentLength as usualLength } from '../../shared/contract/sync'
import type { Chance } from '../../shared/sample/chance'
import { MemoryCentre } from '../fakes/memoryCentre'
import type { PeopleThen } from '../fakes/memoryFeedBooks'

export interface EnrolledHere {
  readonly token: string
  /** Entries in one segment of history. */
  readonly segmentLength: number
  /** Its own site's first. */
  readonly siteIds: readonly string[]
}

/** The real centre behind one function, on books in memory or on a real database. */
export interface SimulatedCentre {
  /** In parts of all commits: it dies before or after one. */
  dyingPart: number
  /** How often it did. */
  readonly deaths: number
  call(path: string, init: RequestInit): Promise<Response>
  /** @param siteIds its own site's first; more than one for a desk of a warehouse */
  enrol(deviceId: string, siteIds: readonly string[]): Promise<EnrolledHere>
  /** Folds each feed as the centre does when it is quiet: whoever joins later begins with that. */
  fold(): Promise<void>
  /** Every entry of the site's feed, as text, by position. */
  texts(siteId: string): Promise<readonly string[]>
  /** Everybody of the site, also who was erased. */
  people(siteId: string): Promise<readonly IdentityOnWire[]>
  /** Of what it has now. */
  epoch(): Promise<string>
  /** Makes a backup; what comes back puts it in place. */
  backup(): Promise<Restore>
  stop(): Promise<void>
}

export interface CentreHow {
  /** A warehouse, where there is one, comes last: it packs for the others. */
  readonly siteIds: readonly string[]
  readonly nowMs: () => number
  readonly chance: Chance
  readonly segmentLength?: number
}

/** @param how by the command, which begins another history; or somebody put an older disk in place and said nothing */
export type Restore = (how: 'by-command' | 'unsaid') => Restored | Promise<Restored>

export interface Restored {
  /** It had changes of people since. */
  readonly lostPeople: boolean
  /** Of what it has now. */
  readonly epoch: string
}

const dayMs = 86_400_000

/** It may give fewer than it is asked for; then there is something left that comes in segments. */
export function inSmallPages(path: string, segmentLength: number): string {
  return path.replace(`entries?limit=${pageLimit}&`, `entries?limit=${Math.min(segmentLength, pageLimit)}&`)
}

export function centreInMemory({
  siteIds,
  nowMs,
  chance,
  segmentLength = usualLength,
}: CentreHow): SimulatedCentre {
  let deaths = 0
  let asides = 0
  const mayDie = () => {
    if (!chance.happens(asides > 0 ? 0 : simulated.dyingPart)) return
    deaths += 1
    throw new Error('the centre died')
  }
  const faults = { beforeCommit: mayDie, afterCommit: mayDie }
  const centre = new MemoryCentre({ nowMs, faults, segmentLength })
  for (const siteId of siteIds) centre.books.open(siteId)
  /** What the world asks for itself kills nobody. */
  const aside = async <T>(ask: () => Promise<T>): Promise<T> => {
    asides += 1
    try {
      return await ask()
    } finally {
      asides -= 1
    }
  }
  const simulated: SimulatedCentre = {
    dyingPart: 0,
    get deaths() {
      return deaths
    },
    call: (path, init) => centre.answer(inSmallPages(path, segmentLength), init),
    enrol: async (deviceId, ofDevice) => ({
      token: centre.admit(deviceId, ofDevice),
      ...{ siteIds: ofDevice, segmentLength },
    }),
    fold: () =>
      aside(async () => {
        for (const siteId of siteIds) await makeSnapshot(centre.books, siteId, async () => {})
      }),
    texts: (siteId) =>
      aside(() => centre.books.inFeed(siteId, async (book) => textsIn(await book.page(0, 100_000)))),
    people: (siteId) => aside(() => centre.books.inFeed(siteId, peopleIn)),
    epoch: async () => centre.epoch,
    stop: async () => {},
    backup: async () => {
      const then: { siteId: string; head: number; people: PeopleThen }[] = []
      for (const siteId of siteIds) {
        const { head } = await aside(() => centre.books.inFeed(siteId, (book) => book.heads()))
        then.push({ siteId, head, people: centre.books.peopleNow(siteId) })
      }
      const epochsThen = centre.epochsNow()
      return (how) => {
        const lostPeople = then.some(
          ({ siteId, people }) => centre.books.peopleNow(siteId).last > people.last,
        )
        epochsThen()
        for (const { siteId, head, people } of then)
          if (how === 'by-command') centre.restore(siteId, head, nowMs() + dayMs, people)
          else centre.books.setBack(siteId, head, people)
        return { lostPeople, epoch: centre.epoch }
      }
    },
  }
  return simulated
}

export const peopleIn = async (book: FeedBook) =>
  (await book.identities(0, 100_000)).map(({ identity }) => identity)

export const textsIn = (page: readonly { readonly text: string }[]) => page.map(({ text }) => text)
