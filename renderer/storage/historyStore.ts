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
}

export interface StoredSegment {
  readonly siteId: string
  readonly n: number
  /** JSON text of the entries, as they came. */
  readonly text: string
}

/** The history of a feed in pieces that never change; fetched from the centre, and to be had again from there. */
export interface HistoryStore {
  /** The same segment again does nothing new. `entries` are unread: each is checked when it is asked for. */
  keep(siteId: string, n: number, entries: readonly unknown[]): Promise<void>
  ofRound(roundId: RoundId): Promise<Entry[]>
  ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]>
  /** Every entry that is not in `seen`. */
  after(seen: SeenVector): Promise<Entry[]>
}
