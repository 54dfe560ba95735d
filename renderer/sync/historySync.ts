import { z } from 'zod'
import { type PackedSegment, paths, snapshotAnswer } from '../../shared/contract/sync'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { hasSeen } from '../../shared/domain/entry/seen'
import { foldVersion, openStart } from '../../shared/domain/startingPoint'
import type { HistoryStore } from '../storage/historyStore'
import type { LocalStore } from '../storage/localStore'
import type { CentreClient, NotOk } from './centreClient'
import type { SitePort } from './deskPort'
import type { TailCheckpoint, UnreadableEntry } from './pullPage'
import { type AskedSegment, askForSegments } from './segmentsAsked'

const state = z.object({
  epoch: z.string(),
  /** Segments before this are history; the live tail begins after them. */
  segments: z.number(),
  /** The next one to fetch; `segments` when all are here. */
  next: z.number(),
  /** Of the last entry in them. */
  mark: z.string().nullable().default(null),
})
type State = z.infer<typeof state>

export interface HistoryParts {
  readonly local: LocalStore
  readonly history: HistoryStore
  readonly site: SitePort
  /** Resolves when every entry asked for so far is on the disk: history comes behind their scans. */
  quiet(): Promise<void>
}

export interface FetchHow {
  changed(): void
  /** Of a segment that does not go out in one piece; resolves once it is noted that its entries are still to come. */
  tooLarge(entries: readonly UnreadableEntry[]): Promise<void>
}

/**
 * So often the picture is asked for that does not come whole, as on a line that cuts what is long, or a segment. After
 * that a new desk folds its own picture, and has the entries of the segment in pages.
 */
const mostTries = 4

/**
 * How a new desk is ready at once: it takes the centre's folded picture, then the history behind it in segments,
 * in the background. The live tail begins where the segments end.
 */
export class HistorySync {
  private known: State | null | undefined
  private triesLeft = mostTries
  /** Segments asked for at once: more of them keep a scan waiting that comes while they are read and written. */
  private most = 4
  /** So often in a row not even one of them came whole. */
  private cuts = 0

  constructor(
    private readonly parts: HistoryParts,
    private readonly siteId: string,
  ) {}

  get progress(): { readonly done: number; readonly total: number } | null {
    const { known } = this
    if (!known || known.next >= known.segments) return null
    const { segmentLength } = this.parts.history
    return { done: known.next * segmentLength, total: known.segments * segmentLength }
  }

  /** Before the tail is opened. @returns where the tail begins, undefined for the beginning */
  async begin(client: CentreClient): Promise<TailCheckpoint | undefined | NotOk> {
    this.known ??= await this.read()
    if (this.known === null && Object.keys(this.parts.site.seen()).length === 0) {
      const stopped = this.triesLeft > 0 ? await this.takeSnapshot(client) : undefined
      if (stopped) {
        // Whoever asks waits until the centre answers what is short: that nobody answered was not the network.
        if (stopped.because === 'no-connection' || stopped.problem.code === 'broken') this.triesLeft -= 1
        return stopped
      }
    }
    if (!this.known) return undefined
    const { epoch, segments, next, mark } = this.known
    await this.parts.site.historyComes(next < segments)
    return { epoch, position: segments * this.parts.history.segmentLength, mark }
  }

  /** Segments of what was missed are on the disk as well, and the tail goes on after them. */
  async tailBeginsAt({ epoch, position, mark }: TailCheckpoint): Promise<void> {
    const segments = position / this.parts.history.segmentLength
    await this.note({ epoch, segments, next: segments, mark })
  }

  /** Fetches what is left of the history. @returns why it stopped; undefined when all of it is here */
  async fetch(client: CentreClient, how: FetchHow, signal: AbortSignal): Promise<NotOk | undefined> {
    let ahead: ReturnType<typeof this.ask> | undefined
    while (this.known && this.known.next < this.known.segments && !signal.aborted) {
      const { next, segments, epoch } = this.known
      const reply = await (ahead ?? this.ask(client, next, signal))
      ahead = undefined
      if (!reply.ok) {
        const code = reply.because === 'refused' ? reply.problem.code : this.wasCut()
        if (code === 'too-large') await how.tooLarge(this.positionsOf(epoch, next))
        else if (code !== 'epoch') return reply
        // Another history of the centre: the tail follows all of it from its beginning.
        await this.note({ ...this.known, next: code === 'epoch' ? segments : next + 1 })
      } else {
        this.cuts = 0
        const came = reply.value
        const then = next + came.length
        // The ones after them come while these go to the disk.
        if (then < segments) ahead = this.ask(client, then, signal)
        await this.parts.quiet()
        if (signal.aborted) return undefined
        await this.keep(came)
        await this.note({ ...this.known, next: then })
      }
      if (this.progress === null) await this.parts.site.historyComes(false)
      how.changed()
    }
    return undefined
  }

  /** A line that cuts what is long may let half as much through; where it never lets one segment through, pages. */
  private wasCut(): 'too-large' | undefined {
    this.cuts = this.most === 1 ? this.cuts + 1 : 0
    this.most = Math.ceil(this.most / 2)
    return this.cuts >= mostTries ? 'too-large' : undefined
  }

  private ask(client: CentreClient, n: number, signal: AbortSignal) {
    const { epoch = '', segments = 0 } = this.known ?? {}
    const { segmentLength } = this.parts.history
    const { quiet } = this.parts
    const take = ({ entries }: PackedSegment) => this.unseenIn(entries)
    const wanted = { epoch, n, most: Math.min(this.most, segments - n), segmentLength, take, quiet }
    return askForSegments(client, this.siteId, wanted, signal)
  }

  private async keep(came: readonly AskedSegment<readonly unknown[]>[]): Promise<void> {
    await this.parts.history.keep(came)
    const entries = came.flatMap(({ taken }) => taken.map((value) => readEntry(value)))
    const readable = entries.flatMap((reading) => (reading.ok ? [reading.entry] : []))
    if (readable.length > 0) await this.parts.site.follow(readable)
  }

  /** None, as long as the picture came with the history; all, when it had to be folded anew since. */
  private unseenIn(entries: PackedSegment['entries']): unknown[] {
    const seen = this.parts.site.seen()
    return entries.flatMap(({ entry }) => {
      const { deviceId, deviceSeq }: Record<string, unknown> = Object(entry)
      const isSeen =
        typeof deviceId === 'string' && typeof deviceSeq === 'number' && hasSeen(seen, deviceId, deviceSeq)
      return isSeen ? [] : [entry]
    })
  }

  private async takeSnapshot(client: CentreClient): Promise<NotOk | undefined> {
    const reply = await client.ask({ path: paths.snapshot(this.siteId) }, snapshotAnswer)
    if (!reply.ok)
      return reply.because === 'refused' && reply.problem.code === 'not-found' ? undefined : reply
    const { epoch, position, start, mark = null } = reply.value
    const opened = reply.value.foldVersion === foldVersion ? openStart(start) : undefined
    if (opened === undefined || !(await this.parts.site.adopt(opened))) return undefined
    await this.note({
      epoch,
      segments: Math.floor(position / this.parts.history.segmentLength),
      next: 0,
      mark,
    })
    return undefined
  }

  private positionsOf(epoch: string, n: number): UnreadableEntry[] {
    const { segmentLength } = this.parts.history
    const before = n * segmentLength
    return Array.from({ length: segmentLength }, (_, i) => ({
      epoch,
      position: before + i + 1,
      fault: 'too-large',
    }))
  }

  private get key(): string {
    return `centre-history-${this.siteId}`
  }

  private async read(): Promise<State | null> {
    const kept = state.safeParse(await this.parts.local.readSetting(this.key))
    return kept.success ? kept.data : null
  }

  private async note(next: State): Promise<void> {
    this.known = next
    await this.parts.local.writeSetting(this.key, { ...next })
  }
}
