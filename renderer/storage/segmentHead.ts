import { nothingSeen, witnessAll } from '../../shared/domain/entry/seen'
import { type DeviceId, idOf } from '../../shared/kernel/ids'
import type { SegmentHead } from './historyStore'

/** @param entries as they came, unread: any of them may be something else */
export function headOf(siteId: string, n: number, entries: readonly unknown[]): SegmentHead {
  const rounds = new Set<string>()
  const lastSeqs = new Map<string, number>()
  const named: { deviceId: DeviceId; deviceSeq: number }[] = []
  for (const entry of entries) {
    const { roundId, deviceId, deviceSeq }: Record<string, unknown> = Object(entry)
    if (typeof roundId === 'string') rounds.add(roundId)
    if (typeof deviceId !== 'string' || typeof deviceSeq !== 'number') continue
    lastSeqs.set(deviceId, Math.max(deviceSeq, lastSeqs.get(deviceId) ?? 0))
    named.push({ deviceId: idOf<DeviceId>(deviceId), deviceSeq })
  }
  const seen = witnessAll(nothingSeen, named)
  return { siteId, n, rounds: [...rounds], lastSeqs: Object.fromEntries(lastSeqs), seen }
}
