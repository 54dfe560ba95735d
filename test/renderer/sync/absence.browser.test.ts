import { afterEach, beforeEach, expect, test } from 'vitest'
import { asNewDevice } from '../../../renderer/app/newDevice'
import { LocalTables } from '../../../renderer/storage/localTables'
import { openStores } from '../../../renderer/storage/openStores'
import { setAside } from '../../../renderer/storage/setAside'
import { storeNames } from '../../../renderer/storage/storeNames'
import { segmentLength } from '../../../shared/contract/sync'
import type { Entry } from '../../../shared/domain/entry/entry'
import { type DeviceId, idOf } from '../../../shared/kernel/ids'
import { chainOf, firstDesk, secondDesk, siteId } from '../storage/chainOf'
import { freshDatabases, noVault } from '../storage/freshDatabases'
import { ACentreWithHistory, aDeskAt, closeAll, open, seqOf, until } from './aCentreWithHistory'

/** What there was before the desk was away. */
const before = 5
const all = chainOf(3 * segmentLength + 100, { deviceId: secondDesk })

beforeEach(freshDatabases)
afterEach(closeAll)

/** A desk that had the beginning of the feed, and was switched off; then the others wrote on. */
async function anAbsence(entries: readonly Entry[] = all): Promise<ACentreWithHistory> {
  const centre = new ACentreWithHistory(entries.slice(0, before), 0)
  centre.packs = true
  const { desk } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === before)
  await closeAll()
  centre.entries = entries
  centre.asked = []
  return centre
}

const segmentsAsked = ({ asked }: ACentreWithHistory) => asked.filter((one) => one.includes('segments'))

test('what a desk missed comes in whole segments, the rest in pages, and a restart has all of it', async () => {
  const centre = await anAbsence()
  const { desk, link } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === all.length && link.view.progress === null)
  expect(segmentsAsked(centre)).toEqual(['GET segments/0'])
  expect(seqOf(desk)).toBe(all.length)
  await closeAll()
  centre.asked = []
  const again = await aDeskAt(centre)
  expect(again.desk.point.seen[secondDesk]).toEqual({ upTo: all.length, beyond: [] })
  await until(() => again.link.view.state === 'in-step')
  const asked = new Set(centre.asked.filter((one) => one.startsWith('GET entries')))
  expect([...asked]).toEqual([`GET entries?after=${all.length}`])
  expect(segmentsAsked(centre)).toEqual([])
  expect(await again.stores.entries.ofDevice(secondDesk, 1, all.length)).toEqual(all)
})

test('of what came in segments nothing comes again when the power went before that was noted', async () => {
  const centre = await anAbsence()
  const { desk, stores } = await aDeskAt(centre, ({ local }) => {
    local.writeSetting = () => Promise.reject(new Error('the power went'))
  })
  await until(() => seqOf(desk) >= 3 * segmentLength)
  const inLog = await stores.entries.count()
  await closeAll()
  const again = await aDeskAt(centre)
  await until(() => again.desk.point.knownPosition === all.length && again.link.view.progress === null)
  expect((await again.stores.entries.count()) - inLog).toBeLessThan(segmentLength)
  expect(await again.stores.entries.ofDevice(secondDesk, 1, all.length)).toEqual(all)
})

test('one entry that cannot be read is kept out by itself, and all around it are there', async () => {
  const spoilt = all.map((entry, i) => (i === segmentLength + 7 ? { ...entry, hash: '0'.repeat(64) } : entry))
  const centre = await anAbsence(spoilt)
  const { desk, link, stores } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === all.length && link.view.progress === null)
  await until(() => link.view.keptOut === 1)
  const there = await stores.entries.ofDevice(secondDesk, 1, all.length)
  expect(there.map(({ id }) => id)).toEqual(all.filter((_, i) => i !== segmentLength + 7).map(({ id }) => id))
  expect(segmentsAsked(centre)).toEqual(['GET segments/0'])
})

test('an entry the desk has with another body stays as it is, and is an alarm', async () => {
  const centre = await anAbsence()
  const [known] = chainOf(1, { deviceId: firstDesk })
  const [other] = chainOf(1, { deviceId: firstDesk, clockMs: () => 1_763_800_000_000 })
  if (!known || !other) throw new Error('no entry')
  centre.entries = [...all.slice(0, 2 * segmentLength - 1), other, ...all.slice(2 * segmentLength - 1)]
  const { desk, link, stores } = await aDeskAt(centre, async ({ entries }) => entries.append(known))
  await until(() => desk.point.knownPosition === centre.entries.length && link.view.progress === null)
  expect(await stores.entries.ofDevice(firstDesk, 1, 1)).toEqual([known])
  expect(link.view.keptOut).toBe(1)
  expect(seqOf(desk)).toBe(all.length)
})

test('what was kept out before the absence does not come in with the segment it is in', async () => {
  const [before, twin] = [all.slice(0, 2), chainOf(1, { deviceId: idOf<DeviceId>(siteId) })]
  const centre = await anAbsence([...before, ...twin, ...all.slice(2)])
  const { desk, link, stores } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === centre.entries.length && link.view.progress === null)
  expect(await stores.entries.ofDevice(desk.identity.deviceId, 1, 9)).toEqual([])
  await closeAll()
  const again = await aDeskAt(centre)
  expect(again.desk.point.seen[again.desk.identity.deviceId]).toBeUndefined()
  expect(seqOf(again.desk)).toBe(all.length)
})

test('a segment of another history of the centre puts none out that is on the disk', async () => {
  const centre = await anAbsence()
  const first = await aDeskAt(centre)
  await until(() => first.desk.point.knownPosition === all.length && first.link.view.progress === null)
  await closeAll()
  const others = chainOf(3 * segmentLength, { deviceId: firstDesk })
  Object.assign(centre, { epoch: 'second', entries: others })
  const again = await aDeskAt(centre)
  await until(() => again.desk.point.seen[firstDesk]?.upTo === others.length)
  expect(await again.stores.entries.ofDevice(secondDesk, 1, all.length)).toEqual(all)
  expect(await again.stores.entries.ofDevice(firstDesk, 1, others.length)).toEqual(others)
})

test('a segment of which the disk has lost what is in it comes once more', async () => {
  const centre = await anAbsence()
  const { desk } = await aDeskAt(centre, ({ local }) => {
    local.writeSetting = () => Promise.reject(new Error('the power went'))
  })
  await until(() => seqOf(desk) >= 3 * segmentLength)
  await closeAll()
  const tables = new LocalTables(storeNames(0).local)
  await tables.segmentHeads.delete([siteId, 1])
  await tables.snapshots.clear()
  tables.close()
  const again = await aDeskAt(centre)
  await until(() => again.desk.point.knownPosition === all.length && again.link.view.progress === null)
  expect(await again.stores.entries.ofDevice(secondDesk, 1, all.length)).toEqual(all)
})

test('an entry that came in a segment stays as it is when a page brings another body of it, and is an alarm', async () => {
  const centre = await anAbsence()
  const first = await aDeskAt(centre)
  await until(() => first.desk.point.knownPosition === all.length && first.link.view.progress === null)
  await closeAll()
  const elsewhere = chainOf(700, { deviceId: secondDesk, clockMs: (seq) => 1_763_700_000_000 + seq * 1001 })
  Object.assign(centre, { epoch: 'second', entries: [...all.slice(0, 600), ...elsewhere.slice(600, 601)] })
  const again = await aDeskAt(centre)
  await until(() => again.link.view.keptOut === 1)
  expect(await again.stores.entries.ofDevice(secondDesk, 1, all.length)).toEqual(all)
})

test('who wrote here is told by what was written here, and a gap among what others wrote is no damage', async () => {
  const centre = await anAbsence()
  const { stores } = await aDeskAt(centre)
  await stores.entries.takeAll(all.filter((_, i) => i === 7 || i === 9))
  await closeAll()
  const again = await openStores({ siteId, vault: noVault })
  if (again.status !== 'ready') throw new Error(again.status)
  open.push(again.stores)
  expect(again.stores.wroteHere).toEqual([])
})

test('set aside, records go on with all entries that came in segments, each once', async () => {
  const centre = await anAbsence()
  const { desk, link } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === all.length && link.view.progress === null)
  await closeAll()
  const carrying = {
    ...asNewDevice('another', () => 'another'),
    mayLeaveAll: false,
    renamedDrafts: [],
    onProgress: () => {},
  }
  expect(await setAside({ siteId, vault: noVault }, carrying)).toMatchObject({ entries: all.length })
  const again = await openStores({ siteId, vault: noVault })
  if (again.status !== 'ready') throw new Error(again.status)
  open.push(again.stores)
  expect(await again.stores.entries.count()).toBe(all.length)
  expect(await again.stores.history?.after({})).toEqual([])
  expect(await again.stores.entries.ofDevice(secondDesk, 1, all.length)).toEqual(all)
})

test('where no segment is to be had, what was missed comes in pages', async () => {
  const centre = await anAbsence()
  Object.assign(centre, { packs: false, holdsSegments: true })
  const { desk, link, stores } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === all.length && link.view.progress === null)
  expect(await stores.entries.count()).toBe(all.length)
})
