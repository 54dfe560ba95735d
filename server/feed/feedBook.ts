import type { IdentityOnWire } from '../../shared/contract/people'
import type { QuarantineReason, SeqRange } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { ReportBook } from './reportBook'

/** How far a feed has come. */
export interface Heads {
  /** Position of the last entry; positions have no gaps. */
  readonly head: number
  /** The last change of an identity. */
  readonly identities: number
  /** Until then the feed takes entries of any device: whoever has some that the centre lost brings them back. */
  readonly bringBackUntilMs: number
}

export interface EntryKey {
  readonly deviceId: string
  readonly deviceSeq: number
}

export interface NewEntry extends EntryKey {
  readonly hash: string
  readonly roundId: string | null
  /** JSON text of the whole entry; the same text goes out to every desk. */
  readonly text: string
}

/** How entries came. */
export interface Arrival {
  /** The device that pushed them. */
  readonly broughtBy: string
  readonly receivedAtMs: number
}

export interface PlacedEntry {
  readonly position: number
  readonly text: string
  /** When it came and the start of the hash it is filed under: at one position never the same in two histories. */
  readonly arrival: string
}

export interface EntrySpan {
  readonly after: number
  readonly upTo: number
  readonly limit: number
  readonly mostBytes: number
}

export interface Quarantined {
  readonly bodyHash: string
  readonly entryId: string | null
  readonly reason: QuarantineReason
  readonly because: string
  readonly receivedAtMs: number
  readonly text: string
}

export interface ChangedIdentity {
  readonly change: number
  readonly identity: IdentityOnWire
}

export interface KeptSnapshot {
  readonly position: number
  readonly foldVersion: number
  readonly start: string
}

/** One feed within one transaction. Whoever writes locks first: positions are given in the order of commits. */
/** How the names of the devices begin by which the centre itself imports. */
export const centreDevice = 'centre-'

export interface FeedBook extends ReportBook {
  heads(): Promise<Heads>
  lock(): Promise<Heads>
  /** Hash of each entry that is there, by device and sequence. */
  hashesOf(keys: readonly EntryKey[]): Promise<ReadonlyMap<string, string>>
  /** Whether anything of another import of the centre's own stands after that position. */
  importedAfter(position: number, deviceId: string): Promise<boolean>
  /** The device's entry with the highest sequence. */
  endOf(deviceId: string): Promise<ChainEnd | undefined>
  /**
   * The same in each of other feeds, before `lock`: until the transaction is over, whoever else asks this for the device
   * waits, be there other feeds or not. So of two that write in its name into two feeds, the second sees what the first
   * wrote.
   */
  endsBeside(deviceId: string, siteIds: readonly string[]): Promise<readonly ChainEnd[]>
  /** After `lock`: the entries take the positions after `head`. They are there once the transaction is. */
  append(entries: readonly NewEntry[], head: number, arrival: Arrival): void
  /** Keeps them, up to a number of each device; what it pushes beyond is only answered. */
  setAside(deviceId: string, bodies: readonly Quarantined[]): Promise<void>
  /** @param mostBytes where given: no more than fit, but always one */
  page(after: number, limit: number, mostBytes?: number): Promise<readonly PlacedEntry[]>
  /** Entries of one round after `after` and up to `upTo`, the first of them, until they have so many bytes. */
  ofRound(roundId: string, span: EntrySpan): Promise<readonly PlacedEntry[]>
  /** The sequences that are there, ascending, of one device or of each. */
  ranges(deviceId?: string): Promise<ReadonlyMap<string, readonly SeqRange[]>>
  /** The device's entry with the highest sequence up to `upTo`; `text` as it is kept. */
  lastOf(
    deviceId: string,
    upTo?: number,
  ): Promise<{ readonly seq: number; readonly text: string } | undefined>
  identities(after: number, limit: number): Promise<readonly ChangedIdentity[]>
  identitiesOf(householdIds: readonly string[]): Promise<readonly IdentityOnWire[]>
  /** After `lock`: each takes the next change after `last`. */
  putIdentities(identities: readonly IdentityOnWire[], last: number): Promise<void>
  /** Where the kept snapshot stands, without reading it. */
  snapshotAt(): Promise<Omit<KeptSnapshot, 'start'> | undefined>
  snapshot(): Promise<KeptSnapshot | undefined>
  /** Keeps it unless a later one is there. */
  keepSnapshot(snapshot: KeptSnapshot): Promise<void>
  /** Complete segments that are kept packed: one more than the number of the last. */
  segmentsKept(): Promise<number>
  /** Segment `from` and those that are kept after it without a gap: no more than fit, but always one. */
  segments(from: number, most: number, mostBytes: number): Promise<readonly Uint8Array[]>
  /** It never changes: the same twice at once, one of them is enough. */
  keepSegment(n: number, packed: Uint8Array): Promise<void>
  /** How many photos there are. */
  blobs(): Promise<number>
  /** Bytes of a photo that is there whole. */
  blobLength(sha256: string): Promise<number | undefined>
  blobBytes(sha256: string, from: number, most: number): Promise<Uint8Array | undefined>
  keepBlob(sha256: string, bytes: Uint8Array, broughtBy: string, receivedAtMs: number): Promise<void>
  /** What a device has sent so far of a photo, from its start and without gaps. */
  blobParts(deviceId: string, sha256: string): Promise<readonly Uint8Array[]>
  keepBlobPart(part: KeptBlobPart): Promise<void>
  /** Everything the device has sent of photos that are not whole. */
  dropBlobParts(deviceId: string): Promise<void>
}

export interface KeptBlobPart {
  readonly deviceId: string
  readonly sha256: string
  readonly from: number
  readonly bytes: Uint8Array
}

/** Where a feed's book is opened; what is done in it is kept whole or not at all. */
export interface FeedBooks {
  /** Entries in one segment of history. */
  readonly segmentLength: number
  inFeed<T>(siteId: string, work: (book: FeedBook) => Promise<T>): Promise<T>
}

/** How `hashesOf` names an entry. */
export const keyOf = ({ deviceId, deviceSeq }: EntryKey): string => `${deviceId}:${deviceSeq}`
