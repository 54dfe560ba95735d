import type { ChainHead, Entry } from '../../shared/domain/entry/entry'
import type { SeenVector } from '../../shared/domain/entry/seen'
import type { DeviceId, EntryId, RoundId } from '../../shared/kernel/ids'

/** The desk's log: appends entries durably and reads them back; understands none of them. */
export interface EntryStore {
  /**
   * Resolves once the entry is on the disk (strict durability). The same entry again does nothing.
   * @throws EntryCollision when the id is known with another hash: an alarm, nothing was overwritten
   * @throws DiskFull when there is no room: nothing of the entry was written, and it may be tried again
   * @throws StoreBroken when the disk or the database failed
   */
  append(entry: Entry): Promise<void>
  /** The same of entries that came from the centre: how far their devices' chains go here, nobody can say. */
  takeAll(entries: readonly Entry[]): Promise<void>
  /** An import: a handful of entries, each of them whole or not there at all. Throws as `append` does. */
  appendAll(entries: readonly Entry[]): Promise<void>
  /** Where the device's chain ends on the disk; `emptyChain` for an unknown device. */
  head(deviceId: DeviceId): Promise<ChainHead>
  /** A stretch of one device's chain, by sequence, both ends included. */
  ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]>
  /** Every entry of a round, by device and sequence. */
  ofRound(roundId: RoundId): Promise<Entry[]>
  /** Every entry on the disk that is not in `seen`, by device and sequence. Never asks the clock. */
  after(seen: SeenVector): Promise<Entry[]>
  count(): Promise<number>
  close(): Promise<void>
}

/** A known id with another body: two histories of one device, or an edit on the disk. */
export class EntryCollision extends Error {
  override readonly name = 'EntryCollision'
  constructor(
    readonly id: EntryId,
    readonly storedHash: string,
    readonly offeredHash: string,
  ) {
    super(`entry ${id} is already stored with another body`)
  }
}

/** No room on the disk. What was asked was not written at all; it may be asked again when there is room. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull'
}

/** The database answered with an error, or its connection was lost. */
export class StoreBroken extends Error {
  override readonly name = 'StoreBroken'
}
