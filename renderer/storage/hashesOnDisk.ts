import type { Entry } from '../../shared/domain/entry/entry'
import type { DeviceId } from '../../shared/kernel/ids'
import type { EntryStore } from './entryStore'

/** Sequences of a device that are further apart than this are asked for by themselves. */
const nearby = 64

type Stretch = [deviceId: DeviceId, from: number, to: number]

/** Of these entries, the hashes of those that the disk has, by id. */
export async function hashesOnDisk(
  store: Pick<EntryStore, 'ofDevice'>,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>()
  for (const stretch of stretchesOf(entries))
    for (const { id, hash } of await store.ofDevice(...stretch)) hashes.set(id, hash)
  return hashes
}

function stretchesOf(entries: readonly Entry[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  const last = new Map<DeviceId, Stretch>()
  for (const { deviceId, deviceSeq } of [...entries].sort((a, b) => a.deviceSeq - b.deviceSeq)) {
    const open = last.get(deviceId)
    if (open && deviceSeq - open[2] <= nearby) open[2] = deviceSeq
    else {
      const stretch: Stretch = [deviceId, deviceSeq, deviceSeq]
      last.set(deviceId, stretch)
      stretches.push(stretch)
    }
  }
  return stretches
}
