import { type ChainHead, type Entry, emptyChain, sealEntry } from '../../shared/domain/entry/entry'
import { type DeviceId, idOf, type OperatorId, type SiteId } from '../../shared/kernel/ids'
import { nextStamp, unsetStampClock } from '../../shared/kernel/stamp'
import { closedRound, type Draft, dayMs, firstMorningMs, type RoundSize, receivedRound } from './benchRounds'
import { openRoundNo, openSize } from './packing'

const historySize: RoundSize = { households: 200, products: 40, lines: 3 }

/** What one device writes at its site, day after day. */
export class SealedRounds {
  private head: ChainHead = emptyChain
  private clock = unsetStampClock
  private day = 0

  constructor(
    private readonly by: { readonly deviceId: string; readonly siteId: string },
    private readonly size = historySize,
  ) {}

  /** A round a day, opened to closed, as many as make `count` entries. */
  closed(count: number): Entry[] {
    const entries: Entry[] = []
    while (entries.length < count) {
      this.day += 1
      for (const draft of closedRound(this.day, this.size)) entries.push(this.seal(draft))
    }
    return entries
  }

  /** One that is to be packed. */
  open(): Entry[] {
    this.day += 1
    return Array.from(receivedRound(openRoundNo, openSize), (draft) => this.seal(draft))
  }

  private seal({ roundId, facts }: Draft): Entry {
    const deviceId = idOf<DeviceId>(this.by.deviceId)
    const physicalMs = Math.max(this.clock.physicalMs + 1, firstMorningMs + this.day * dayMs)
    const { stamp, clock } = nextStamp(this.clock, physicalMs, deviceId)
    this.clock = clock
    const siteId = idOf<SiteId>(this.by.siteId)
    const operatorId = idOf<OperatorId>('op-1')
    const draft = { deviceId, siteId, operatorId, roundId, stamp, basis: 0, facts }
    const entry = sealEntry(draft, this.head)
    this.head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
    return entry
  }
}
