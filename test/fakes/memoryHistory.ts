import { valuesIn } from '../../renderer/storage/dexieHistoryStore'
import type { CameSegment, HistoryStore } from '../../renderer/storage/historyStore'
import { segmentLength as usualLength } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { hasSeen } from '../../shared/domain/entry/seen'

/** Segments in memory, for a desk whose disk is there. */
export class MemoryHistory implements HistoryStore {
  private readonly segments = new Map<string, readonly Entry[]>()
  private readonly bytes = new Map<string, Uint8Array>()

  constructor(readonly segmentLength = usualLength) {}

  async keep(came: readonly CameSegment[]): Promise<void> {
    for (const { head, bytes } of came) {
      const { siteId, n } = head
      const values = await valuesIn({ siteId, n, bytes })
      this.bytes.set(`${siteId} ${n}`, bytes)
      const read = values.map((value) => readEntry(value))
      this.segments.set(
        `${siteId} ${n}`,
        read.flatMap((one) => (one.ok ? [one.entry] : [])),
      )
    }
  }

  /** The same, each segment written as the disk says. */
  keptBy(writing: <T>(write: () => Promise<T>) => Promise<T>): HistoryStore {
    const { segmentLength, bytesOf, ofRound, ofDevice, after } = this
    const keep: HistoryStore['keep'] = (...came) => writing(() => this.keep(...came))
    return { segmentLength, keep, bytesOf, ofRound, ofDevice, after }
  }

  /** The same on another disk. */
  copied(): MemoryHistory {
    const copy = new MemoryHistory(this.segmentLength)
    for (const [key, entries] of this.segments) copy.segments.set(key, entries)
    for (const [key, bytes] of this.bytes) copy.bytes.set(key, bytes)
    return copy
  }

  hashOf(id: string): string | undefined {
    return this.where((entry) => entry.id === id)[0]?.hash
  }

  bytesOf: HistoryStore['bytesOf'] = async (siteId, n) => this.bytes.get(`${siteId} ${n}`)

  ofRound: HistoryStore['ofRound'] = async (roundId) => this.where((entry) => entry.roundId === roundId)

  ofDevice: HistoryStore['ofDevice'] = async (deviceId, fromSeq, toSeq) =>
    this.where((one) => one.deviceId === deviceId && one.deviceSeq >= fromSeq && one.deviceSeq <= toSeq)

  after: HistoryStore['after'] = async (seen) =>
    this.where(({ deviceId, deviceSeq }) => !hasSeen(seen, deviceId, deviceSeq))

  private where(wanted: (entry: Entry) => boolean): Entry[] {
    return [...this.segments.values()].flatMap((entries) => entries.filter(wanted))
  }
}
