import { freeBytes } from './uplink'
import type { WireBody } from './wireBody'

/** The proxy that does not let it through may be gone by then. */
const plainForMs = 3_600_000
/** A line that is cut now and then says nothing about what was on it. */
const cutsToDoubt = 3

/** Whether what goes up packed gets through: a proxy may take the header off, refuse it, or cut it. */
export class Packing {
  private plainUntilMs = Number.NEGATIVE_INFINITY
  private cuts = 0

  constructor(private readonly steadyMs: () => number) {}

  get isOff(): boolean {
    return this.isInDoubt || this.steadyMs() < this.plainUntilMs
  }

  /** @param through whether the centre answered it */
  noticed({ isPacked, bytes }: WireBody, { through }: { readonly through: boolean }): void {
    if (isPacked) this.cuts = through ? 0 : this.cuts + 1
    else if (this.isInDoubt && bytes > freeBytes) {
      if (through) this.doesNotGo()
      this.cuts = 0
    }
  }

  /** The same went through as it is. */
  doesNotGo(): void {
    this.plainUntilMs = this.steadyMs() + plainForMs
  }

  /** Once it is sent as it is, to see if that makes the difference. */
  private get isInDoubt(): boolean {
    return this.cuts >= cutsToDoubt
  }
}
