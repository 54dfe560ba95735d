import { z } from 'zod'
import type { QuarantineReason, SeqRange } from '../../shared/contract/sync'
import type { SeqSpan } from '../../shared/domain/entry/seen'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'
import { minus, outside, sizeOf, without } from './seqRanges'

const range = z.tuple([z.number(), z.number()])
const note = z.object({ seq: z.number(), reason: z.string(), because: z.string() })
const page = z.object({
  epoch: z.string().nullable(),
  upTo: z.number(),
  again: z.array(range),
  aside: z.array(note),
  /** Of devices this one goes on for. */
  former: z.array(note.extend({ deviceId: z.string() })).default([]),
  formerAgain: z.boolean().default(false),
})
type Page = z.infer<typeof page>

/** An own entry that the centre keeps apart from the feed. It stays in this desk's log and counts here. */
export interface AsideEntry {
  /** The device that wrote it, where this one goes on for it; absent: this one. */
  readonly deviceId?: string
  readonly seq: number
  readonly reason: QuarantineReason | 'too-large' | 'bad-request' | 'bad-json'
  readonly because: string
}

const key = 'centre-sent'
const nothingSent: Page = { epoch: null, upTo: 0, again: [], aside: [], former: [], formerAgain: false }

/**
 * Which of this desk's own sequences the centre has committed, by its own word. Counted by sequence and never by
 * time. Lost, it is asked for again: sending what is known is harmless.
 */
export class SentBook {
  /** As it lies on the disk. */
  private kept: Page | undefined

  private constructor(
    private readonly local: LocalStore,
    private page: Page,
  ) {
    this.kept = page
  }

  static async open(local: LocalStore): Promise<SentBook> {
    const kept = page.safeParse(await local.readSetting(key))
    return new SentBook(local, kept.success ? kept.data : nothingSent)
  }

  /** The centre's history that all this is about; null before the first answer. */
  get epoch(): string | null {
    return this.page.epoch
  }

  get aside(): readonly AsideEntry[] {
    const { aside, former, formerAgain } = this.page
    return [...(formerAgain ? [] : former), ...aside].map((one) => ({
      ...one,
      reason: one.reason as AsideEntry['reason'],
    }))
  }

  /** Of devices this one goes on for, what a person asked to send once more and the centre has not answered. */
  get formerUnsent(): number {
    return this.page.formerAgain ? this.page.former.length : 0
  }

  /** What has still to be sent of 1 to `head`, ascending. */
  lacking(head: number): SeqRange[] {
    const { again, upTo } = this.page
    return head > upTo ? [...again, [upTo + 1, head]] : [...again]
  }

  unsent(head: number): number {
    return sizeOf(this.lacking(head))
  }

  /** The centre has committed these. */
  async sent(seqs: readonly number[]): Promise<void> {
    await this.keep(this.settled(seqs))
  }

  /** The centre, or its limits, will not take these into the feed. */
  async setAside(entries: readonly AsideEntry[]): Promise<void> {
    const seqs = entries.map(({ seq }) => seq)
    const others = this.page.aside.filter(({ seq }) => !seqs.includes(seq))
    await this.keep({ ...this.settled(seqs), aside: [...others, ...entries] })
  }

  /**
   * The centre said which it has of the feeds that are this device's: whatever else there is goes again.
   * @param heldBack own sequences of other feeds, of which it says nothing: what was sent of them was sent
   */
  async compare(
    has: { readonly upTo: number; readonly beyond: readonly SeqRange[] },
    head: number,
    heldBack: readonly SeqSpan[],
  ) {
    const aside = this.page.aside.map(({ seq }): SeqRange => [seq, seq])
    const sentBefore = heldBack.length === 0 ? [] : minus(heldBack, this.lacking(head))
    const covered: SeqRange[] = [[1, has.upTo], ...has.beyond, ...aside, ...sentBefore]
    await this.keep({ ...this.page, upTo: head, again: outside(covered, head) })
  }

  /** A person asks to try once more what was set aside, for instance after an update. */
  async tryAsideAgain(): Promise<void> {
    const seqs = this.page.aside.map(({ seq }): SeqRange => [seq, seq])
    const all = [...this.page.again, ...seqs]
    const formerAgain = this.page.former.length > 0
    await this.keep({ ...this.page, aside: [], again: without(all, []), formerAgain })
  }

  /** All that there is of the devices this one goes on for went to the centre, and these it keeps apart. */
  async formerWent(former: readonly (AsideEntry & { readonly deviceId: string })[]): Promise<void> {
    await this.keep({ ...this.page, former: [...former], formerAgain: false })
  }

  async startEpoch(epoch: string): Promise<void> {
    await this.keep({ ...this.page, epoch })
  }

  private settled(seqs: readonly number[]): Page {
    const upTo = Math.max(this.page.upTo, ...seqs)
    const again = without(this.lacking(upTo), seqs)
    return { ...this.page, upTo, again }
  }

  /** A full disk holds up nothing: what it does not take is written with the next change, or asked for again. */
  private async keep(next: Page): Promise<void> {
    this.page = next
    if (JSON.stringify(next) === JSON.stringify(this.kept)) return
    this.kept = undefined
    await this.local.writeSetting(key, next satisfies Json).then(
      () => {
        if (this.page === next) this.kept = next
      },
      () => {},
    )
  }
}
