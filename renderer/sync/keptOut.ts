import { z } from 'zod'
import { pageLimit } from '../../shared/contract/sync'
import type { EntryStore } from '../storage/entryStore'
import type { LocalStore } from '../storage/localStore'
import type { NotOk } from './centreClient'
import { type PulledPage, pullPage, type UnreadableEntry } from './pullPage'
import type { SyncAmbient } from './syncAmbient'
import { keepEntries, type TailHow } from './tail'

/** What was spoilt on its way is there soon; what only a later version reads may take weeks. */
const firstMs = 60_000
const longestMs = 3_600_000

const list = z.object({
  epoch: z.string(),
  /** What could not be read. */
  positions: z.array(z.number()),
  /** Ids of what came with another body than the disk has. */
  collided: z.array(z.string()).default([]),
})
type List = z.infer<typeof list>

export interface KeptOutParts {
  readonly ambient: SyncAmbient
  readonly local: LocalStore
  readonly entries: EntryStore
}

/**
 * What came from one feed and is not in the log, noted on the disk before the tail steps over it. What could not be read,
 * by its position, is asked for again until it can be; what the log has with another body stays an alarm. In another
 * history of the centre the tail comes by all of it again.
 */
export class KeptOut {
  private known: List | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private waitMs = firstMs
  /** At the start of the link it is asked at once. */
  private dueMs = Number.NEGATIVE_INFINITY

  constructor(
    private readonly parts: KeptOutParts,
    private readonly siteId: string,
  ) {}

  /** What could not be read so far. */
  get unread(): number {
    return this.known?.positions.length ?? 0
  }

  get count(): number {
    return this.unread + (this.known?.collided.length ?? 0)
  }

  /** Until then nothing is known to be kept out. */
  async open(): Promise<void> {
    await this.change((known) => known)
  }

  /** Resolves once they are on the disk. */
  async note(unreadable: readonly UnreadableEntry[]): Promise<void> {
    const [first] = unreadable
    if (!first) return
    const { epoch } = first
    await this.change((known) => {
      const before = known.epoch === epoch ? known : nothing
      const positions = [...new Set([...before.positions, ...unreadable.map(({ position }) => position)])]
      if (positions.length === before.positions.length) return known
      this.waitMs = firstMs
      this.dueMs = this.parts.ambient.steadyMs() + firstMs
      return { ...before, epoch, positions: positions.sort((a, b) => a - b) }
    })
  }

  /** Resolves once they are on the disk. */
  async noteCollided(ids: readonly string[], epoch: string): Promise<void> {
    await this.change((known) => {
      const before = known.epoch === epoch ? known : nothing
      const collided = [...new Set([...before.collided, ...ids])]
      return collided.length === before.collided.length ? known : { ...before, epoch, collided }
    })
  }

  /** The feed is followed in this history of the centre now. */
  async followedIn(epoch: string): Promise<void> {
    if (this.count > 0 && this.known?.epoch !== epoch)
      await this.change((known) => (known.epoch === epoch ? known : nothing))
  }

  /** Asks once more where it is time to. @returns why it stopped; undefined when all were asked for */
  async askAgain(how: TailHow): Promise<NotOk | undefined> {
    await this.open()
    const { epoch, positions } = this.known ?? nothing
    const nowMs = this.parts.ambient.steadyMs()
    if (positions.length === 0 || nowMs < this.dueMs) return undefined
    for (let run = runAfter(positions, 0); run; ) {
      const from = { epoch, position: run.first - 1, mark: null }
      const pulled = await pullPage(how.client, this.siteId, from, Math.min(run.length, how.pages.rows))
      how.pages.noticed(pulled)
      if (!pulled.ok) return pulled
      const { page } = pulled
      const upTo = page.checkpoint.position
      if (page.checkpoint.epoch === epoch) await this.take(how, page, run.first)
      else await this.change((known) => (known.epoch === epoch ? nothing : known))
      if (page.checkpoint.epoch !== epoch) return undefined
      // Of large ones fewer come than were asked for, and of a feed without an end none.
      run = runAfter(positions, upTo < run.first ? run.first + run.length - 1 : upTo)
    }
    this.dueMs = nowMs + this.waitMs
    this.waitMs = Math.min(this.waitMs * 2, longestMs)
    return undefined
  }

  private async take(how: TailHow, { entries, checkpoint, unreadable }: PulledPage, first: number) {
    const readable = entries.filter((entry) => !how.isTwins(entry))
    await how.collided(entries.filter(how.isTwins), checkpoint.epoch)
    await keepEntries(this.parts.entries, how, { entries: readable, checkpoint })
    if (readable.length > 0) await how.came(readable)
    const isOut = (position: number) =>
      position < first ||
      position > checkpoint.position ||
      unreadable.some((one) => one.position === position)
    await this.change((known) =>
      known.epoch === checkpoint.epoch ? { ...known, positions: known.positions.filter(isOut) } : known,
    )
  }

  /** One after the other, and known only once it is on the disk. */
  private change(next: (known: List) => List): Promise<void> {
    const changed = this.turn.then(async () => {
      this.known ??= await this.read()
      const then = next(this.known)
      if (then !== this.known) await this.parts.local.writeSetting(this.key, { ...then })
      this.known = then
    })
    this.turn = changed.catch(() => undefined)
    return changed
  }

  private get key(): string {
    return `centre-kept-out-${this.siteId}`
  }

  private async read(): Promise<List> {
    const kept = list.safeParse(await this.parts.local.readSetting(this.key))
    return kept.success ? kept.data : nothing
  }
}

const nothing: List = { epoch: '', positions: [], collided: [] }

/** The next stretch of positions without a gap, no longer than a page. */
function runAfter(positions: readonly number[], after: number) {
  const first = positions.find((position) => position > after)
  if (first === undefined) return undefined
  let length = 1
  while (length < pageLimit && positions.includes(first + length)) length += 1
  return { first, length }
}
