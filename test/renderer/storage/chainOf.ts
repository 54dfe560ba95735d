import { type ChainHead, type Entry, emptyChain, sealEntry } from '../../../shared/domain/entry/entry'
import type { Fact } from '../../../shared/domain/facts'
import {
  type BagId,
  type DeviceId,
  idOf,
  type OperatorId,
  type RoundId,
  type SiteId,
} from '../../../shared/kernel/ids'
import { nextStamp, type StampClock, unsetStampClock } from '../../../shared/kernel/stamp'

export const siteId = idOf<SiteId>('site-1')
export const firstDesk = idOf<DeviceId>('desk-1')
export const secondDesk = idOf<DeviceId>('desk-2')
export const firstRound = idOf<RoundId>('round-1')

export interface ChainOverrides {
  readonly deviceId?: DeviceId
  readonly head?: ChainHead
  readonly roundOf?: (deviceSeq: number) => RoundId | null
  readonly clockMs?: (deviceSeq: number) => number
  readonly facts?: (deviceSeq: number) => readonly Fact[]
}

/** Entries a desk might have written, one shelved bag each, as one unbroken chain. */
export function chainOf(length: number, overrides: ChainOverrides = {}): Entry[] {
  const {
    deviceId = firstDesk,
    roundOf = () => firstRound,
    clockMs = (seq) => 1_763_700_000_000 + seq * 1000,
    facts = shelvedBag,
  } = overrides
  let head = overrides.head ?? emptyChain
  let clock: StampClock = unsetStampClock
  return Array.from({ length }, () => {
    const deviceSeq = head.deviceSeq + 1
    const read = nextStamp(clock, clockMs(deviceSeq), deviceId)
    clock = read.clock
    const entry = sealEntry(
      {
        siteId,
        deviceId,
        operatorId: idOf<OperatorId>('op-1'),
        roundId: roundOf(deviceSeq),
        stamp: read.stamp,
        basis: 0,
        facts: facts(deviceSeq),
      },
      head,
    )
    head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
    return entry
  })
}

function shelvedBag(deviceSeq: number): readonly Fact[] {
  const bagId = idOf<BagId>(`round-1:${deviceSeq}:cold:1`)
  return [{ kind: 'BagShelved', v: 1, bagId, place: 'A-2', pickupCode: `A-2-${deviceSeq}` }]
}
