import type { CentreClient, NotOk } from './centreClient'
import { Errand } from './errand'
import type { HistorySync } from './historySync'
import type { MissedSegments } from './missedSegments'
import type { KeptOut } from './keptOut'
import { PageSize } from './pageSize'
import type { PeopleSync } from './peopleSync'
import type { TailCheckpoint, UnreadableEntry } from './pullPage'
import type { SyncAmbient } from './syncAmbient'
import type { Tail, TailHow, TailOutcome } from './tail'

const pollMs = 60_000

/** How a desk comes by what is in whole segments: what was before it was there, and what it missed. */
export interface InSegments {
  readonly history: HistorySync
  readonly missed: MissedSegments
}

export interface FollowingParts {
  readonly ambient: SyncAmbient
  readonly how: Omit<TailHow, 'pages' | 'unreadable' | 'goesOnFrom'> & {
    /** Where this desk left off, before anything is asked. */
    startsAt(position: number): void
  }
  readonly segments: InSegments | undefined
  readonly people: PeopleSync
  readonly keptOut: KeptOut
  openTail(how: TailHow, from: TailCheckpoint | undefined): Tail
  /** Whatever has to be waited for before the centre may be asked. */
  ready(signal: AbortSignal): Promise<void>
  isHalted(): boolean
  /** What to do about an answer that was none. */
  after(reply: NotOk): 'done' | 'again'
  changed(): void
}

/** One feed of this desk: its folded beginning, the history behind that, the live tail after it, and its people. */
export class FollowedFeed {
  readonly people: PeopleSync
  private readonly over = new AbortController()
  private readonly following: Errand
  private readonly fetching: Errand
  private readonly keeping: Errand
  private readonly how: TailHow
  /** How far the picture has followed, and where the feed ended then; what is on the disk at the start is in it. */
  private told: { readonly at: TailCheckpoint | undefined; readonly head: number } | undefined
  /** Before that everything came in segments. */
  private inSegments: TailCheckpoint | undefined
  private tail: Tail | undefined
  /** Had everything there was when it looked last, and could keep what it could read. */
  private lookedToTheEnd = false

  constructor(private readonly parts: FollowingParts) {
    const { ambient } = parts
    const { signal } = this.over
    this.people = parts.people
    this.how = {
      ...parts.how,
      pages: new PageSize(),
      landed: async (page) => {
        await parts.how.landed(page)
        // What cannot be noted now is noted with the next page.
        await parts.keptOut.followedIn(page.checkpoint.epoch).catch(() => undefined)
        this.told = { at: page.checkpoint, head: page.head }
      },
      unreadable: (list) => this.keepOut(list),
      goesOnFrom: (stored) => this.goesOnFrom(stored),
    }
    const ready = () => parts.ready(signal)
    const errand = (run: () => Promise<'done' | 'again'>) =>
      new Errand({ ambient, signal, everyMs: pollMs, ready, run: this.unlessHalted(run) })
    this.keeping = errand(() => this.keepPeople())
    this.following = errand(() => this.follow())
    this.fetching = errand(() => this.fetchHistory())
    errand(() => this.askForKeptOut())
    void parts.keptOut.open().then(parts.changed, () => undefined)
  }

  /** Has everything there is. */
  get caughtUp(): boolean {
    return this.lookedToTheEnd && this.parts.keptOut.unread === 0
  }

  /** What came of it and is not in the log. */
  get keptOut(): number {
    return this.parts.keptOut.count
  }

  /** What is behind the picture that this desk began with is on its disk. */
  get hasWholeHistory(): boolean {
    return this.tail !== undefined && this.historyProgress === null
  }

  get historyProgress(): { readonly done: number; readonly total: number } | null {
    return this.parts.segments?.history.progress ?? null
  }

  /** There may be more of it. */
  ask(): void {
    this.following.ask()
    this.keeping.ask()
  }

  askPeople(): void {
    this.keeping.ask()
    this.parts.changed()
  }

  /** Once more to the centre with whom it could not read. */
  async tryRefusedAgain(): Promise<void> {
    await this.people.tryRefusedAgain()
    this.askPeople()
  }

  async stop(): Promise<void> {
    this.over.abort()
    await this.tail?.stop()
  }

  private unlessHalted(run: () => Promise<'done' | 'again'>) {
    return async () => (this.parts.isHalted() ? 'done' : run())
  }

  private after(stopped: NotOk | undefined): 'done' | 'again' {
    return stopped && !this.over.signal.aborted ? this.parts.after(stopped) : 'done'
  }

  private async follow(): Promise<'done' | 'again'> {
    const outcome = await this.look()
    if (this.hasHistoryToCome) this.fetching.ask()
    return typeof outcome === 'string' ? 'done' : this.after(outcome)
  }

  private async look(): Promise<TailOutcome> {
    const { segments, openTail, keptOut } = this.parts
    const { how } = this
    if (!this.tail) {
      await keptOut.open()
      const from = await segments?.history.begin(how.client)
      if (from && 'ok' in from) return from
      if (this.over.signal.aborted) return 'done'
      this.inSegments = from
      this.tail = openTail(how, from)
      this.parts.changed()
    }
    // What the centre has now, its first page says: that one shows the mark of where this desk is.
    if (this.told) this.told = { ...this.told, head: 0 }
    const outcome = await this.tail.look().catch(() => 'not-stored' as const)
    if (outcome === 'not-stored') await this.beginTailAnew()
    const caughtUp = outcome === 'done' || (this.lookedToTheEnd && outcome !== 'not-stored')
    if (caughtUp !== this.lookedToTheEnd) {
      this.lookedToTheEnd = caughtUp
      this.parts.changed()
    }
    return outcome
  }

  /** RxDB's replication does not outlive a write that failed: the next look begins another, where the disk is. */
  private async beginTailAnew(): Promise<void> {
    const { tail } = this
    this.tail = undefined
    await tail?.stop().catch(() => undefined)
  }

  private get hasHistoryToCome(): boolean {
    return this.tail !== undefined && this.historyProgress !== null
  }

  private async fetchHistory(): Promise<'done' | 'again'> {
    const { how, segments, changed } = this.parts
    if (!this.hasHistoryToCome) return 'done'
    const tooLarge = (entries: readonly UnreadableEntry[]) => this.keepOut(entries)
    return this.after(await segments?.history.fetch(how.client, { changed, tooLarge }, this.over.signal))
  }

  private async goesOnFrom(stored: TailCheckpoint | undefined): Promise<TailCheckpoint | undefined> {
    if (!this.told) {
      const at = later(stored, this.inSegments)
      if (at) this.parts.how.startsAt(at.position)
      this.told = { at, head: 0 }
    }
    const { at, head } = this.told
    if (at) await this.parts.segments?.missed.bring({ how: this.how, at, head, signal: this.over.signal })
    return this.told.at
  }

  private async keepOut(unreadable: readonly UnreadableEntry[]): Promise<void> {
    if (unreadable.length === 0) return
    await this.parts.keptOut.note(unreadable)
    this.parts.changed()
  }

  private async askForKeptOut(): Promise<'done' | 'again'> {
    const stopped = await this.parts.keptOut.askAgain(this.how)
    this.parts.changed()
    return this.after(stopped)
  }

  private async keepPeople(): Promise<'done' | 'again'> {
    const { client }: { readonly client: CentreClient } = this.parts.how
    const stopped = await this.people.run(client, this.parts.ambient.nowMs())
    this.parts.changed()
    return this.after(stopped)
  }
}

/** Of two places; in two histories of the centre the one where the tail was, for segments come in between its pages. */
function later(tail: TailCheckpoint | undefined, inSegments: TailCheckpoint | undefined) {
  if (!tail || !inSegments) return tail ?? inSegments
  return tail.epoch === inSegments.epoch && inSegments.position > tail.position ? inSegments : tail
}
