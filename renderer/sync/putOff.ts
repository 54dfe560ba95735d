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
 * Entries that did not get through when sent alone, by sequence or id: the others go first. Each is tried again,
 * later and later, and stays unsent until the centre has it.
 */
export class PutOff<Key> {
  private readonly entries = new Map<Key, PutOffEntry>()
  private cut: { readonly key: Key; readonly times: number } | undefined

  constructor(private readonly steadyMs: () => number) {}

  /** Those whose time has not come. */
  get waiting(): Key[] {
    const nowMs = this.steadyMs()
    return [...this.entries].filter(([, { untilMs }]) => untilMs > nowMs).map(([key]) => key)
  }

  /** @param othersWait whether anything could go in its place */
  stoppedAt(key: Key, why: NotOk, othersWait: boolean): void {
    if (why.because === 'refused') {
      if (why.problem.code === 'broken') this.add(key)
      return
    }
    const times = this.cut?.key === key ? this.cut.times + 1 : 1
    this.cut = { key, times }
    if (times >= cutsToPutOff && (othersWait || this.entries.get(key)?.proven)) this.add(key)
  }

  /** The centre has these. The first it takes is a reason to try the others once more. */
  taken(keys: readonly Key[]): void {
    if (keys.length === 0) return
    for (const key of keys) this.entries.delete(key)
    for (const [key, one] of this.entries)
      if (!one.proven) this.entries.set(key, { ...one, untilMs: this.steadyMs(), proven: true })
  }

  /** Somebody asks to look at everything now. */
  tryNow(): void {
    const untilMs = this.steadyMs()
    for (const [key, one] of this.entries) this.entries.set(key, { ...one, untilMs })
  }

  /** The centre has the others by now. */
  keepOnly(keys: ReadonlySet<Key>): void {
    for (const key of this.entries.keys()) if (!keys.has(key)) this.entries.delete(key)
  }

  /** Not now: it is tried again later and later. */
  add(key: Key): void {
    const { waitMs, proven } = this.entries.get(key) ?? { waitMs: firstMs / 2, proven: false }
    const nextMs = Math.min(proven ? longestMs : unprovenMs, waitMs * 2)
    this.entries.set(key, { untilMs: this.steadyMs() + nextMs, waitMs: nextMs, proven })
  }
}
