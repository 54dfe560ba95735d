import { type DeviceId, entryIdOf } from '../../kernel/ids'
import { readingBy } from '../../kernel/stamp'
import { type ChainHead, type Entry, emptyChain, withHash } from './entry'

/**
 * Entries of one device as another's: two desks have come to write in one name, and one of them goes on in its own.
 * What happened and when stays. What names one of them, as an undo does, names it as it is called now.
 * @param entries in the order of their chain
 */
export function resealed(entries: readonly Entry[], deviceId: DeviceId): Entry[] {
  const [first] = entries
  const names = new Map(entries.map(({ id }, i) => [id as string, entryIdOf(deviceId, i + 1)]))
  const former = new RegExp(`${escaped(first?.deviceId ?? '')}:\\d{10}`, 'g')
  const renamed = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replace(former, (id) => names.get(id) ?? id) : value
  let head: ChainHead = emptyChain
  return entries.map((entry) => {
    const { hash: _, ...rest } = entry
    const sealed = withHash({
      ...rest,
      deviceId,
      deviceSeq: head.deviceSeq + 1,
      id: entryIdOf(deviceId, head.deviceSeq + 1),
      stamp: readingBy(entry.stamp, deviceId),
      facts: JSON.parse(JSON.stringify(entry.facts), renamed),
      prevHash: head.hash,
    })
    head = { deviceSeq: sealed.deviceSeq, hash: sealed.hash }
    return sealed
  })
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
