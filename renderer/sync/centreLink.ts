import {
  type DevicesAnswer,
  devicesAnswer,
  type MeAnswer,
  meAnswer,
  paths,
  protocolVersion,
} from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { seenOf } from '../../shared/domain/entry/seen'
import { type DeviceId, idOf } from '../../shared/kernel/ids'
import { stampMs } from '../../shared/kernel/stamp'
import type { EntryStore } from '../storage/entryStore'
import { CentreClient, type Reply } from './centreClient'
import type { DeskPort } from './deskPort'
import type { Enrolment } from './enrolment'
import { EntryPush, pushEntries } from './entryPush'
import { Errand } from './errand'
import { listenForHints } from './hintStream'
import { type Halt, type LinkView, skewWorthAWordMs, worthProgress } from './linkView'
import type { SentBook } from './sentBook'
import { outside } from './seqRanges'
import type { SyncAmbient } from './syncAmbient'
import type { Tail, TailHow } from './tail'

const tellMs = 200
const pollMs = 60_000
const compareMs = 3_600_000
const haltedMs = 300_000
const clockTickMs = 10_000
/** A clock that moved so much against the steady one was set, or the machine slept. */
const clockJumpMs = 2_000

type NotOk = Exclude<Reply<never>, { readonly ok: true }>

export interface LinkParts {
  readonly ambient: SyncAmbient
  readonly enrolment: Enrolment
  readonly entries: EntryStore
  readonly book: SentBook
  readonly desk: DeskPort
  /** How a feed's live tail reaches the disk. */
  openTail(how: TailHow): Tail
}

/** Keeps this desk in step with the centre: sends what is its own, follows its feeds, and says where it stands. */
export class CentreLink {
  readonly client: CentreClient
  private readonly push: EntryPush
  private readonly over = new AbortController()
  private readonly tails: Tail[] = []
  private readonly errands: { compare: Errand; send: Errand; follow: readonly Errand[] }
  private readonly listeners = new Set<() => void>()
  private readonly keptOut = new Set<string>()
  private readonly progress = new Map<string, LinkView['progress']>()
  private telling = false
  private halt: Halt | null = null
  private mustCompare = true
  private oldestUnsentMs: number | null = null
  private oldestSeq = 0
  private shown: LinkView | undefined

  constructor(private readonly parts: LinkParts) {
    const { ambient, enrolment, desk } = parts
    this.client = new CentreClient(ambient, enrolment.address, enrolment.token, () => this.changed())
    this.push = new EntryPush(this.client)
    const signal = this.over.signal
    const ready = () => this.client.breaker.whenOpen(signal)
    const errand = (everyMs: number, run: () => Promise<'done' | 'again'>) =>
      new Errand({ ambient, signal, everyMs, ready, run })
    this.errands = {
      compare: errand(compareMs, () => this.askToCompare()),
      send: errand(pollMs, () => this.sendAll()),
      follow: enrolment.feeds.map(({ siteId }) => {
        const tail = parts.openTail(this.tailHow(siteId))
        this.tails.push(tail)
        return errand(pollMs, () => this.follow(tail))
      }),
    }
    const forget = desk.subscribe(() => this.noticeWritten())
    signal.addEventListener('abort', forget)
    void this.listen()
    void this.watchClock()
  }

  get view(): LinkView {
    this.shown ??= this.look()
    return this.shown
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The machine woke, or has a network again, or a person asks: everything is looked at now. */
  wake(): void {
    this.client.breaker.tryNow()
    this.errands.compare.ask()
    for (const errand of this.errands.follow) errand.ask()
  }

  /** Once more to the centre with what it kept apart. */
  async tryAsideAgain(): Promise<void> {
    await this.parts.book.tryAsideAgain()
    this.errands.send.ask()
    this.changed()
  }

  async stop(): Promise<void> {
    this.over.abort()
    await Promise.all(this.tails.map((tail) => tail.stop()))
  }

  // ── what there is ─────────────────────────────────────────────────────────────────────────────────────────────

  private ownHead(): number {
    const { desk } = this.parts
    return seenOf(desk.seen(), desk.deviceId).upTo
  }

  private look(): LinkView {
    const { book } = this.parts
    const { reached, lastMs, skewMs } = this.client.contact
    const unsent = book.unsent(this.ownHead())
    const [progress = null] = [...this.progress.values()].filter((one) => one !== null)
    const online = unsent > 0 ? 'sending' : progress ? 'receiving' : 'in-step'
    const way = reached === 'not-yet' ? 'connecting' : reached === 'no' ? 'offline' : online
    return {
      state: this.halt ?? way,
      unsent,
      oldestUnsentMs: unsent === 0 ? null : this.oldestUnsentMs,
      lastContactMs: lastMs,
      skewMs: skewMs !== null && Math.abs(skewMs) > skewWorthAWordMs ? skewMs : null,
      progress,
      aside: book.aside,
      keptOut: this.keptOut.size,
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

  private noticeWritten(): void {
    const [first] = this.parts.book.lacking(this.ownHead())
    if (!first) return
    if (first[0] !== this.oldestSeq) {
      this.oldestSeq = first[0]
      this.oldestUnsentMs = this.parts.ambient.nowMs()
      this.changed()
    }
    this.errands.send.ask()
  }

  // ── sending ───────────────────────────────────────────────────────────────────────────────────────────────────

  private async askToCompare(): Promise<'done'> {
    this.mustCompare = true
    this.errands.send.ask()
    return 'done'
  }

  private async sendAll(): Promise<'done' | 'again'> {
    if (this.mustCompare || this.halt) {
      const stopped = await this.compare()
      if (stopped) return this.after(stopped)
    }
    const { book, entries, desk } = this.parts
    for (;;) {
      const [range] = book.lacking(this.ownHead())
      if (!range || this.over.signal.aborted) return 'done'
      const [from, to] = range
      const batch = await entries.ofDevice(desk.deviceId, from, Math.min(to, from + pushEntries - 1))
      if (batch.length === 0) {
        // Nothing of it is on this disk, as after a profile was made anew: the centre has it or nobody does.
        await book.sent(Array.from({ length: Math.min(to - from + 1, pushEntries) }, (_, i) => from + i))
        continue
      }
      const stopped = await this.sendBatch(batch)
      if (stopped) return this.after(stopped)
    }
  }

  private async sendBatch(batch: readonly Entry[]): Promise<NotOk | undefined> {
    const { book } = this.parts
    this.noteOldest(batch[0])
    const { sent, aside, stopped } = await this.push.push(batch, ({ epoch }) => this.sawEpoch(epoch))
    if (sent.length > 0) await book.sent(sent.map(({ deviceSeq }) => deviceSeq))
    if (aside.length > 0)
      await book.setAside(aside.map(({ entry, note }) => ({ seq: entry.deviceSeq, ...note })))
    this.changed()
    return stopped
  }

  private noteOldest(oldest: Entry | undefined): void {
    if (!oldest || oldest.deviceSeq === this.oldestSeq) return
    this.oldestSeq = oldest.deviceSeq
    this.oldestUnsentMs = stampMs(oldest.stamp)
  }

  /** Asks which sequences the centre has; after it was restored, also whose else it lost. */
  private async compare(): Promise<NotOk | undefined> {
    const { book } = this.parts
    const reply = await this.client.ask({ path: paths.me }, meAnswer)
    if (!reply.ok) return reply
    this.halt = null
    const { epoch } = reply.value
    await book.compare(reply.value, this.ownHead())
    if (book.epoch !== null && book.epoch !== epoch) {
      const stopped = await this.bringBack(reply.value)
      if (stopped) return stopped
      for (const errand of this.errands.follow) errand.ask()
    }
    if (book.epoch !== epoch) await book.startEpoch(epoch)
    this.mustCompare = false
    this.changed()
    return undefined
  }

  private async bringBack({ feeds }: MeAnswer): Promise<NotOk | undefined> {
    for (const { siteId } of feeds) {
      const reply = await this.client.ask({ path: paths.devices(siteId) }, devicesAnswer)
      if (!reply.ok) return reply
      const stopped = reply.value.bringBack ? await this.bringOthers(reply.value) : undefined
      if (stopped) return stopped
    }
    return undefined
  }

  private async bringOthers({ devices }: DevicesAnswer): Promise<NotOk | undefined> {
    const { desk, entries } = this.parts
    const seen = desk.seen()
    for (const deviceId of Object.keys(seen).map((text) => idOf<DeviceId>(text))) {
      if (deviceId === desk.deviceId) continue
      const has = devices.find((one) => one.deviceId === deviceId)
      const { upTo, beyond } = seenOf(seen, deviceId)
      const head = beyond.at(-1) ?? upTo
      for (const [from, to] of outside(has ? [[1, has.upTo], ...has.beyond] : [], head)) {
        const stopped = await this.pushThrough(await entries.ofDevice(deviceId, from, to))
        if (stopped) return stopped
      }
    }
    return undefined
  }

  private async pushThrough(entries: readonly Entry[]): Promise<NotOk | undefined> {
    for (let left = entries; left.length > 0; ) {
      const { sent, aside, stopped } = await this.push.push(left, () => {})
      if (stopped) return stopped
      const through = new Set([...sent, ...aside.map(({ entry }) => entry)])
      left = left.filter((entry) => !through.has(entry))
    }
    return undefined
  }

  // ── following ─────────────────────────────────────────────────────────────────────────────────────────────────

  private tailHow(siteId: string): TailHow {
    const { desk } = this.parts
    return {
      client: this.client,
      siteId,
      startsAt: (position) => desk.knows(siteId, position),
      landed: async ({ entries, checkpoint, head }) => {
        await desk.follow(entries)
        desk.knows(siteId, checkpoint.position)
        this.sawEpoch(checkpoint.epoch)
        this.showProgress(siteId, checkpoint.position, head)
      },
      unreadable: (list) => {
        for (const { position } of list) this.keepOut(`${siteId}@${position}`)
      },
      collided: ({ id }) => this.keepOut(id),
    }
  }

  private async follow(tail: Tail): Promise<'done' | 'again'> {
    if (this.halt) return 'done'
    const outcome = await tail.look()
    if (outcome === 'done' || outcome === 'more' || outcome === 'not-stored') return 'done'
    return this.after(outcome)
  }

  private keepOut(what: string): void {
    if (this.keptOut.has(what)) return
    this.keptOut.add(what)
    this.changed()
  }

  private showProgress(siteId: string, done: number, total: number): void {
    const far = total - done > (this.progress.get(siteId) ? 0 : worthProgress)
    if (!far && !this.progress.get(siteId)) return
    this.progress.set(siteId, far ? { done, total } : null)
    this.changed()
  }

  private sawEpoch(epoch: string): void {
    const { book } = this.parts
    if (book.epoch === null || book.epoch === epoch || this.mustCompare) return
    this.errands.compare.ask()
  }

  private async listen(): Promise<void> {
    const { ambient } = this.parts
    const { signal } = this.over
    while (!signal.aborted) {
      await this.client.breaker.whenOpen(signal)
      const startedMs = ambient.steadyMs()
      if (!this.halt)
        await listenForHints(this.client, signal, {
          more: ({ siteId }) => this.lookAt(siteId),
          again: () => this.errands.compare.ask(),
        })
      // One that was cut at once is not opened again at once.
      if (ambient.steadyMs() - startedMs < pollMs)
        await ambient.wait(1_000 + ambient.chance() * 9_000, signal)
    }
  }

  private lookAt(siteId: string): void {
    const index = this.parts.enrolment.feeds.findIndex((feed) => feed.siteId === siteId)
    this.errands.follow[index]?.ask()
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

  private stopFor(halt: Halt): void {
    if (this.halt === halt) return
    this.halt = halt
    this.changed()
    void this.lookAgainLater()
  }

  /** The centre may take the desk back: asked seldom, and with nothing but the question. */
  private async lookAgainLater(): Promise<void> {
    const { signal } = this.over
    while (this.halt && !signal.aborted) {
      await this.parts.ambient.wait(haltedMs, signal)
      this.errands.compare.ask()
    }
    for (const errand of this.errands.follow) errand.ask()
  }

  private async watchClock(): Promise<void> {
    const { ambient } = this.parts
    const { signal } = this.over
    while (!signal.aborted) {
      const beforeMs = ambient.nowMs()
      const steadyMs = ambient.steadyMs()
      await ambient.wait(clockTickMs, signal)
      const steady = ambient.steadyMs() - steadyMs
      const jumped = Math.abs(ambient.nowMs() - beforeMs - steady) > clockJumpMs
      if (jumped || steady > 3 * clockTickMs) this.wake()
    }
  }
}
