import { expect, test } from 'vitest'
import { hashesOnDisk } from '../../../renderer/storage/hashesOnDisk'
import { MemoryEntryStore } from '../../../renderer/storage/memoryEntryStore'
import { keepEntries } from '../../../renderer/sync/tail'
import { type Entry, withHash } from '../../../shared/domain/entry/entry'
import { chainOf } from '../storage/chainOf'

test('an entry that comes twice in one page with two bodies is kept as it came first, and the other is an alarm', async () => {
  const entries = chainOf(3)
  const [, second] = entries
  const { hash, ...unsealed } = second as Entry
  const other = withHash({ ...unsealed, basis: unsealed.basis + 1 })
  expect(other.hash).not.toBe(hash)
  const log = new MemoryEntryStore()
  const alarms: Entry[] = []
  const how = {
    onDisk: (all: readonly Entry[]) => hashesOnDisk(log, all),
    collided: async (all: readonly Entry[]) => void alarms.push(...all),
  }
  const checkpoint = { epoch: 'first', position: 4, mark: null }
  await keepEntries(log, how, { entries: [...entries, other], checkpoint })
  expect(await log.after({})).toEqual(entries)
  expect(alarms).toEqual([other])
})
