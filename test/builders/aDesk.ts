import {
  type ChainHead,
  type Entry,
  emptyChain,
  type StoredFact,
  sealEntry,
} from '../../shared/domain/entry/entry'
import type { Fact } from '../../shared/domain/facts'
import { type DeviceId, idOf, type OperatorId, type RoundId, type SiteId } from '../../shared/kernel/ids'
import { nextStamp, type StampClock, unsetStampClock, witnessStamp } from '../../shared/kernel/stamp'

export const site = idOf<SiteId>('site-east-gate')
export const round = idOf<RoundId>('round-1')

/** 2026-04-01 08:00 in Shanghai. */
export const morningMs = Date.UTC(2026, 3, 1, 0, 0)

/** A desk that seals entries as the app does: its own chain, its own clock, which may be wrong by `skewMs`. */
export class ADesk {
  private head: ChainHead = emptyChain
  private clock: StampClock = unsetStampClock
  readonly deviceId: DeviceId

  constructor(
    name: string,
    private readonly skewMs = 0,
    private readonly operatorId = idOf<OperatorId>(`op-${name}`),
  ) {
    this.deviceId = idOf(name)
  }

  /** @param atMs true time; the desk's own clock adds its skew */
  write(atMs: number, ...facts: readonly Fact[]): Entry {
    return this.writeIn(round, atMs, ...facts)
  }

  writeIn(roundId: RoundId | null, atMs: number, ...facts: readonly Fact[]): Entry {
    const { clock, stamp } = nextStamp(this.clock, atMs + this.skewMs, this.deviceId)
    this.clock = clock
    const { deviceId, operatorId } = this
    const entry = sealEntry(
      { siteId: site, deviceId, operatorId, roundId, stamp, basis: 0, facts },
      this.head,
    )
    this.head = entry
    return entry
  }

  /** What came from another desk moves this one's clock on. */
  hears(entry: Entry): void {
    this.clock = witnessStamp(this.clock, entry.stamp)
  }
}

/** An entry whose facts this version may not know. */
export function withStoredFacts(entry: Entry, facts: readonly StoredFact[]): Entry {
  return { ...entry, facts }
}
