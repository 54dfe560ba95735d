import { packedSegment, segmentLength } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { hasSeen, type SeenVector, seenOf } from '../../shared/domain/entry/seen'
import type { DeviceId, RoundId } from '../../shared/kernel/ids'
import type { CameSegment, HistoryStore, SegmentHead, StoredSegment } from './historyStore'
import type { LocalTables } from './localTables'
import { jsonOf } from './packedJson'
import { inStore } from './storeErrors'

/** History segments as single records beside RxDB, which would take a minute for what this takes a second. */
export class DexieHistoryStore implements HistoryStore {
  readonly segmentLength = segmentLength
  readonly #tables: LocalTables

  constructor(tables: LocalTables) {
    this.#tables = tables
  }

  async keep(siteId: string, came: readonly CameSegment[]): Promise<void> {
    const { segments, segmentHeads } = this.#tables
    const heads = came.map(({ n, entries }) => headOf(siteId, n, entries))
    await inStore(() =>
      this.#tables.transaction('rw', segments, segmentHeads, async () => {
        await segments.bulkPut(came.map(({ n, bytes }) => ({ siteId, n, bytes })))
        await segmentHeads.bulkPut(heads)
      }),
    )
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
      heads.filter(
        ({ firstSeqs = {}, lastSeqs }) =>
          seqIn(lastSeqs, deviceId) >= fromSeq && seqIn(firstSeqs, deviceId) <= toSeq,
      ),
      (entry) => entry.deviceId === deviceId && entry.deviceSeq >= fromSeq && entry.deviceSeq <= toSeq,
    )
    return found.sort((a, b) => a.deviceSeq - b.deviceSeq)
  }

  async after(seen: SeenVector): Promise<Entry[]> {
    const heads = await this.#heads()
    const news = ({ lastSeqs }: SegmentHead) =>
      Object.entries(lastSeqs).some(([deviceId, seq]) => seenOf(seen, deviceId).upTo < seq)
    return this.#read(heads.filter(news), (entry) => !hasSeen(seen, entry.deviceId, entry.deviceSeq))
  }

  #heads(): Promise<SegmentHead[]> {
    return inStore(() => this.#tables.segmentHeads.toArray())
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

async function valuesIn({ bytes, text }: StoredSegment): Promise<readonly unknown[]> {
  if (bytes === undefined) return JSON.parse(text ?? '[]')
  return packedSegment.parse(await jsonOf(bytes)).entries.map(({ entry }) => entry)
}

/** Only what is asked for is checked: a hash costs more than reading all the rest. */
function looksWanted(value: unknown, wanted: (entry: Entry) => boolean): boolean {
  return typeof value === 'object' && value !== null && wanted(value as Entry)
}

function headOf(siteId: string, n: number, entries: readonly unknown[]): SegmentHead {
  const rounds = new Set<string>()
  const firstSeqs = new Map<string, number>()
  const lastSeqs = new Map<string, number>()
  for (const entry of entries) {
    const { roundId, deviceId, deviceSeq }: Record<string, unknown> = { ...Object(entry) }
    if (typeof roundId === 'string') rounds.add(roundId)
    if (typeof deviceId !== 'string' || typeof deviceSeq !== 'number') continue
    firstSeqs.set(deviceId, Math.min(deviceSeq, firstSeqs.get(deviceId) ?? deviceSeq))
    lastSeqs.set(deviceId, Math.max(deviceSeq, lastSeqs.get(deviceId) ?? deviceSeq))
  }
  const seqs = { firstSeqs: Object.fromEntries(firstSeqs), lastSeqs: Object.fromEntries(lastSeqs) }
  return { siteId, n, rounds: [...rounds], ...seqs }
}

function seqIn(seqs: SegmentHead['lastSeqs'], deviceId: string): number {
  return Object.hasOwn(seqs, deviceId) ? (seqs[deviceId] ?? 0) : 0
}
