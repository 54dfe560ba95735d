import {
  type FeedBook,
  type FeedBooks,
  keyOf,
  type NewEntry,
  type Quarantined,
} from '../../server/feed/feedBook'
import type { IdentityOnWire, SeqRange } from '../../shared/contract/sync'

interface Pages {
  readonly entries: NewEntry[]
  readonly aside: Quarantined[]
  identities: number
  bringBackUntilMs: number
}

/** The centre's books in memory, for a world without a database: the same promises, and what was may come again. */
export class MemoryBooks implements FeedBooks {
  private readonly pages = new Map<string, Pages>()
  private last: Promise<unknown> = Promise.resolve()

  openFeed(siteId: string): void {
    this.pages.set(siteId, { entries: [], aside: [], identities: 0, bringBackUntilMs: 0 })
  }

  /** One at a time: stricter than a database, which lets readers through. */
  inFeed<T>(siteId: string, work: (book: FeedBook) => Promise<T>): Promise<T> {
    const pages = this.pages.get(siteId)
    if (!pages) throw new Error('there is no such feed')
    const turn = this.last.then(() => work(bookOn(pages)))
    this.last = turn.catch(() => undefined)
    return turn
  }

  /** Texts of a feed's entries, by position. */
  texts(siteId: string): readonly string[] {
    return this.pages.get(siteId)?.entries.map(({ text }) => text) ?? []
  }

  backup(): () => void {
    const kept = new Map([...this.pages].map(([siteId, pages]) => [siteId, [...pages.entries]]))
    return () => {
      for (const [siteId, entries] of kept) {
        const pages = this.pages.get(siteId)
        pages?.entries.splice(0, pages.entries.length, ...entries)
      }
    }
  }

  takeFromAnyUntil(untilMs: number): void {
    for (const pages of this.pages.values()) pages.bringBackUntilMs = untilMs
  }
}

function bookOn(pages: Pages): FeedBook {
  const heads = async () => ({
    head: pages.entries.length,
    identities: pages.identities,
    bringBackUntilMs: pages.bringBackUntilMs,
  })
  const none = async () => undefined
  const people: IdentityOnWire[] = []
  return {
    heads,
    lock: heads,
    hashesOf: async (keys) => {
      const wanted = new Set(keys.map(keyOf))
      return new Map(
        pages.entries.flatMap((entry) => (wanted.has(keyOf(entry)) ? [[keyOf(entry), entry.hash]] : [])),
      )
    },
    append: async (entries) => void pages.entries.push(...entries),
    setAside: async (bodies) => void pages.aside.push(...bodies),
    page: async (after, limit) =>
      pages.entries
        .slice(after, after + limit)
        .map(({ text }, index) => ({ position: after + index + 1, text })),
    ofRound: async (roundId, upTo) =>
      pages.entries
        .map((entry, index) => ({ ...entry, position: index + 1 }))
        .filter((entry) => entry.roundId === roundId && entry.position <= upTo),
    ranges: async (deviceId) => {
      const devices = new Set(
        deviceId === undefined ? pages.entries.map((entry) => entry.deviceId) : [deviceId],
      )
      return new Map(
        [...devices].map((id) => [id, runsOf(pages.entries.filter((entry) => entry.deviceId === id))]),
      )
    },
    identities: async () => [],
    identitiesOf: async () => people,
    putIdentities: none,
    snapshot: none,
    keepSnapshot: none,
    blob: none,
    keepBlob: none,
  }
}

function runsOf(entries: readonly NewEntry[]): SeqRange[] {
  const runs: SeqRange[] = []
  for (const { deviceSeq } of entries.toSorted((a, b) => a.deviceSeq - b.deviceSeq)) {
    const last = runs.at(-1)
    if (last && last[1] === deviceSeq - 1) runs[runs.length - 1] = [last[0], deviceSeq]
    else runs.push([deviceSeq, deviceSeq])
  }
  return runs
}
