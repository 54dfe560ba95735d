import type { FeedBook } from '../../server/feed/feedBook'
import { makeSnapshot } from '../../server/feed/makeSnapshot'
import type { IdentityOnWire } from '../../shared/contract/people'
import {
  pageLimit,
  paths,
  protocolHeader,
  protocolVersion,
  segmentLength as usualLength,
} from '../../shared/contract/sync'
import type { Chance } from '../../shared/sample/chance'
import { aToken } from '../builders/aToken'
import { MemoryCentre } from '../fakes/memoryCentre'
import type { PeopleThen } from '../fakes/memoryFeedBooks'
import { type ACentre, aCode, aPoint } from '../server/aCentre'

export interface EnrolledHere {
  readonly token: string
  /** Entries in one segment of history. */
  readonly segmentLength: number
  /** Its own site's first. */
  readonly siteIds: readonly string[]
}

/** The real centre behind one function, on books in memory or on a real database. */
export interface SimulatedCentre {
  /** In parts of all commits: it dies before or after one. Books on a database ignore it. */
  dyingPart: number
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
  epoch(): string
  /** Makes a backup; what comes back puts it in place. Undefined where the books cannot. */
  backup(): Promise<Restore | undefined>
}

/**
 * @param how by the command, which begins another history; or somebody put an older disk in place and said nothing
 * @returns whether it had changes of people since
 */
export type Restore = (how: 'by-command' | 'unsaid') => { readonly lostPeople: boolean }

const dayMs = 86_400_000

export function centreInMemory(
  siteIds: readonly string[],
  nowMs: () => number,
  chance: Chance,
  segmentLength = usualLength,
): SimulatedCentre {
  // It may give fewer than it is asked for; then there is something left that comes in segments.
  const page = `entries?limit=${Math.min(segmentLength, pageLimit)}&`
  const mayDie = () => {
    if (chance.happens(simulated.dyingPart)) throw new Error('the centre died')
  }
  const faults = { beforeCommit: mayDie, afterCommit: mayDie }
  const centre = new MemoryCentre({ nowMs, faults, segmentLength })
  for (const siteId of siteIds) centre.books.open(siteId)
  /** What the world asks for itself kills nobody. */
  const aside = async <T>(ask: () => Promise<T>): Promise<T> => {
    const { dyingPart } = simulated
    simulated.dyingPart = 0
    try {
      return await ask()
    } finally {
      simulated.dyingPart = dyingPart
    }
  }
  const simulated: SimulatedCentre = {
    dyingPart: 0,
    call: (path, init) => centre.answer(path.replace(`entries?limit=${pageLimit}&`, page), init),
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
    epoch: () => centre.epoch,
    backup: async () => {
      const then: { siteId: string; head: number; people: PeopleThen }[] = []
      for (const siteId of siteIds) {
        const { head } = await aside(() => centre.books.inFeed(siteId, (book) => book.heads()))
        then.push({ siteId, head, people: centre.books.peopleNow(siteId) })
      }
      return (how) => {
        const lostPeople = then.some(
          ({ siteId, people }) => centre.books.peopleNow(siteId).last > people.last,
        )
        for (const { siteId, head, people } of then)
          if (how === 'by-command') centre.restore(siteId, head, nowMs() + dayMs, people)
          else centre.books.setBack(siteId, head, people)
        return { lostPeople }
      }
    },
  }
  return simulated
}

const peopleIn = async (book: FeedBook) => (await book.identities(0, 100_000)).map(({ identity }) => identity)

const textsIn = (page: readonly { readonly text: string }[]) => page.map(({ text }) => text)

/** Of one site. */
export async function centreOnSql(
  at: ACentre,
  siteId: string,
  nowMs: () => number,
): Promise<SimulatedCentre> {
  const siteKey = await aPoint(at)
  at.clock.nowMs = nowMs()
  const call: SimulatedCentre['call'] = async (path, init) => {
    at.clock.nowMs = nowMs()
    return at.call(path, init)
  }
  return {
    dyingPart: 0,
    call,
    enrol: async (deviceId) => {
      const token = aToken()
      // The code is made now, and not when the centre was asked last: it is good for ten minutes.
      at.clock.nowMs = nowMs()
      const response = await call(paths.enrol, {
        method: 'POST',
        headers: { [protocolHeader]: String(protocolVersion) },
        body: JSON.stringify({
          token,
          code: await aCode(at, siteKey),
          ...{
            deviceId,
            deviceName: deviceId,
            siteId,
            siteSecret: 'a secret of the site',
            hasEntries: false,
          },
        }),
      })
      const answer = await response.json()
      return { token, siteIds: [answer.site.siteId], segmentLength: usualLength }
    },
    fold: async () => {
      await makeSnapshot(at.centre.books, siteId, async () => {})
    },
    texts: (ofSite) => at.centre.books.inFeed(ofSite, async (book) => textsIn(await book.page(0, 100_000))),
    people: (ofSite) => at.centre.books.inFeed(ofSite, peopleIn),
    epoch: () => '',
    backup: async () => undefined,
  }
}
