/** So much leaves at once on any line. */
export const freeBytes = 4_096
/** What a line is believed to carry up before it has shown more, bytes per ms. */
const poor = 2
/** Slower, it is no line. */
const poorest = 0.4
const smallestParcel = 16 * 1024
/** While a parcel is under way, what is written waits. */
const parcelMs = 5_000

/** How large something is on the line, and was before it was packed. */
export interface Load {
  readonly bytes: number
  readonly unpackedBytes: number
}

/** How fast this desk's line carries up: nobody can answer before he has heard the whole question. */
export class Uplink {
  private bytesPerMs = poor
  /** The same of what was packed into it: packed small, it would never show what the line could carry. */
  private unpackedPerMs = poor
  private readonly underWay = new Map<symbol, { readonly bytes: number; readonly untilMs: number }>()

  constructor(private readonly steadyMs: () => number) {}

  /** How much goes up at a time, bytes before they are packed. */
  get parcelBytes(): number {
    return Math.max(smallestParcel, this.unpackedPerMs * parcelMs)
  }

  /** Silence before that says nothing: the line is still carrying what was asked. Steady ms. */
  get quietUntilMs(): number {
    return Math.max(...[...this.underWay.values()].map(({ untilMs }) => untilMs), Number.NEGATIVE_INFINITY)
  }

  /** @returns to be called once it is up, or given up */
  begin(bytes: number): () => void {
    if (bytes <= freeBytes) return () => {}
    const mark = Symbol()
    const before = [...this.underWay.values()].reduce((sum, one) => sum + one.bytes, 0)
    // A line has its worse moments: twice as long is not too long.
    const perMs = this.bytesPerMs > poor ? Math.max(poor, this.bytesPerMs / 2) : this.bytesPerMs
    this.underWay.set(mark, { bytes, untilMs: this.steadyMs() + (before + bytes) / perMs })
    return () => this.underWay.delete(mark)
  }

  /** An answer came so long after so much was begun. */
  went({ bytes, unpackedBytes }: Load, ms: number): void {
    if (bytes > freeBytes) this.bytesPerMs = Math.max(poorest, bytes / Math.max(1, ms))
    if (unpackedBytes > freeBytes) this.unpackedPerMs = Math.max(poorest, unpackedBytes / Math.max(1, ms))
  }

  /** None came: the line is as poor as can be, or poorer than was believed. */
  failed({ bytes, unpackedBytes }: Load): void {
    if (bytes > freeBytes) this.bytesPerMs = Math.max(poorest, Math.min(poor, this.bytesPerMs / 2))
    if (unpackedBytes > freeBytes)
      this.unpackedPerMs = Math.max(poorest, Math.min(poor, this.unpackedPerMs / 2))
  }
}

/** The first of them, as many as go into one parcel; one in any case. */
export function fitting<T>(rows: readonly T[], bytes: number): T[] {
  const parcel: T[] = []
  let size = 0
  for (const row of rows) {
    size += utf8Size(JSON.stringify(row))
    if (parcel.length > 0 && size > bytes) break
    parcel.push(row)
  }
  return parcel
}

/** Bytes it takes on the line. */
export function utf8Size(text: string): number {
  return new TextEncoder().encode(text).length
}
