import type { PackedSegment } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import type { HistoryStore } from '../storage/historyStore'
import type { HistorySync } from './historySync'
import { pullPage, type TailCheckpoint } from './pullPage'
import { type AskedSegment, askForSegments } from './segmentsAsked'
import type { TailHow } from './tail'

/** So many segments behind, they come in place of pages. */
const worthIt = 2
/** Segments asked for at once. */
const most = 4
/** So many answers may not come whole. From then on it is pages, which can be as short as a line needs. */
const mostCut = 4

type MissedSegment = AskedSegment<PackedSegment['entries']>

export interface MissedParts {
  readonly history: HistoryStore
  readonly historySync: HistorySync
  /** Resolves when every entry asked for so far is on the disk. */
  quiet(): Promise<void>
}

/** One look that found the feed far ahead. */
interface Bringing {
  readonly how: TailHow
  readonly at: TailCheckpoint
  readonly head: number
  readonly signal: AbortSignal
}

/**
 * What a desk missed while it was away, in whole segments: each is one record on the disk and not hundreds. A segment
 * in which anything is not as it should be is left to the pages, where each entry is looked at on its own.
 */
export class MissedSegments {
  private inPages = { epoch: '', upTo: 0 }
  private cut = 0

  constructor(
    private readonly parts: MissedParts,
    private readonly siteId: string,
  ) {}

  /** Brings what can be had so of what lies after `at`. Never throws: what does not come so comes in pages. */
  async bring(bringing: Bringing): Promise<void> {
    const { at, head } = bringing
    const { historySync } = this.parts
    const { segmentLength } = this.parts.history
    const isFar = head - at.position >= worthIt * segmentLength
    const inPages = at.epoch === this.inPages.epoch && at.position < this.inPages.upTo
    if (!isFar || inPages || historySync.progress !== null) return
    try {
      await this.bringAll(bringing)
    } catch {
      // The disk is full or failed: the pages find out, and say so.
    }
  }

  private async bringAll(bringing: Bringing): Promise<void> {
    const { at, head, signal } = bringing
    const { historySync } = this.parts
    const { segmentLength } = this.parts.history
    const upTo = Math.floor(head / segmentLength)
    let n = Math.floor(at.position / segmentLength)
    this.inPages = { epoch: at.epoch, upTo: (n + 1) * segmentLength }
    let ahead = this.ask(bringing, n, upTo)
    while (n < upTo && this.cut < mostCut) {
      const segments = await ahead
      if (!segments) return
      const then = n + segments.length
      const asked = this.endOf(bringing, then)
      // The ones after them come while these go to the disk.
      ahead = this.ask(bringing, then, upTo)
      const end = await asked
      if (!end) return
      for (const segment of segments) {
        n += 1
        const place = n < then ? { epoch: at.epoch, position: n * segmentLength, mark: null } : end
        if (signal.aborted || !(await this.takeIn(bringing, segment, place))) return
      }
      await historySync.tailBeginsAt(end)
      this.cut = 0
    }
  }

  private async ask({ how, at, signal }: Bringing, n: number, upTo: number) {
    if (n >= upTo) return undefined
    const { segmentLength } = this.parts.history
    const { quiet } = this.parts
    const take = ({ entries }: PackedSegment) => entries
    const wanted = { epoch: at.epoch, n, most: Math.min(most, upTo - n), segmentLength, take, quiet }
    const reply = await askForSegments(how.client, this.siteId, wanted, signal).catch(() => undefined)
    if (reply && !reply.ok && reply.because === 'no-connection') this.cut += 1
    return reply?.ok ? reply.value : undefined
  }

  /** Where segment `n` begins, with the mark of the entry before it, as of a page that ends there. */
  private async endOf({ how, at }: Bringing, n: number): Promise<TailCheckpoint | undefined> {
    const position = n * this.parts.history.segmentLength
    const pulled = await pullPage(how.client, this.siteId, { ...at, position: position - 1, mark: null }, 1)
    const place = pulled.ok ? pulled.page.checkpoint : undefined
    return place?.epoch === at.epoch && place.position === position ? place : undefined
  }

  /** @param upTo where the segment ends */
  private async takeIn(
    { how, at, head }: Bringing,
    segment: MissedSegment,
    upTo: TailCheckpoint,
  ): Promise<boolean> {
    this.inPages = { epoch: upTo.epoch, upTo: upTo.position }
    const all = this.entriesIn(segment, how)
    if (!all || !(await this.keep(segment, all, how))) return false
    const known = at.position - segment.head.n * this.parts.history.segmentLength
    await how.landed({ entries: all.slice(Math.max(0, known)), checkpoint: upTo, head, unreadable: [] })
    return true
  }

  /** Also those that came before: the segment has them all. Undefined where one is to be looked at on its own. */
  private entriesIn({ head, taken }: MissedSegment, how: TailHow): Entry[] | undefined {
    const before = head.n * this.parts.history.segmentLength
    const entries: Entry[] = []
    for (const [i, { position, entry }] of taken.entries()) {
      if (position !== before + i + 1) return undefined
      const reading = readEntry(entry)
      if (!reading.ok || reading.entry.siteId !== this.siteId || how.isTwins(reading.entry)) return undefined
      entries.push(reading.entry)
    }
    return entries
  }

  /** Puts it on the disk, where anything in it is new. False where the disk has something else in its place. */
  private async keep(segment: MissedSegment, entries: readonly Entry[], how: TailHow): Promise<boolean> {
    const { history } = this.parts
    const stored = await how.onDisk(entries)
    if (entries.some(({ id, hash }) => (stored.get(id) ?? hash) !== hash)) return false
    if (entries.every(({ id }) => stored.has(id))) return true
    // Of the same number, but of another history of the centre: what is there may be nowhere else.
    const there = await history.bytesOf(this.siteId, segment.head.n)
    if (there && !isSame(there, segment.bytes)) return false
    await history.keep([segment])
    return true
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i])
}
