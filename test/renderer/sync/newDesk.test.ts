import { expect, test } from 'vitest'
import type { HistoryStore } from '../../../renderer/storage/historyStore'
import { segmentLength } from '../../../shared/contract/sync'
import { write } from '../../builders/aLiveDesk'
import { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

test('a new desk whose line cuts the folded picture every time takes the feed from its beginning', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  for (const n of [1, 2, 3]) await write(first.desk, floatOf(n))
  await first.untilInStep(3)
  const fresh = site.keep(new ALinkedDesk(site.centre(), site.time))
  fresh.disk.history = noHistory
  let cut = 0
  fresh.way = (address, init, centre) => {
    if (!address.endsWith('/snapshot')) return centre(address, init)
    cut += 1
    return Promise.reject(new TypeError('the connection was cut'))
  }
  await fresh.enrol(siteKey)
  await fresh.untilInStep(3)
  expect(cut).toBe(4)
})

/** No segment is ever asked for. */
const noHistory: HistoryStore = {
  segmentLength,
  bytesOf: async () => undefined,
  keep: () => Promise.reject(new Error('nothing to keep')),
  ofRound: async () => [],
  ofDevice: async () => [],
  after: async () => [],
}
