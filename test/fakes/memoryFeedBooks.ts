import { mostKeptBodies } from '../../server/db/sqlFeedBooks'
import {
  type ChangedIdentity,
  centreDevice,
  type FeedBook,
  type FeedBooks,
  type Heads,
  type KeptBlobPart,
  type KeptSnapshot,
  keyOf,
  type NewEntry,
  type PlacedEntry,
  type Quarantined,
} from '../../server/feed/feedBook'
import type { ReportBook } from '../../server/feed/reportBook'
import type { IdentityOnWire } from '../../shared/contract/people'
import { type SeqRange, segmentLength as usualLength } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import { noSegments, segmentsIn } from './keptSegments'

interface Feed {
  heads: Heads
  readonly entries: (NewEntry & { readonly arrival: string })[]
  readonly hashes: Map<string, string>
  readonly quarantine: Map<string, Quarantined & { readonly deviceId: string }>
  readonly identities: Map<string, ChangedIdentity>
  readonly blobs: Map<string, Uint8Array>
  blobParts: readonly KeptBlobPart[]
  snapshot: KeptSnapshot | undefined
  /** By number; a place is empty where one was too large to keep. */
  readonly segments: (Uint8Array | undefined)[]
  turn: Promise<unknown>
}

/** Who was known, by their last change. */
export interface PeopleThen {
  readonly changes: readonly ChangedIdentity[]
  readonly last: number
}

/** What a crash may do to a transaction: throw before, and it never was; throw after, and only the reply is lost. */
export interface CommitFaults {
  beforeCommit(siteId: string): void
  afterCommit(siteId: string): void
}

const noFaults: CommitFaults = { beforeCommit: () => {}, afterCommit: () => {} }

/** The books without a database, for a thousand simulated days: one transaction of a feed at a time. */
export class MemoryFeedBooks implements FeedBooks {
  private readonly feeds = new Map<string, Feed>()
  private readonly deviceTurns = new Map<string, Promise<void>>()

  constructor(
    private readonly faults: CommitFaults = noFaults,
    readonly segmentLength = usualLength,
    private readonly keepsSegments = true,
  ) {}

  has(siteId: string): boolean {
    return this.feeds.has(siteId)
  }

  open(siteId: string): void {
    this.feeds.set(siteId, {
      heads: { head: 0, identities: 0, bringBackUntilMs: 0 },
      entries: [],
      hashes: new Map(),
      quarantine: new Map(),
      identities: new Map(),
      blobs: new Map(),
      blobParts: [],
      snapshot: undefined,
      segments: [],
      turn: Promise.resolve(),
    })
  }

  inFeed<T>(siteId: string, work: (book: FeedBook) => Promise<T>): Promise<T> {
    const feed = this.feedOf(siteId)
    const run = async (): Promise<T> => {
      const writes: (() => void)[] = []
      const locks: (() => void)[] = []
      const kept = this.keepsSegments ? {} : noSegments
      const endsBeside: FeedBook['endsBeside'] = async (deviceId, siteIds) => {
        const before = this.deviceTurns.get(deviceId)
        this.deviceTurns.set(deviceId, new Promise((over) => locks.push(over)))
        await before
        return siteIds.flatMap((other) => lastIn(this.feedOf(other), deviceId) ?? []).map(endAt)
      }
      try {
        const result = await work({ ...bookOf(feed, writes), ...kept, endsBeside })
        this.faults.beforeCommit(siteId)
        for (const write of writes) write()
        this.faults.afterCommit(siteId)
        return result
      } finally {
        for (const over of locks) over()
      }
    }
    const turn = feed.turn.then(run, run)
    feed.turn = turn.catch(() => undefined)
    return turn
  }

  /** The disk goes back to the first `head` entries, as after a restore from a backup, and to who was known then. */
  setBack(siteId: string, head: number, people?: PeopleThen): void {
    const feed = this.feedOf(siteId)
    for (const lost of feed.entries.splice(head)) feed.hashes.delete(keyOf(lost))
    feed.heads = { ...feed.heads, head: feed.entries.length }
    feed.snapshot = undefined
    feed.segments.splice(Math.floor(head / this.segmentLength))
    if (!people) return
    feed.identities.clear()
    for (const one of people.changes) feed.identities.set(one.identity.householdId, one)
    feed.heads = { ...feed.heads, identities: people.last }
  }

  /** For a backup. */
  peopleNow(siteId: string): PeopleThen {
    const { identities, heads } = this.feedOf(siteId)
    return { changes: [...identities.values()], last: heads.identities }
  }

  /** Every feed takes entries of any device until then. */
  takeBack(bringBackUntilMs: number): void {
    for (const feed of this.feeds.values()) feed.heads = { ...feed.heads, bringBackUntilMs }
  }

  bringsBackUntil(siteId: string): number {
    return this.feedOf(siteId).heads.bringBackUntilMs
  }

  quarantined(siteId: string): readonly Quarantined[] {
    return [...this.feedOf(siteId).quarantine.values()]
  }

  private feedOf(siteId: string): Feed {
    const feed = this.feeds.get(siteId)
    if (!feed) throw new Error(`there is no feed ${siteId}`)
    return feed
  }
}

function lastIn(feed: Feed, deviceId: string, upTo = Number.POSITIVE_INFINITY): NewEntry | undefined {
  let last: NewEntry | undefined
  for (const one of feed.entries)
    if (one.deviceId === deviceId && one.deviceSeq <= upTo && one.deviceSeq > (last?.deviceSeq ?? 0))
      last = one
  return last
}

const endAt = ({ deviceSeq: seq, hash }: NewEntry): ChainEnd => ({ seq, hash })

/** Until they have so many bytes, but always one. */
function fitting(entries: readonly PlacedEntry[], mostBytes = Number.POSITIVE_INFINITY): PlacedEntry[] {
  let before = 0
  return entries.filter(({ text }) => {
    const fits = before < mostBytes
    before += Buffer.byteLength(text)
    return fits
  })
}

const isLater = (one: KeptSnapshot, other: KeptSnapshot | undefined) =>
  other === undefined ||
  one.foldVersion > other.foldVersion ||
  (one.foldVersion === other.foldVersion && one.position > other.position)

/** What is written shows after the commit; no work of ours reads what it has just written. */
function bookOf(feed: Feed, writes: (() => void)[]): Omit<FeedBook, 'endsBeside'> {
  const later = async (write: () => void): Promise<void> => {
    writes.push(write)
  }
  const placed = (entries: Feed['entries'], from: number) =>
    entries.map(({ text, arrival }, i) => ({ position: from + i + 1, text, arrival }))
  const heads = async (): Promise<Heads> => feed.heads
  return {
    heads,
    lock: heads,
    hashesOf: async (keys) =>
      new Map(
        keys.flatMap((key) => {
          const hash = feed.hashes.get(keyOf(key))
          return hash === undefined ? [] : [[keyOf(key), hash] as const]
        }),
      ),
    endOf: async (deviceId) => {
      const last = lastIn(feed, deviceId)
      return last && endAt(last)
    },
    append: (entries, head, { receivedAtMs }) =>
      later(() => {
        if (feed.entries.length !== head) throw new Error('two writers took the same positions')
        for (const entry of entries) feed.hashes.set(keyOf(entry), entry.hash)
        for (const entry of entries)
          feed.entries.push({ ...entry, arrival: `${receivedAtMs}-${entry.hash.slice(0, 16)}` })
        feed.heads = { ...feed.heads, head: feed.entries.length }
      }),
    setAside: (deviceId, bodies) =>
      later(() => {
        const before = [...feed.quarantine.values()].filter((one) => one.deviceId === deviceId).length
        for (const one of bodies.slice(0, Math.max(0, mostKeptBodies - before)))
          if (!feed.quarantine.has(one.bodyHash)) feed.quarantine.set(one.bodyHash, { ...one, deviceId })
      }),
    page: async (after, limit, mostBytes) =>
      fitting(placed(feed.entries.slice(after, after + limit), after), mostBytes),
    ofRound: async (roundId, { after, upTo, limit, mostBytes }) => {
      const ofIt = placed(feed.entries.slice(0, upTo), 0).filter(
        ({ position }) => position > after && feed.entries[position - 1]?.roundId === roundId,
      )
      return fitting(ofIt.slice(0, limit), mostBytes)
    },
    importedAfter: async (position, deviceId) =>
      feed.entries
        .slice(position)
        .some((one) => one.deviceId !== deviceId && one.deviceId.startsWith(centreDevice)),
    ranges: async (deviceId) => rangesOf(feed.entries, deviceId),
    lastOf: async (deviceId, upTo) => {
      const last = lastIn(feed, deviceId, upTo)
      return last && { seq: last.deviceSeq, text: last.text }
    },
    ...peopleOf(feed, later),
    snapshotAt: async () => feed.snapshot,
    snapshot: async () => feed.snapshot,
    keepSnapshot: (snapshot) =>
      later(() => {
        if (isLater(snapshot, feed.snapshot)) feed.snapshot = snapshot
      }),
    ...segmentsIn(feed.segments, later),
    ...blobsOf(feed, later),
    ...noReports,
  }
}

/** Nobody folds behind this centre's requests: there is never a report. */
const noReports: ReportBook = {
  reportsAt: async () => undefined,
  markReports: async () => {},
  roundsSince: async () => [],
  keepReport: async () => {},
  reportOf: async () => undefined,
  reported: async () => [],
  forgetReports: async () => {},
}

function blobsOf(
  feed: Feed,
  later: (write: () => void) => Promise<void>,
): Pick<
  FeedBook,
  'blobs' | 'blobLength' | 'blobBytes' | 'keepBlob' | 'blobParts' | 'keepBlobPart' | 'dropBlobParts'
> {
  return {
    blobs: async () => feed.blobs.size,
    blobLength: async (sha256) => feed.blobs.get(sha256)?.byteLength,
    blobBytes: async (sha256, from, most) => feed.blobs.get(sha256)?.slice(from, from + most),
    keepBlob: (sha256, bytes) => later(() => void feed.blobs.set(sha256, bytes)),
    blobParts: async (deviceId, sha256) =>
      feed.blobParts
        .filter((part) => part.deviceId === deviceId && part.sha256 === sha256)
        .map(({ bytes }) => bytes),
    keepBlobPart: (part) =>
      later(() => {
        feed.blobParts = [...feed.blobParts, part]
      }),
    dropBlobParts: (deviceId) =>
      later(() => {
        feed.blobParts = feed.blobParts.filter((part) => part.deviceId !== deviceId)
      }),
  }
}

function peopleOf(
  feed: Feed,
  later: (write: () => void) => Promise<void>,
): Pick<FeedBook, 'identities' | 'identitiesOf' | 'putIdentities'> {
  return {
    identities: async (after, limit) =>
      [...feed.identities.values()]
        .filter(({ change }) => change > after)
        .sort((a, b) => a.change - b.change)
        .slice(0, limit),
    identitiesOf: async (householdIds) =>
      householdIds.flatMap((id): IdentityOnWire[] => {
        const held = feed.identities.get(id)
        return held ? [held.identity] : []
      }),
    putIdentities: (identities, last) =>
      later(() => {
        identities.forEach((identity, i) => {
          feed.identities.set(identity.householdId, { change: last + 1 + i, identity })
        })
        feed.heads = { ...feed.heads, identities: last + identities.length }
      }),
  }
}

/** Runs of one: whoever asks joins them. */
function rangesOf(entries: readonly NewEntry[], wanted?: string): Map<string, SeqRange[]> {
  const runs = new Map<string, SeqRange[]>()
  for (const { deviceId, deviceSeq } of entries) {
    if (wanted !== undefined && deviceId !== wanted) continue
    const known = runs.get(deviceId) ?? []
    known.push([deviceSeq, deviceSeq])
    runs.set(deviceId, known)
  }
  return runs
}
