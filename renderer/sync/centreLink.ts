import { protocolVersion } from '../../shared/contract/sync'
import type { EntryStore } from '../storage/entryStore'
import { CentreClient, type NotOk } from './centreClient'
import type { DeskPort } from './deskPort'
import type { Enrolment } from './enrolment'
import { Errand } from './errand'
import { FollowedFeed } from './followedFeed'
import { listenForHints } from './hintStream'
import type { HistorySync } from './historySync'
import { type Halt, type LinkView, skewWorthAWordMs, worthProgress } from './linkView'
import type { PeopleSync } from './peopleSync'
import type { TailCheckpoint } from './pullPage'
import { Sending } from './sending'
import type { SentBook } from './sentBook'
import type { SyncAmbient } from './syncAmbient'
import type { Tail, TailHow } from './tail'
import { watchClock } from './watchClock'

const tellMs = 200
const pollMs = 60_000

export interface LinkParts {
  readonly ambient: SyncAmbient
  readonly enrolment: Enrolment
  readonly entries: EntryStore
  readonly book: SentBook
  readonly desk: DeskPort
  readonly people: PeopleSync
  /** How a new desk comes by a feed's history; a desk without room for it has none. */
  historyOf(siteId: string): HistorySync | undefined
  /** How a feed's live tail reaches the disk. */
  openTail(how: TailHow, from: TailCheckpoint | undefined): Tail
}

interface Errands {
  readonly send: Errand
  readonly people: Errand
  readonly follow: readonly Errand[]
  readonly history: readonly Errand[]
}

/** Keeps this desk in step with the centre: sends what is its own, follows its feeds, and says where it stands. */
export class CentreLink {
  readonly client: CentreClient
  private readonly over = new AbortController()
  private readonly sending: Sending
  private readonly feeds: readonly FollowedFeed[]
  private readonly errands: Errands
  private readonly listeners = new Set<() => void>()
  private readonly keptOut = new Set<string>()
  private readonly progress = new Map<string, LinkView['progress']>()
  private telling = false
  private halt: Halt | null = null
  private shown: LinkView | undefined

  constructor(private readonly parts: LinkParts) {
    const { ambient, enrolment, entries, book, desk } = parts
    const changed = () => this.changed()
    const client = new CentreClient(ambient, enrolment.address, enrolment.token, changed)
    this.client = client
    this.sending = new Sending({
      client,
      entries,
      book,
      desk,
      changed,
      known: () => this.goOn(),
      begunAnew: () => this.followAll(),
    })
    this.feeds = enrolment.feeds.map(
      ({ siteId }) =>
        new FollowedFeed({
          how: this.tailHow(siteId),
          history: parts.historyOf(siteId),
          openTail: parts.openTail,
          changed,
        }),
    )
    this.errands = this.begin()
    const { signal } = this.over
    const forget = desk.subscribe(() => {
      const wrote = this.sending.noticeWritten(ambient.nowMs())
      if (this.halt) return
      if (wrote) this.errands.send.ask()
      if (parts.people.waits) this.errands.people.ask()
    })
    signal.addEventListener('abort', forget)
    void this.listen()
    void watchClock(ambient, signal, { jumped: () => this.wake(), hourly: () => this.compare() })
  }

  get view(): LinkView {
    this.shown ??= this.look()
    return this.shown
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get people(): PeopleSync {
    return this.parts.people
  }

  /** The machine woke, or has a network again, or a person asks: everything is looked at now. */
  wake(): void {
    this.client.breaker.tryNow()
    this.compare()
    this.followAll()
  }

  /** Once more to the centre with what it kept apart. */
  async tryAsideAgain(): Promise<void> {
    await this.parts.book.tryAsideAgain()
    this.errands.send.ask()
    this.changed()
  }

  async stop(): Promise<void> {
    this.over.abort()
    await Promise.all(this.feeds.map((feed) => feed.stop()))
  }

  private begin(): Errands {
    const { ambient } = this.parts
    const { signal } = this.over
    const ready = () => this.client.breaker.whenOpen(signal)
    const errand = (run: () => Promise<'done' | 'again'>) =>
      new Errand({ ambient, signal, everyMs: pollMs, ready, run })
    return {
      send: errand(() => this.send()),
      people: errand(() => this.keepPeople()),
      follow: this.feeds.map((feed) => errand(() => this.follow(feed))),
      history: this.feeds.map((feed) => errand(() => this.fetchHistory(feed))),
    }
  }

  private async send(): Promise<'done' | 'again'> {
    if (this.halt) this.sending.compareFirst()
    const stopped = await this.sending.run(this.over.signal)
    return stopped ? this.after(stopped) : 'done'
  }

  private async follow(feed: FollowedFeed): Promise<'done' | 'again'> {
    if (this.halt) return 'done'
    const outcome = await feed.look()
    if (feed.hasHistoryToCome) this.errands.history[this.feeds.indexOf(feed)]?.ask()
    return typeof outcome === 'string' ? 'done' : this.after(outcome)
  }

  private async fetchHistory(feed: FollowedFeed): Promise<'done' | 'again'> {
    if (this.halt) return 'done'
    const stopped = await feed.fetchHistory(this.over.signal)
    return stopped ? this.after(stopped) : 'done'
  }

  private async keepPeople(): Promise<'done' | 'again'> {
    const [own] = this.parts.enrolment.feeds
    if (this.halt || !own) return 'done'
    const stopped = await this.parts.people.run(this.client, own.siteId, this.parts.ambient.nowMs())
    this.changed()
    return stopped ? this.after(stopped) : 'done'
  }

  private compare(): void {
    this.sending.compareFirst()
    this.errands.send.ask()
  }

  private followAll(): void {
    this.errands.people.ask()
    for (const errand of this.errands.follow) errand.ask()
  }

  private tailHow(siteId: string): TailHow {
    const { desk } = this.parts
    return {
      client: this.client,
      siteId,
      startsAt: (position) => desk.knows(siteId, position),
      landed: async ({ entries, checkpoint, head }) => {
        await desk.follow(entries)
        desk.knows(siteId, checkpoint.position)
        if (this.sending.sawEpoch(checkpoint.epoch)) this.compare()
        this.showProgress(siteId, checkpoint.position, head)
      },
      unreadable: (list) => {
        for (const { position } of list) this.keepOut(`${siteId}@${position}`)
      },
      collided: ({ id }) => this.keepOut(id),
    }
  }

  // ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────

  private look(): LinkView {
    const { reached, lastMs, skewMs } = this.client.contact
    const { unsent, oldestUnsentMs } = this.sending
    const all = [...this.progress.values(), ...this.feeds.map((feed) => feed.historyProgress)]
    const [progress = null] = all.filter((one) => one !== null)
    const receiving = progress !== null || !this.feeds.every((feed) => feed.caughtUp)
    const online = unsent > 0 ? 'sending' : receiving ? 'receiving' : 'in-step'
    const way = reached === 'not-yet' ? 'connecting' : reached === 'no' ? 'offline' : online
    return {
      state: this.halt ?? way,
      unsent,
      oldestUnsentMs: unsent === 0 ? null : oldestUnsentMs,
      lastContactMs: lastMs,
      skewMs: skewMs !== null && Math.abs(skewMs) > skewWorthAWordMs ? skewMs : null,
      progress,
      aside: this.parts.book.aside,
      keptOut: this.keptOut.size,
      lostPeople: this.parts.people.lost.length,
    }
  }

  /** Whoever shows it hears a few times a second at most: with every scan something is sent and answered. */
  private changed(): void {
    this.shown = undefined
    if (this.telling) return
    this.telling = true
    void this.parts.ambient.wait(tellMs).then(() => {
      this.telling = false
      for (const listener of this.listeners) listener()
    })
  }

  private keepOut(what: string): void {
    if (this.keptOut.has(what)) return
    this.keptOut.add(what)
    this.changed()
  }

  private showProgress(siteId: string, done: number, total: number): void {
    const shown = this.progress.get(siteId) ?? null
    const far = total - done > (shown ? 0 : worthProgress)
    if (!far && !shown) return
    this.progress.set(siteId, far ? { done, total } : null)
    this.changed()
  }

  // ── when to look ──────────────────────────────────────────────────────────────────────────────────────────────

  private async listen(): Promise<void> {
    const { ambient, enrolment } = this.parts
    const { signal } = this.over
    let heard = false
    while (!signal.aborted) {
      await this.client.breaker.whenOpen(signal)
      const startedMs = ambient.steadyMs()
      const hears =
        !this.halt &&
        (await listenForHints(this.client, signal, {
          more: ({ siteId }) => {
            this.errands.follow[enrolment.feeds.findIndex((feed) => feed.siteId === siteId)]?.ask()
            if (siteId === enrolment.feeds[0]?.siteId) this.errands.people.ask()
          },
          again: () => this.compare(),
        }))
      // There was a stream and now there is none: is the centre still there?
      if (heard && !hears) this.followAll()
      heard = hears
      // One that was cut at once is not opened again at once.
      if (ambient.steadyMs() - startedMs < pollMs)
        await ambient.wait(1_000 + ambient.chance() * 9_000, signal)
    }
  }

  // ── when it does not work ─────────────────────────────────────────────────────────────────────────────────────

  private after(reply: NotOk): 'done' | 'again' {
    if (reply.because === 'no-connection') return 'again'
    const { code, min = protocolVersion } = reply.problem
    if (code === 'slow-down' || code === 'busy' || code === 'broken') return 'again'
    if (code === 'revoked') this.stopFor('revoked')
    if (code === 'unauthorised') this.stopFor('taken-over')
    if (code === 'protocol') this.stopFor(protocolVersion < min ? 'desk-too-old' : 'desk-too-new')
    return 'done'
  }

  /** From here on the centre hears nothing but now and then the question whether it takes the desk back. */
  private stopFor(halt: Halt): void {
    if (this.halt === halt) return
    this.halt = halt
    this.changed()
  }

  private goOn(): void {
    if (!this.halt) return
    this.halt = null
    this.followAll()
    this.changed()
  }
}
