import { deskName } from '../../shared/contract/deskLine'
import { type MeAnswer, paths, type SeqRange } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { stampMs } from '../../shared/kernel/stamp'
import { BringBack } from './bringBack'
import type { NotOk } from './centreClient'
import { EntryPush, type PushedAside, pushEntries } from './entryPush'
import { OwnPast, type OwnPastParts } from './ownPast'
import { PutOff } from './putOff'
import type { SentBook } from './sentBook'
import { minus, sizeOf } from './seqRanges'
import { askMe } from './twin'

export interface SendingParts extends OwnPastParts {
  readonly book: SentBook
  changed(): void
  /** The centre answered who this desk is to it. */
  known(me: MeAnswer): Promise<void>
  /** The centre has begun another history: what it had is to be looked at from its beginning. */
  begunAnew(): Promise<void>
}

/**
 * Brings to the centre what it has not got, by sequence. First it asks which the centre has: what this desk
 * believed sent may have been lost there, and RxDB's own bookkeeping goes by the wall clock.
 */
export class Sending {
  oldestUnsentMs: number | null = null
  readonly past: OwnPast
  private readonly push: EntryPush
  private readonly putOff: PutOff<number>
  /** What a centre that was restored has lost of others. */
  private readonly others: BringBack
  /** What the devices this one goes on for had not sent. */
  private readonly former: BringBack
  /** Of the centre's history that all this is about; noted in the book once nothing of others is left to bring. */
  private epoch: string | null
  private mustCompare = true
  private comparing = false
  /** How many entries of former devices were here when it was last asked about them. */
  private formerAsked = 0
  private oldestSeq = 0
  private told = 0

  constructor(private readonly parts: SendingParts) {
    this.past = new OwnPast(parts)
    this.push = new EntryPush(parts.client)
    this.putOff = new PutOff(() => parts.client.ambient.steadyMs())
    this.others = new BringBack(parts)
    this.former = new BringBack(parts)
    this.epoch = parts.book.epoch
    this.noticeOldest(null)
  }

  get unsent(): number {
    const { book, desk } = this.parts
    return this.ownUnsent + desk.formerEntries() + book.formerUnsent
  }

  private get ownUnsent(): number {
    return this.parts.book.unsent(this.ownHead())
  }

  /** Something is to be sent now, before anything that matters less: not what only a former device itself can send. */
  get isDue(): boolean {
    const asks = this.mustCompare || this.comparing || this.formerCame
    return this.due().length > 0 || (asks && this.unsent > this.ownUnsent && !this.former.waits)
  }

  /** More is here of former devices than when the centre was last asked about them. */
  get formerCame(): boolean {
    return this.parts.desk.formerEntries() !== this.formerAsked
  }

  /** Of the unsent, what is for feeds that are not this desk's any more. */
  get heldBack(): number {
    return this.ownUnsent - sizeOf(this.lacking()) + this.parts.desk.formerHeldBack()
  }

  /** Before anything more is sent, the centre is asked what it has. */
  compareFirst(): void {
    this.mustCompare = true
  }

  /** Also what did not get through before. */
  tryNow(): void {
    for (const one of [this.putOff, this.others, this.former]) one.tryNow()
    this.compareFirst()
  }

  /** True when something was written that has still to go. */
  noticeWritten(nowMs: number): boolean {
    if (!this.noticeOldest(nowMs)) return false
    if (this.unsent !== this.told) {
      this.told = this.unsent
      this.parts.changed()
    }
    return true
  }

  /** @param writtenMs when the newest was written; null where that is not known */
  private noticeOldest(writtenMs: number | null): boolean {
    const [first] = this.lacking()
    if (!first) return false
    const [seq] = first
    if (seq === this.oldestSeq) return true
    this.oldestSeq = seq
    this.oldestUnsentMs = seq === this.ownHead() ? writtenMs : null
    if (this.oldestUnsentMs === null) void this.lookUpAge(seq)
    return true
  }

  private async lookUpAge(seq: number): Promise<void> {
    const { entries, desk, changed } = this.parts
    const [oldest] = await entries.ofDevice(desk.deviceId, seq, seq).catch(() => [])
    if (!oldest || this.oldestSeq !== seq) return
    this.oldestUnsentMs = stampMs(oldest.stamp)
    changed()
  }

  sawEpoch(epoch: string): boolean {
    return this.epoch !== null && this.epoch !== epoch
  }

  /** @returns why it stopped; undefined when there is nothing left to send */
  async run(signal: AbortSignal): Promise<NotOk | undefined> {
    if (this.mustCompare || this.others.isDue || this.former.isDue || this.formerCame) {
      const stopped = await this.compare()
      if (stopped) return stopped
    }
    const { book, entries, desk } = this.parts
    for (;;) {
      const [range] = this.due()
      if (!range || signal.aborted || this.past.hasTwin) return undefined
      const [from] = range
      const to = Math.min(range[1], from + pushEntries - 1)
      const batch = await entries.ofDevice(desk.deviceId, from, to)
      // What is not on this disk the centre has, or nobody: as after a profile was made anew.
      if (batch.length === 0) await book.sent(Array.from({ length: to - from + 1 }, (_, i) => from + i))
      const stopped = batch.length === 0 ? undefined : await this.sendBatch(batch)
      if (stopped) return stopped
    }
  }

  /** What has still to be sent and can be. */
  private lacking(): SeqRange[] {
    const { book, desk } = this.parts
    return minus(book.lacking(this.ownHead()), desk.heldBack())
  }

  /** Of that, what is not put off. */
  private due(): SeqRange[] {
    const putOff = this.putOff.waiting.map((seq): SeqRange => [seq, seq])
    return minus(this.lacking(), putOff)
  }

  private ownHead(): number {
    return this.parts.desk.ownHead()
  }

  private async sendBatch(batch: readonly Entry[]): Promise<NotOk | undefined> {
    const { book, changed } = this.parts
    this.noticeOldest(null)
    const { sent, aside, elsewhere, stopped, alone } = await this.push.push(
      batch,
      this.past.last,
      (answer) => {
        if (this.sawEpoch(answer.epoch)) this.mustCompare = true
      },
    )
    if (stopped?.because === 'refused' && stopped.problem.code === 'other-last')
      return this.otherLast(stopped)
    if (alone && stopped) this.putOff.stoppedAt(alone.deviceSeq, stopped, sizeOf(this.due()) > 1)
    const taken = sent.map(({ deviceSeq }) => deviceSeq)
    this.past.went(sent)
    if (taken.length > 0) await book.sent(taken)
    this.putOff.taken(taken)
    // The feeds are others by now, it seems: what is for those that went waits for them to come back.
    for (const { deviceSeq } of elsewhere) this.putOff.add(deviceSeq)
    if (aside.length > 0)
      await book.setAside(aside.map(({ entry, note }) => ({ seq: entry.deviceSeq, ...note })))
    if (elsewhere.length > 0 || aside.some(({ note }) => note.reason === 'other-body'))
      this.mustCompare = true
    changed()
    return stopped ?? (this.mustCompare ? this.compare() : undefined)
  }

  private async otherLast(stopped: NotOk & { because: 'refused' }): Promise<NotOk | undefined> {
    const next = await this.past.otherLast(stopped.problem.last ?? null)
    if (next === 'send') return undefined
    this.mustCompare = true
    return next === 'ask' ? this.compare() : stopped
  }

  /** Asked for once more while it is under way, it is done once more. */
  private async compare(): Promise<NotOk | undefined> {
    this.mustCompare = false
    this.comparing = true
    let stopped: NotOk | undefined | 'failed' = 'failed'
    try {
      stopped = await this.compareNow()
      return stopped
    } finally {
      this.comparing = false
      if (stopped) this.mustCompare = true
    }
  }

  private async compareNow(): Promise<NotOk | undefined> {
    const { client, book, desk, known, begunAnew, changed } = this.parts
    const reply = await askMe(client, desk.deviceId)
    if (!reply.ok) return reply
    await known(reply.value)
    await this.sayName(reply.value)
    const { epoch } = reply.value
    const shared = await this.past.compare(reply.value)
    if (typeof shared === 'object') return shared
    if (shared !== undefined) {
      // All that was written since the two parted is unsent, whatever was believed of it.
      await book.compare({ upTo: shared, beyond: [] }, this.ownHead(), desk.heldBack())
      changed()
      return undefined
    }
    await book.compare(reply.value, this.ownHead(), desk.heldBack())
    const isAnother = this.sawEpoch(epoch)
    if (isAnother || this.others.waits) {
      const stopped = await this.others.run(reply.value.feeds)
      if (stopped) return stopped
    }
    if (isAnother) await begunAnew()
    this.epoch = epoch
    const stopped = await this.bringFormer(reply.value)
    if (stopped) return stopped
    // Written down last: a desk that is closed in between does all of it again.
    if (book.epoch !== epoch && !this.others.waits) await book.startEpoch(epoch)
    changed()
    return undefined
  }

  /** An older centre cannot be told: it shows what it has. */
  private async sayName({ device }: MeAnswer): Promise<void> {
    const name = this.parts.desk.ownName()
    if (name === '' || name === device.name) return
    await this.parts.client.ask({ method: 'PUT', path: paths.me, body: { name } }, deskName)
  }

  /** What the devices this one goes on for had not sent; it counts as unsent until the centre has it. */
  private async bringFormer(me: MeAnswer): Promise<NotOk | undefined> {
    const { desk, book } = this.parts
    this.formerAsked = desk.formerEntries()
    if (this.formerAsked - desk.formerHeldBack() + book.formerUnsent === 0) return undefined
    if (me.predecessors.length === 0) return this.letGoOfFormer(me)
    const apart: PushedAside[] = []
    const stopped = await this.former.run(me.feeds, { of: new Set(me.predecessors), apart })
    if (stopped || this.former.waits) return stopped
    await book.formerWent(
      apart.map(({ entry: { deviceId, deviceSeq }, note }) => ({ deviceId, seq: deviceSeq, ...note })),
    )
    await desk.broughtOf(me.predecessors, idsOf(me.feeds))
    this.formerAsked = desk.formerEntries()
    return this.letGoOfFormer(me)
  }

  /** A former device that is let in itself this one may not speak for; but the centre may have all of it. */
  private async letGoOfFormer({ feeds, predecessors }: MeAnswer): Promise<NotOk | undefined> {
    const { desk } = this.parts
    const others = desk.formerDevices().filter((one) => !predecessors.includes(one))
    if (others.length === 0 || desk.formerEntries() === 0) return undefined
    const whole = await this.former.wholeAt(feeds, others)
    if ('ok' in whole) return whole
    await desk.broughtOf(whole, idsOf(feeds))
    this.formerAsked = desk.formerEntries()
    return undefined
  }
}

const idsOf = (feeds: MeAnswer['feeds']) => feeds.map(({ siteId }) => siteId)
