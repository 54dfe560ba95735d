import { expect, test } from 'vitest'
import type { LocalStore } from '../../../renderer/storage/localStore'
import { CentreClient } from '../../../renderer/sync/centreClient'
import type { SitePort } from '../../../renderer/sync/deskPort'
import { HistorySync } from '../../../renderer/sync/historySync'
import { machineAmbient } from '../../../renderer/sync/syncAmbient'
import { segmentLength } from '../../../shared/contract/sync'
import { MemoryHistory } from '../../fakes/memoryHistory'
import { chainOf, secondDesk, siteId } from '../storage/chainOf'
import { ACentreWithHistory } from './aCentreWithHistory'

/** A new desk at a centre with two segments that come in one answer, and what it does, in its order. */
function aNewDesk(quiet: () => Promise<void>, clock = { nowMs: Date.now() }) {
  const centre = new ACentreWithHistory(
    chainOf(2 * segmentLength, { deviceId: secondDesk }),
    2 * segmentLength,
  )
  centre.packs = true
  const history = new MemoryHistory()
  const kept: string[] = []
  const keep = history.keep.bind(history)
  history.keep = async (came) => {
    kept.push(...came.map(({ head }) => `segment ${head.n}`))
    await keep(came)
  }
  const local: Partial<LocalStore> = { readSetting: async () => undefined, writeSetting: async () => {} }
  const site: Partial<SitePort> = {
    seen: () => ({}),
    adopt: async () => true,
    historyComes: async () => {},
    follow: async () => {},
  }
  const ambient = { nowMs: () => clock.nowMs, steadyMs: () => clock.nowMs, fetch: centre.fetch }
  const client = new CentreClient({ ...machineAmbient, ...ambient }, 'http://centre', 'token')
  const parts = { local: local as LocalStore, history, site: site as SitePort, quiet }
  return { client, kept, sync: new HistorySync(parts, siteId) }
}
const how = { changed: () => {}, tooLarge: async () => {} }

test('a segment waits before it is read, and all that came before they are written', async () => {
  const waits: string[] = []
  const { client, kept, sync } = aNewDesk(async () => {
    waits.push(kept.join())
  })
  await sync.begin(client)
  await sync.fetch(client, how, new AbortController().signal)
  // Each twice, for unpacking it and for reading it are two pieces; then once more.
  expect(waits).toEqual(['', '', '', '', ''])
  expect(kept).toEqual(['segment 0', 'segment 1'])
})

test('a desk that stops while history waits reads and writes nothing more', async () => {
  for (const last of [1, 4, 5]) {
    const over = new AbortController()
    let waits = 0
    const { client, kept, sync } = aNewDesk(async () => {
      waits += 1
      if (waits === last) over.abort()
    })
    await sync.begin(client)
    await sync.fetch(client, how, over.signal)
    expect([waits, kept]).toEqual([last, []])
  }
})

test('a wait for the own disk is not the way to the centre: the clock does not seem wrong for it', async () => {
  const clock = { nowMs: Date.now() }
  const { client, sync } = aNewDesk(async () => {
    clock.nowMs += 150_000
  }, clock)
  await sync.begin(client)
  await sync.fetch(client, how, new AbortController().signal)
  expect(Math.abs(client.contact.skewMs ?? Number.NaN)).toBeLessThan(10_000)
})
