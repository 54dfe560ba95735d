import { type ChainHead, type Entry, type EntryDraft, sealEntry } from '../../shared/domain/entry/entry'
import type { DeviceId } from '../../shared/kernel/ids'
import { clockOf, type HeardReadings, nextStamp } from '../../shared/kernel/stamp'
import type { EntryStore } from '../storage/entryStore'

/** What one command writes, before it has its place in the chain and its time. */
export type Unsealed = Omit<EntryDraft, 'deviceId' | 'stamp'>

export interface ChainParts {
  readonly deviceId: DeviceId
  readonly entries: EntryStore
  /** Every reading this device has heard, over all its sites. */
  heard(): HeardReadings
}

/**
 * The one chain of this device: numbered without gaps and stamped by one clock over all feeds it writes into.
 * Commands take turns at it, whichever site they are for.
 */
export class DeviceChain {
  /** Set once the disk failed: this window then writes no more. */
  broken: Error | null = null
  /** True from a write that found no room until one that did. */
  full = false
  private queue: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly parts: ChainParts,
    private head: ChainHead,
  ) {}

  static async open(parts: ChainParts): Promise<DeviceChain> {
    return new DeviceChain(parts, await parts.entries.head(parts.deviceId))
  }

  get deviceId(): DeviceId {
    return this.parts.deviceId
  }

  /** Sequence of the last entry that is on the disk; 0 before the first. */
  get length(): number {
    return this.head.deviceSeq
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work)
    this.queue = turn.catch(() => {})
    return turn
  }

  /** The next links of the chain; they are not part of it before they are on the disk. */
  seal(drafts: readonly Unsealed[], nowMs: number): Entry[] {
    const { deviceId, heard } = this.parts
    let { head } = this
    let clock = clockOf(heard(), nowMs, deviceId)
    return drafts.map((draft) => {
      const reading = nextStamp(clock, nowMs, deviceId)
      clock = reading.clock
      const entry = sealEntry({ ...draft, deviceId, stamp: reading.stamp }, head)
      head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
      return entry
    })
  }

  /** It is on the disk: the chain goes on after it. */
  written({ deviceSeq, hash }: Entry): void {
    this.head = { deviceSeq, hash }
  }
}
