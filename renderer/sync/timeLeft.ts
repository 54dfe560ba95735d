/** Over what time the pace is taken, ms: long enough that one slow parcel says little. */
const lookBackMs = 20_000
/** Sooner nothing is said: the first parcels are no measure, ms. */
const worthAWordMs = 2_000
/** So many times longer than one step usually takes, nothing moves any more. */
const stuckAfterSteps = 3

/** How long what is under way will probably still take, by how fast it has become less of late. */
export class TimeLeft {
  private readonly steps: { readonly atMs: number; readonly done: number }[] = []
  private counted: string | null = null
  private last = 0
  private done = 0

  /**
   * @param counted what is under way; null for nothing. Where it is something else, the pace is taken anew
   * @param left how many of it are still to be done: more may come meanwhile
   * @param nowMs of a clock that runs steadily
   * @returns ms; null while it cannot be said
   */
  of(counted: string | null, left: number, nowMs: number): number | null {
    if (counted !== this.counted || left === 0) {
      this.steps.length = 0
      this.counted = counted
      this.last = left
      this.done = 0
    }
    if (counted === null || left === 0) return null
    this.done += Math.max(0, this.last - left)
    this.last = left
    if (this.steps.at(-1)?.done !== this.done) this.steps.push({ atMs: nowMs, done: this.done })
    while (this.steps.length > 2 && (this.steps[1]?.atMs ?? nowMs) < nowMs - lookBackMs) this.steps.shift()
    const [first, latest] = [this.steps[0], this.steps.at(-1)]
    if (!first || !latest || first === latest || nowMs - first.atMs < worthAWordMs) return null
    const stepMs = (latest.atMs - first.atMs) / (this.steps.length - 1)
    if (nowMs - latest.atMs > Math.max(lookBackMs, stuckAfterSteps * stepMs)) return null
    return Math.round((left * (nowMs - first.atMs)) / (this.done - first.done))
  }
}
