import type { LinkView } from './linkView'

/** Over what time the pace is taken, ms: long enough that one slow parcel says little. */
const lookBackMs = 20_000
/** Sooner nothing is said: the first parcels are no measure, ms. */
const worthAWordMs = 2_000

/** How long what is under way will probably still take, by how fast it has become less of late. */
export class TimeLeft {
  private readonly seen: { readonly atMs: number; readonly done: number }[] = []
  private what: 'receiving' | 'sending' | null = null
  private last = 0
  private done = 0

  /**
   * @param nowMs of a clock that runs steadily
   * @returns ms; null while it cannot be said
   */
  of({ state, progress, unsent, heldBack }: Omit<LinkView, 'leftMs'>, nowMs: number): number | null {
    const what = state === 'sending' || state === 'receiving' ? state : null
    const left = state === 'sending' ? unsent - heldBack : progress ? progress.total - progress.done : 0
    if (what !== this.what || left === 0) {
      this.seen.length = 0
      this.what = what
      this.last = left
      this.done = 0
    }
    if (what === null || left === 0) return null
    this.done += Math.max(0, this.last - left)
    this.last = left
    if (this.seen.at(-1)?.done !== this.done) this.seen.push({ atMs: nowMs, done: this.done })
    while (this.seen.length > 2 && (this.seen[1]?.atMs ?? nowMs) < nowMs - lookBackMs) this.seen.shift()
    const [first] = this.seen
    if (!first || this.seen.length < 2 || nowMs - first.atMs < worthAWordMs) return null
    return Math.round((left * (nowMs - first.atMs)) / (this.done - first.done))
  }
}
