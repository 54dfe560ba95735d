import type { Brand } from './brand'
import type { DeviceId } from './ids'

/**
 * A hybrid logical clock reading, `<physical ms, 11 hex>.<counter, 4 hex>.<deviceId>`.
 * Compares as text; equal only for the same reading of the same device.
 */
export type Stamp = Brand<string, 'Stamp'>

/** What a desk remembers of its clock: the highest reading it has given or seen. */
export interface StampClock {
  readonly physicalMs: number
  readonly counter: number
}

export const unsetStampClock: StampClock = { physicalMs: 0, counter: 0 }

const maxCounter = 0xffff
const maxPhysicalMs = 0xfff_ffff_ffff

/**
 * The next reading: never before anything seen, even when the PC's clock was set back.
 * @param nowMs the PC's clock, ms since 1970 UTC; clamped to [0, 2^44)
 */
export function nextStamp(
  clock: StampClock,
  nowMs: number,
  deviceId: DeviceId,
): { clock: StampClock; stamp: Stamp } {
  const now = Math.min(Math.max(0, Math.floor(nowMs)), maxPhysicalMs)
  const ahead = now > clock.physicalMs
  const overflow = !ahead && clock.counter >= maxCounter
  const next: StampClock = ahead
    ? { physicalMs: now, counter: 0 }
    : overflow
      ? { physicalMs: clock.physicalMs + 1, counter: 0 }
      : { physicalMs: clock.physicalMs, counter: clock.counter + 1 }
  return { clock: next, stamp: formatStamp(next, deviceId) }
}

/** The clock after seeing another desk's reading. */
export function witnessStamp(clock: StampClock, seen: Stamp): StampClock {
  const read = { physicalMs: stampMs(seen), counter: Number.parseInt(seen.slice(12, 16), 16) }
  const later =
    read.physicalMs > clock.physicalMs ||
    (read.physicalMs === clock.physicalMs && read.counter > clock.counter)
  return later ? read : clock
}

/** The physical part, ms since 1970 UTC. */
export function stampMs(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(0, 11), 16)
}

export function parseStamp(text: string): Stamp | undefined {
  return /^[0-9a-f]{11}\.[0-9a-f]{4}\.[^\p{Cc}]{1,120}$/u.test(text) ? (text as Stamp) : undefined
}

function formatStamp(clock: StampClock, deviceId: DeviceId): Stamp {
  const ms = clock.physicalMs.toString(16).padStart(11, '0')
  return `${ms}.${clock.counter.toString(16).padStart(4, '0')}.${deviceId}` as Stamp
}
