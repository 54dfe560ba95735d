import { packedSegment, segmentLength } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { hasSeen, hasSeenAll, type SeenVector, seenOf, spansOf } from '../../shared/domain/entry/seen'
import type { DeviceId, RoundId } from '../../shared/kernel/ids'
import type { CameSegment, HistoryStore, SegmentHead, StoredSegment } from './historyStore'
import type { LocalTables } from './localTables'
import { jsonOf } from './packedJson'
import { inStore } from './storeErrors'

/** History segments as single records beside RxDB, which would take a minute for what this takes a second. */
export class DexieHistoryStore implements HistoryStore {
  readonly segmentLength = segmentLength
  readonly #tables: LocalTables
  /** Nobody else writes them, and every page that comes is held against them. */
  #known: Promise<readonly SegmentHead[]> | undefined

  constructor(tables: LocalTables) {
    this.#tables = tables
  }

  async keep(came: readonly CameSegment[]): Promise<void> {
    const { segments, segmentHeads } = this.#tables
    await inStore(() =>
      this.#tables.transaction('rw', segments, segmentHeads, async () => {
        await segments.bulkPut(came.map(({ bytes, head: { siteId, n } }) => ({ siteId, n, bytes })))
        await segmentHeads.bulkPut(came.map(({ head }) => head))
      }),
    )
    this.#known = undefined
  }

  async bytesOf(siteId: string, n: number): Promise<Uint8Array | undefined> {
    const segment = await inStore(() => this.#tables.segments.get([siteId, n]))
    return segment && (segment.bytes ?? new Uint8Array())
  }

  async ofRound(roundId: RoundId): Promise<Entry[]> {
    const heads = await inStore(() => this.#tables.segmentHeads.where('rounds').equals(roundId).toArray())
    return this.#read(heads, (entry) => entry.roundId === roundId)
  }

  async ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]> {
    const heads = await this.#heads()
    const found = await this.#read(
      heads.filter(({ seen, lastSeqs }) =>
        seen
          ? spansOf(seenOf(seen, deviceId)).some(([from, to]) => from <= toSeq && to >= fromSeq)
          : lastSeqOf(lastSeqs, deviceId) >= fromSeq,
      ),
      (entry) => entry.deviceId === deviceId && entry.deviceSeq >= fromSeq && entry.deviceSeq <= toSeq,
    )
    return found.sort((a, b) => a.deviceSeq - b.deviceSeq)
  }

  async after(seen: SeenVector): Promise<Entry[]> {
    const heads = await this.#heads()
    const news = (head: SegmentHead) =>
      head.seen
        ? !hasSeenAll(seen, head.seen)
        : Object.entries(head.lastSeqs).some(([deviceId, seq]) => seenOf(seen, deviceId).upTo < seq)
    return this.#read(heads.filter(news), (entry) => !hasSeen(seen, entry.deviceId, entry.deviceSeq))
  }

  #heads(): Promise<readonly SegmentHead[]> {
    this.#known ??= this.#readHeads()
    return this.#known
  }

  async #readHeads(): Promise<readonly SegmentHead[]> {
    try {
      return await inStore(() => this.#tables.segmentHeads.toArray())
    } catch (error) {
      this.#known = undefined
      throw error
    }
  }

  async #read(heads: readonly SegmentHead[], wanted: (entry: Entry) => boolean): Promise<Entry[]> {
    const entries: Entry[] = []
    for (const { siteId, n } of heads) {
      const segment = await inStore(() => this.#tables.segments.get([siteId, n]))
      for (const value of segment ? await valuesIn(segment) : []) {
        const reading = looksWanted(value, wanted) ? readEntry(value) : undefined
        if (reading?.ok) entries.push(reading.entry)
      }
    }
    return entries
  }
}

/** Unread. @throws where it is not what was kept */
export async function valuesIn({ bytes, text }: StoredSegment): Promise<readonly unknown[]> {
  if (bytes === undefined) return JSON.parse(text ?? '[]')
  return packedSegment.parse(await jsonOf(bytes)).entries.map(({ entry }) => entry)
}

/** Only what is asked for is checked: a hash costs more than reading all the rest. */
function looksWanted(value: unknown, wanted: (entry: Entry) => boolean): boolean {
  return typeof value === 'object' && value !== null && wanted(value as Entry)
}

function lastSeqOf(lastSeqs: SegmentHead['lastSeqs'], deviceId: string): number {
  return Object.hasOwn(lastSeqs, deviceId) ? (lastSeqs[deviceId] ?? 0) : 0
}
