import type { DeviceId } from '../../kernel/ids'

/** What is known of one device's entries: every sequence up to `upTo`, and some beyond a gap. */
export interface Seen {
  readonly upTo: number
  /** Ascending, all greater than `upTo` + 1. */
  readonly beyond: readonly number[]
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
  const seen = seenOf(vector, deviceId)
  return deviceSeq <= seen.upTo || seen.beyond.includes(deviceSeq)
}

/** The vector after one more entry; the same vector when it was already held. */
export function witness(vector: SeenVector, deviceId: DeviceId | string, deviceSeq: number): SeenVector {
  const seen = seenOf(vector, deviceId)
  const next = witnessSeq(seen, deviceSeq)
  return next === seen ? vector : { ...vector, [deviceId]: next }
}

/** The vector after many entries, in any order; cost in proportion to the entries. */
export function witnessAll(
  vector: SeenVector,
  entries: Iterable<{ readonly deviceId: DeviceId; readonly deviceSeq: number }>,
): SeenVector {
  const byDevice = new Map<string, number[]>()
  for (const { deviceId, deviceSeq } of entries) {
    const seqs = byDevice.get(deviceId)
    if (seqs) seqs.push(deviceSeq)
    else byDevice.set(deviceId, [deviceSeq])
  }
  const changed = [...byDevice].map(([deviceId, seqs]) => {
    const seen = seenOf(vector, deviceId)
    return [deviceId, closeGaps(seen.upTo, [...seen.beyond, ...seqs])] as const
  })
  return changed.length === 0 ? vector : { ...vector, ...Object.fromEntries(changed) }
}

/** Sequences missing between what is held: the numbers an entry was lost under. */
export function missingOf(seen: Seen): number[] {
  const missing: number[] = []
  let expected = seen.upTo + 1
  for (const seq of seen.beyond) {
    for (; expected < seq; expected++) missing.push(expected)
    expected = seq + 1
  }
  return missing
}

function witnessSeq(seen: Seen, deviceSeq: number): Seen {
  if (deviceSeq <= seen.upTo || seen.beyond.includes(deviceSeq)) return seen
  if (deviceSeq === seen.upTo + 1 && seen.beyond.length === 0) return { upTo: deviceSeq, beyond: [] }
  return closeGaps(seen.upTo, [...seen.beyond, deviceSeq])
}

function closeGaps(from: number, seqs: readonly number[]): Seen {
  let upTo = from
  const beyond: number[] = []
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    if (seq <= upTo || seq === beyond.at(-1)) continue
    if (seq === upTo + 1) upTo = seq
    else beyond.push(seq)
  }
  return { upTo, beyond }
}
