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
  const read = readingOf(seen)
  return isLater(read, clock) ? read : clock
}

/** The device whose clock it is. */
export function stampDevice(stamp: Stamp): DeviceId {
  return stamp.slice(17) as DeviceId
}

/** The highest reading of each desk that was ever seen, by device id. */
export type HeardReadings = { [deviceId: string]: StampClock }

/** A reading further ahead of this desk's own clock than this is a wrong clock somewhere, and moves no other one. */
export const mostAheadMs = 24 * 3_600_000

/** Notes it in `heard` itself, and answers that: a history is heard entry by entry, of any number of devices. */
export function hear(heard: HeardReadings, seen: Stamp): HeardReadings {
  const desk = stampDevice(seen)
  const value = readingOf(seen)
  // A device may be called '__proto__' by whoever enrolled it.
  const known = Object.hasOwn(heard, desk) ? heard[desk] : undefined
  if (!known || isLater(value, known))
    Object.defineProperty(heard, desk, { value, configurable: true, enumerable: true, writable: true })
  return heard
}

/** What any of the pictures of one desk heard. */
export function heardTogether([first = {}, ...others]: readonly HeardReadings[]): HeardReadings {
  if (others.length === 0) return first
  const all: Record<string, StampClock> = { ...first }
  for (const [desk, read] of others.flatMap((heard) => Object.entries(heard)))
    if (!all[desk] || isLater(read, all[desk])) all[desk] = read
  return all
}

/**
 * What this desk's next reading has to come after: all it gave itself, and all it heard from others but what is more
 * than a day ahead of its own clock and of its own last reading. That counts again once the day has come.
 * @param nowMs the PC's clock, ms since 1970 UTC
 */
export function clockOf(heard: HeardReadings, nowMs: number, own: DeviceId): StampClock {
  const given = heard[own] ?? unsetStampClock
  const most = Math.max(nowMs, given.physicalMs) + mostAheadMs
  let clock = given
  for (const read of Object.values(heard)) if (read.physicalMs <= most && isLater(read, clock)) clock = read
  return clock
}

/** How far the furthest reading that any desk gave is ahead of this desk's clock, ms; null up to a day. */
export function aheadMs(heard: HeardReadings, nowMs: number): number | null {
  const furthest = Object.values(heard).reduce((most, read) => Math.max(most, read.physicalMs), 0)
  return furthest > nowMs + mostAheadMs ? furthest - nowMs : null
}

function readingOf(stamp: Stamp): StampClock {
  return { physicalMs: stampMs(stamp), counter: Number.parseInt(stamp.slice(12, 16), 16) }
}

function isLater(a: StampClock, b: StampClock): boolean {
  return a.physicalMs > b.physicalMs || (a.physicalMs === b.physicalMs && a.counter > b.counter)
}

/** The same reading as another device's: two of one moment stay in their order. */
export function readingBy(stamp: Stamp, deviceId: DeviceId): Stamp {
  return formatStamp(readingOf(stamp), deviceId)
}

/** The physical part, ms since 1970 UTC. */
export function stampMs(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(0, 11), 16)
}

export function parseStamp(text: string): Stamp | undefined {
  return /^[0-9a-f]{11}\.[0-9a-f]{4}\.[^\p{Cc}]{1,160}$/u.test(text) ? (text as Stamp) : undefined
}

function formatStamp(clock: StampClock, deviceId: DeviceId): Stamp {
  const ms = clock.physicalMs.toString(16).padStart(11, '0')
  return `${ms}.${clock.counter.toString(16).padStart(4, '0')}.${deviceId}` as Stamp
}
