import type { DeviceId } from '../../kernel/ids'

/** Sequences from the first to the second, both included. */
export type SeqSpan = readonly [from: number, to: number]

/** What is known of one device's entries: every sequence up to `upTo`, and some beyond a gap. */
export interface Seen {
  readonly upTo: number
  /** Ascending and apart, all greater than `upTo` + 1. A desk that writes into several feeds leaves gaps in each. */
  readonly beyond: readonly SeqSpan[]
}

/**
 * Which entries a picture, a snapshot or a replica already holds, per device.
 * Says nothing about time: a clock that was set back cannot hide an entry from it.
 */
export type SeenVector = { readonly [deviceId: string]: Seen }

export const nothingSeen: SeenVector = {}

const unseen: Seen = { upTo: 0, beyond: [] }

/** What is known of one device. */
export function seenOf(vector: SeenVector, deviceId: DeviceId | string): Seen {
  // A device may be called '__proto__' by whoever enrolled it.
  return Object.hasOwn(vector, deviceId) ? (vector[deviceId] ?? unseen) : unseen
}

/** True when the entry `deviceId:deviceSeq` is already held. */
export function hasSeen(vector: SeenVector, deviceId: DeviceId | string, deviceSeq: number): boolean {
  return holds(seenOf(vector, deviceId), deviceSeq)
}

/** A vector that grows in place, for a history that is folded entry by entry, of any number of devices. */
export class SeenSoFar {
  private readonly byDevice: Map<string, Seen>
  private given: SeenVector | undefined

  constructor(vector: SeenVector = nothingSeen) {
    this.byDevice = new Map(Object.entries(vector))
    this.given = vector
  }

  has(deviceId: DeviceId, deviceSeq: number): boolean {
    return holds(this.byDevice.get(deviceId) ?? unseen, deviceSeq)
  }

  witness(deviceId: DeviceId, deviceSeq: number): void {
    const seen = this.byDevice.get(deviceId) ?? unseen
    const next = witnessSeq(seen, deviceSeq)
    if (next === seen) return
    this.byDevice.set(deviceId, next)
    this.given = undefined
  }

  /** As it is now: what comes later changes nothing in it. */
  get vector(): SeenVector {
    this.given ??= Object.fromEntries(this.byDevice)
    return this.given
  }
}

/** True when everything that the other one holds is held. */
export function hasSeenAll(vector: SeenVector, other: SeenVector): boolean {
  return Object.entries(other).every(([deviceId, seen]) => {
    const held = spansOf(seenOf(vector, deviceId))
    return spansOf(seen).every(([from, to]) => held.some(([first, last]) => first <= from && to <= last))
  })
}

/** The vector after many entries, in any order; cost in proportion to the entries. */
export function witnessAll(
  vector: SeenVector,
  entries: Iterable<{ readonly deviceId: DeviceId; readonly deviceSeq: number }>,
): SeenVector {
  const byDevice = new Map<string, SeqSpan[]>()
  for (const { deviceId, deviceSeq } of entries) {
    const span: SeqSpan = [deviceSeq, deviceSeq]
    const spans = byDevice.get(deviceId)
    if (spans) spans.push(span)
    else byDevice.set(deviceId, [span])
  }
  return withSpans(vector, byDevice)
}

/** What any of the pictures holds. */
export function seenTogether([first = nothingSeen, ...others]: readonly SeenVector[]): SeenVector {
  return others.reduce(
    (all, vector) => withSpans(all, new Map(Object.entries(vector).map(([id, seen]) => [id, spansOf(seen)]))),
    first,
  )
}

/** Everything that is held, as ascending spans. */
export function spansOf({ upTo, beyond }: Seen): readonly SeqSpan[] {
  return upTo > 0 ? [[1, upTo], ...beyond] : beyond
}

/** How many entries are held. */
export function countOf(seen: Seen): number {
  return spansOf(seen).reduce((sum, [from, to]) => sum + to - from + 1, 0)
}

/** Sequences missing between what is held: entries that were lost, or that went into another feed. */
export function missingOf({ upTo, beyond }: Seen): readonly SeqSpan[] {
  return beyond.map(([from], i) => [(beyond[i - 1]?.[1] ?? upTo) + 1, from - 1])
}

function holds({ upTo, beyond }: Seen, seq: number): boolean {
  return seq <= upTo || beyond.some(([from, to]) => from <= seq && seq <= to)
}

function witnessSeq(seen: Seen, deviceSeq: number): Seen {
  if (holds(seen, deviceSeq)) return seen
  if (deviceSeq === seen.upTo + 1 && seen.beyond.length === 0) return { upTo: deviceSeq, beyond: [] }
  return joined(seen.upTo, [...seen.beyond, [deviceSeq, deviceSeq]])
}

function withSpans(vector: SeenVector, byDevice: ReadonlyMap<string, readonly SeqSpan[]>): SeenVector {
  const changed = [...byDevice].map(([deviceId, spans]) => {
    const seen = seenOf(vector, deviceId)
    return [deviceId, joined(seen.upTo, [...seen.beyond, ...spans])] as const
  })
  return changed.length === 0 ? vector : { ...vector, ...Object.fromEntries(changed) }
}

function joined(known: number, spans: readonly SeqSpan[]): Seen {
  let upTo = known
  const beyond: SeqSpan[] = []
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = beyond.at(-1)
    if (last && from <= last[1] + 1) beyond[beyond.length - 1] = [last[0], Math.max(last[1], to)]
    else if (!last && from <= upTo + 1) upTo = Math.max(upTo, to)
    else beyond.push([from, to])
  }
  return { upTo, beyond }
}
