import type { SeqSpan } from '../../shared/domain/entry/seen'
import type { NotOk } from './centreClient'

const firstMs = 60_000
/** While the fault may be the centre's and not the entry's. */
const unprovenMs = 300_000
const longestMs = 3_600_000
/** A line that is cut now and then says nothing about the entry that was on it. */
const cutsToPutOff = 3

interface PutOffEntry {
  readonly untilMs: number
  readonly waitMs: number
  /** Others were taken meanwhile: the fault is this entry's own. */
  readonly proven: boolean
}

/**
 * Own sequences that did not get through when sent alone: the others go first. Each is tried again, later and later,
 * and stays unsent until the centre has it.
 */
export class PutOff {
  private readonly entries = new Map<number, PutOffEntry>()
  private cut = { seq: 0, times: 0 }

  constructor(private readonly steadyMs: () => number) {}

  /** Those whose time has not come. */
  get spans(): SeqSpan[] {
    const nowMs = this.steadyMs()
    return [...this.entries].filter(([, { untilMs }]) => untilMs > nowMs).map(([seq]) => [seq, seq])
  }

  /** @param othersWait whether anything could go in its place */
  stoppedAt(seq: number, why: NotOk, othersWait: boolean): void {
    if (why.because === 'refused') {
      if (why.problem.code === 'broken') this.add(seq)
      return
    }
    const times = this.cut.seq === seq ? this.cut.times + 1 : 1
    this.cut = { seq, times }
    if (times >= cutsToPutOff && (othersWait || this.entries.get(seq)?.proven)) this.add(seq)
  }

  /** The centre has these. The first it takes is a reason to try the others once more. */
  taken(seqs: readonly number[]): void {
    if (seqs.length === 0) return
    for (const seq of seqs) this.entries.delete(seq)
    for (const [seq, one] of this.entries)
      if (!one.proven) this.entries.set(seq, { ...one, untilMs: this.steadyMs(), proven: true })
  }

  /** Somebody asks to look at everything now. */
  tryNow(): void {
    const untilMs = this.steadyMs()
    for (const [seq, one] of this.entries) this.entries.set(seq, { ...one, untilMs })
  }

  private add(seq: number): void {
    const { waitMs, proven } = this.entries.get(seq) ?? { waitMs: firstMs / 2, proven: false }
    const nextMs = Math.min(proven ? longestMs : unprovenMs, waitMs * 2)
    this.entries.set(seq, { untilMs: this.steadyMs() + nextMs, waitMs: nextMs, proven })
  }
}
