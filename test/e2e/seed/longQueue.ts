import { start } from '../../../renderer/app/compose'
import { loadSampleRound } from '../../../renderer/commands/loadSampleRound'
import { type ChainHead, type Entry, sealEntry } from '../../../shared/domain/entry/entry'
import type { Fact } from '../../../shared/domain/facts'
import { idOf, type RoundId } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import { nextStamp } from '../../../shared/kernel/stamp'

const together = 2_000
const households = 500

/** Runs in the page: a desk that packed for weeks without a centre, one entry a scan. @returns how many it has */
export async function seedLongQueue(count: number): Promise<number> {
  const started = await start(() => {})
  if (started.status !== 'ready') throw new Error(`the desk is ${started.status}`)
  const { stores } = started
  const { desk } = started.workplace
  const roundId = await loadSampleRound(desk, 'kit')
  const { siteId, deviceId } = desk.identity
  const [productId] = desk.point.picture.round(roundId)?.members('products') ?? []
  let head: ChainHead = await stores.entries.head(deviceId)
  let clock = { physicalMs: desk.nowMs(), counter: 0 }
  for (let done = 0; done < count; ) {
    const entries: Entry[] = []
    for (; entries.length < together && done < count; done++) {
      const reading = nextStamp(clock, desk.nowMs(), deviceId)
      clock = reading.clock
      const { stamp } = reading
      const operatorId = desk.point.settings.operatorId
      const facts = [putInto(roundId, done % households, productId ?? '')]
      const entry = sealEntry({ siteId, deviceId, operatorId, roundId, stamp, basis: 0, facts }, head)
      head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
      entries.push(entry)
    }
    await stores.entries.appendAll(entries)
  }
  await stores.close()
  return head.deviceSeq
}

function putInto(roundId: RoundId, household: number, productId: string): Fact {
  const bag = {
    bagId: idOf<never>(`B-seed-${household}`),
    roundId,
    householdId: idOf<never>(`household-${household}`),
    slot: household + 1,
    zone: 'ambient' as const,
    bagNo: 1,
  }
  const goods = {
    productId: idOf<never>(productId),
    lotId: idOf<never>('lot'),
    pieces: pieces(1),
    grams: null,
  }
  return { kind: 'ItemPut', v: 1, bag, goods, weight: null, how: 'sow' }
}
