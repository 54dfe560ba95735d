import { chainFault, type Entry } from '../../shared/domain/entry/entry'
import type { DeviceId } from '../../shared/kernel/ids'
import { DiskFull, type EntryStore } from './entryStore'
import type { Lengths } from './lengthWitness'
import type { LogDamage } from './openedStores'

const tail = 32

/**
 * Looks whether the log still goes as far as it was known to, and whether its last entries hang together.
 * @returns null when nothing is wrong
 * @throws DiskFull when the disk is too full to read
 */
export async function findDamage(entries: EntryStore, lengths: Lengths): Promise<LogDamage | null> {
  try {
    for (const [deviceId, expectedSeq] of lengths) {
      const { deviceSeq: foundSeq } = await entries.head(deviceId)
      if (foundSeq < expectedSeq) return { what: 'shorter', expectedSeq, foundSeq }
      const atSeq = firstFault(await lastOf(entries, deviceId, foundSeq))
      if (atSeq !== null) return { what: 'broken-chain', atSeq }
    }
    return null
  } catch (error) {
    if (error instanceof DiskFull || !(error instanceof Error)) throw error
    return { what: 'unreadable', error }
  }
}

async function lastOf(entries: EntryStore, deviceId: DeviceId, headSeq: number): Promise<Entry[]> {
  return entries.ofDevice(deviceId, Math.max(1, headSeq - tail + 1), headSeq)
}

function firstFault(chain: readonly Entry[]): number | null {
  for (const [index, entry] of chain.entries()) {
    const before = chain[index - 1]
    const head = before ?? { deviceSeq: entry.deviceSeq - 1, hash: entry.prevHash }
    if (chainFault(entry, head) !== null) return entry.deviceSeq
  }
  return null
}
