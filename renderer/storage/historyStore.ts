import type { Entry } from '../../shared/domain/entry/entry'
import type { SeenVector } from '../../shared/domain/entry/seen'
import type { DeviceId, RoundId } from '../../shared/kernel/ids'

/** What one segment holds, to be looked through without opening it. */
export interface SegmentHead {
  readonly siteId: string
  readonly n: number
  readonly rounds: readonly string[]
  /** The last sequence of each device that has entries in it. */
  readonly lastSeqs: { readonly [deviceId: string]: number }
  /** Which entries it has. Absent in one that an earlier version kept. */
  readonly seen?: SeenVector
}

export interface StoredSegment {
  readonly siteId: string
  readonly n: number
  /** The centre's answer as it came, mostly packed. Absent in one that an earlier version kept. */
  readonly bytes?: Uint8Array<ArrayBuffer>
  /** JSON text of the entries, in one that an earlier version kept. */
  readonly text?: string
}

/** A segment as it came, and what it holds. */
export interface CameSegment {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly head: SegmentHead
}

/** The history of a feed in pieces that never change; fetched from the centre, and to be had again from there. */
export interface HistoryStore {
  /** Entries in one segment, as the centre makes them. */
  readonly segmentLength: number
  /** All or none. The same again does nothing new. Entries are checked when they are asked for. */
  keep(came: readonly CameSegment[]): Promise<void>
  /** Of a segment that is here; empty of one that an earlier version kept as text. */
  bytesOf(siteId: string, n: number): Promise<Uint8Array | undefined>
  ofRound(roundId: RoundId): Promise<Entry[]>
  ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]>
  /** Every entry that is not in `seen`. */
  after(seen: SeenVector): Promise<Entry[]>
}
