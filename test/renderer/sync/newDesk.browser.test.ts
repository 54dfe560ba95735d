import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Desk } from '../../../renderer/commands/desk'
import { LocalTables } from '../../../renderer/storage/localTables'
import { openStores } from '../../../renderer/storage/openStores'
import { headOf } from '../../../renderer/storage/segmentHead'
import { storeNames } from '../../../renderer/storage/storeNames'
import { segmentLength } from '../../../shared/contract/sync'
import { fen } from '../../../shared/kernel/money'
import { day } from '../../builders/aRound'
import { chainOf, firstRound, secondDesk, siteId } from '../storage/chainOf'
import { freshDatabases, noVault } from '../storage/freshDatabases'
import { ACentreWithHistory, aDeskAt, closeAll, gzip, open, seqOf, until } from './aCentreWithHistory'

beforeEach(freshDatabases)
afterEach(closeAll)

test('a new desk takes the picture, then the history in segments, then the tail; a restart has it all', async () => {
  const entries = chainOf(3 * segmentLength + 100, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength + 20)
  const { desk, link } = await aDeskAt(centre)
  await until(
    () => link.view.state === 'in-step' && link.view.progress === null && seqOf(desk) === entries.length,
  )
  expect(centre.asked.filter((one) => one.startsWith('GET entries'))[0]).toBe(
    `GET entries?after=${3 * segmentLength}`,
  )
  expect(desk.point.knownPosition).toBe(entries.length)
  const [stores] = open
  await until(async () => centre.asked.filter((one) => one.startsWith('GET segments')).length === 3)
  await closeAll()
  expect(stores).toBeDefined()

  centre.asked = []
  const again = await aDeskAt(centre)
  expect(seqOf(again.desk)).toBe(entries.length)
  await until(() => again.link.view.state === 'in-step')
  expect(centre.asked.filter((one) => one.includes('segments') || one.includes('snapshot'))).toEqual([])
})

test('history is read along with the log: a round of long ago comes back whole', async () => {
  const entries = chainOf(2 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 2 * segmentLength)
  const { desk, link } = await aDeskAt(centre)
  await until(
    () => link.view.state === 'in-step' && link.view.progress === null && desk.point.knownPosition > 0,
  )
  const opened = await (async () => {
    await closeAll()
    return openStores({ siteId, vault: noVault })
  })()
  if (opened.status !== 'ready') throw new Error(opened.status)
  open.push(opened.stores)
  const { entries: log } = opened.stores
  expect(await log.count()).toBe(0)
  expect(await log.ofRound(firstRound)).toEqual(entries)
  expect(await log.after({})).toEqual(entries)
  expect(await log.ofDevice(secondDesk, 500, 520)).toEqual(entries.slice(499, 520))
})

test('segments that come packed, some at a time, are all there after a restart, and read like any', async () => {
  const entries = chainOf(3 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength)
  centre.packs = true
  const { desk, link } = await aDeskAt(centre)
  await until(() => link.view.progress === null && desk.point.knownPosition > 0)
  expect(centre.asked.filter((one) => one.includes('segments'))).toEqual(['GET segments/0'])
  await closeAll()
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  open.push(opened.stores)
  expect(await opened.stores.entries.count()).toBe(0)
  expect(await opened.stores.entries.ofDevice(secondDesk, 1, entries.length)).toEqual(entries)
})

test('on a line that cuts what is long the history comes all the same, a segment at a time', async () => {
  const entries = chainOf(3 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength)
  Object.assign(centre, { packs: true, mostAtOnce: 1 })
  const { desk, link } = await aDeskAt(centre)
  await until(() => link.view.progress?.done === segmentLength)
  await until(() => {
    link.wake()
    return link.view.progress === null
  })
  expect(desk.point.knownPosition).toBe(entries.length)
})

test('on a line that lets no segment through the history comes in pages, and is in the log', async () => {
  const entries = chainOf(2 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 2 * segmentLength)
  Object.assign(centre, { packs: true, mostAtOnce: 0 })
  const { desk, link } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition > 0)
  await until(() => {
    link.wake()
    return link.view.progress === null
  })
  expect(link.view.keptOut).toBe(2 * segmentLength)
  await closeAll()
  const again = await aDeskAt(centre)
  await until(() => again.link.view.state === 'in-step')
  expect(await again.stores.entries.ofDevice(secondDesk, 1, entries.length)).toEqual(entries)
})

test('an entry of the history that cannot be read is looked at anew with every start, as a later version may', async () => {
  const entries = chainOf(segmentLength, { deviceId: secondDesk })
  const segment = async (seventh: unknown) => {
    const placed = entries.map((entry, i) => ({ position: i + 1, entry: i === 6 ? seventh : entry }))
    const bytes = await gzip(JSON.stringify({ segment: 0, entries: placed }))
    const values = placed.map(({ entry }) => entry)
    return [{ bytes, head: headOf(siteId, 0, values) }]
  }
  const centre = new ACentreWithHistory([], 0)
  const first = await aDeskAt(centre)
  await until(() => first.link.view.state === 'in-step')
  await first.stores.history?.keep(await segment({ ...entries[6], ofALaterVersion: true }))
  await closeAll()
  const second = await aDeskAt(centre)
  await until(() => second.link.view.state === 'in-step')
  expect(second.desk.point.seen[secondDesk]).toEqual({ upTo: 6, beyond: [[8, segmentLength]] })
  await second.desk.point.keep()
  // This version reads it only once it is another: what is on the disk changes in place of the program.
  await second.stores.history?.keep(await segment(entries[6]))
  await closeAll()
  const third = await aDeskAt(centre)
  await until(() => third.link.view.state === 'in-step')
  expect(third.desk.point.seen[secondDesk]).toEqual({ upTo: segmentLength, beyond: [] })
})

test('history that an earlier version kept as text is read like any', async () => {
  const entries = chainOf(segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, segmentLength)
  const { link } = await aDeskAt(centre)
  await until(() => link.view.progress === null && link.view.state === 'in-step')
  await closeAll()
  const tables = new LocalTables(storeNames(0).local)
  await tables.segments.put({ siteId, n: 0, text: JSON.stringify(entries) })
  tables.close()
  const { stores } = await aDeskAt(centre)
  expect(await stores.entries.ofDevice(secondDesk, 1, segmentLength)).toEqual(entries)
})

test('a segment too large for one piece comes in pages instead, and is in the log', async () => {
  const entries = chainOf(3 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength)
  centre.tooLarge = 1
  const { link } = await aDeskAt(centre)
  await until(() => link.view.progress === null && link.view.keptOut === segmentLength)
  await closeAll()
  const again = await aDeskAt(centre)
  await until(() => again.link.view.state === 'in-step')
  expect(await again.stores.entries.count()).toBe(segmentLength)
  expect(await again.stores.entries.ofDevice(secondDesk, 1, entries.length)).toEqual(entries)
})

test('a desk whose history is not all here is ready all the same', async () => {
  const entries = chainOf(segmentLength + 5, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, segmentLength + 5)
  centre.holdsSegments = true
  const { desk, link } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === entries.length)
  expect(seqOf(desk)).toBe(entries.length)
  expect(link.view.progress).toEqual({ done: 0, total: segmentLength })
  const answer = await setFloat(desk)
  expect(answer).toMatchObject({ ok: true, entries: [{ basis: entries.length }] })
  centre.holdsSegments = false
  link.wake()
  await until(() => link.view.progress === null)
})

test('history waits for a scan that is on its way to the disk: reading it would keep the scan waiting', async () => {
  const entries = chainOf(2 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 2 * segmentLength)
  Object.assign(centre, { packs: true, holdsSegments: true })
  const written: string[] = []
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { desk, link } = await aDeskAt(centre, ({ entries: log, history }) => {
    const [append, keep] = [log.append.bind(log), history?.keep.bind(history)]
    log.append = async (own) => {
      await held
      await append(own)
      written.push('scan')
    }
    if (history && keep)
      history.keep = async (came) => {
        written.push('history')
        await keep(came)
      }
  })
  await until(() => desk.point.knownPosition > 0)
  const scan = setFloat(desk)
  centre.holdsSegments = false
  link.wake()
  await until(() => centre.asked.includes('GET segments/0'))
  // More turns than it takes to read it and to begin to write.
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setTimeout(resolve))
  letGo()
  expect(await scan).toMatchObject({ ok: true })
  await until(() => link.view.progress === null)
  expect(written).toEqual(['scan', 'history'])
})

/** Any act of one entry. */
const setFloat = (desk: Desk) => {
  const fact = { kind: 'FloatSet' as const, v: 1 as const, businessDay: day('2026-04-01'), fen: fen(1) }
  return desk.run('site', () => ({ ok: true, facts: [fact] }), {})
}
