import { expect, test } from 'vitest'
import { withHash } from '../../../shared/domain/entry/entry'
import { countOf, seenOf } from '../../../shared/domain/entry/seen'
import { write } from '../../builders/aLiveDesk'
import type { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

/** Two desks in step at one site, what the second pulls is spoilt on the way, and the first writes. */
async function aSpoiltEntry() {
  const { first, second } = await site.twoDesks()
  await second.until(({ state }) => state === 'in-step')
  const asked = spoiling(second)
  await write(first.desk, floatOf(1))
  await second.until(({ keptOut }) => keptOut === 1)
  return { first, second, asked }
}

/** @returns when entries were asked for one at a time */
function spoiling(desk: ALinkedDesk): number[] {
  const asked: number[] = []
  desk.way = async (address, init, centre) => {
    const response = await centre(address, init)
    if (!/\/entries\?/.test(address)) return response
    if (address.includes('limit=1&')) asked.push(site.time.trueMs)
    const headers = new Headers(response.headers)
    headers.delete('content-encoding')
    const text = (await response.text()).replaceAll('"basis":', '"basis":1')
    return new Response(text, { status: response.status, headers })
  }
  return asked
}

/** How many entries of the other are in the picture, and how many on the disk. */
const seenAt = async ({ desk, disk }: ALinkedDesk, by: ALinkedDesk) => {
  const seen = countOf(seenOf(desk.point.seen, by.desk.identity.deviceId))
  return { seen, stored: await disk.entries.count() }
}

test('an entry spoilt once on its way to a desk is asked for again, and then is there like any other', async () => {
  const { first, second } = await aSpoiltEntry()
  second.reconnect()
  for (const n of [2, 3]) await write(first.desk, floatOf(n))
  while (second.desk.point.knownPosition < 3) await site.time.pass(20)
  expect(second.link.view).toMatchObject({ state: 'receiving', keptOut: 1 })
  await site.time.pass(120_000)
  expect(second.link.view).toMatchObject({ state: 'in-step', keptOut: 0 })
  expect(await seenAt(second, first)).toEqual({ seen: 3, stored: 3 })
})

test('what was kept out is known after a restart, also without a network, and asked for at once', async () => {
  const { first, second } = await aSpoiltEntry()
  await second.close()
  second.cutOff()
  await second.open()
  await site.time.pass(1_000)
  expect(second.link.view).toMatchObject({ state: 'offline', keptOut: 1 })
  second.reconnect()
  await second.until(({ state }) => state === 'in-step')
  expect(await seenAt(second, first)).toEqual({ seen: 1, stored: 1 })
})

test('on a slow disk, too, the strip says at once that what was kept out before the start is here', async () => {
  const { second } = await aSpoiltEntry()
  await second.close()
  second.reconnect()
  const [reading, writing] = [held(), held()]
  const { local } = second.disk
  const { readSetting, writeSetting } = local
  const isOfKeptOut = (key: string) => key.startsWith('centre-kept-out')
  local.readSetting = async (key) => {
    if (isOfKeptOut(key)) await reading.released
    return readSetting(key)
  }
  local.writeSetting = async (key, value) => {
    if (isOfKeptOut(key)) await writing.released
    return writeSetting(key, value)
  }
  await second.open()
  let strip = second.link.view
  second.link.subscribe(() => {
    strip = second.link.view
  })
  await site.time.pass(1_000)
  reading.release()
  await site.time.pass(1_000)
  expect(strip).toMatchObject({ state: 'receiving', keptOut: 1 })
  writing.release()
  await site.time.pass(1_000)
  expect(strip).toMatchObject({ state: 'in-step', keptOut: 0 })
})

function held() {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { released, release: () => release() }
}

test('what stays unreadable is asked for more and more seldom, and the desk never says it has everything', async () => {
  const { second, asked } = await aSpoiltEntry()
  await site.time.pass(34 * 60_000)
  const minutes = asked.slice(1).map((ms, i) => Math.round((ms - (asked[i] ?? 0)) / 60_000))
  expect(minutes).toEqual([1, 2, 4, 8, 16])
  expect(second.link.view).toMatchObject({ state: 'receiving', keptOut: 1 })
})

test('a desk that cannot note what it keeps out does not step over it', async () => {
  const { first, second } = await site.twoDesks()
  await second.until(({ state }) => state === 'in-step')
  const { writeSetting } = second.disk.local
  second.disk.local.writeSetting = async (key, value) => {
    if (key.startsWith('centre-kept-out-')) throw new Error('no room on the disk')
    await writeSetting(key, value)
  }
  spoiling(second)
  await write(first.desk, floatOf(1))
  await second.until(({ state }) => state === 'receiving')
  expect(second.desk.point.knownPosition).toBe(0)
  second.reconnect()
  await second.untilInStep(1)
  expect(await seenAt(second, first)).toEqual({ seen: 1, stored: 1 })
})

test('in another history of the centre nothing is kept out of the one before', async () => {
  const { first, second } = await aSpoiltEntry()
  const { sql } = site.centre().centre
  await sql.query('update centre set past = past || epoch, epoch = $1', [`restored-${site.time.trueMs}`])
  second.reconnect()
  await site.time.pass(180_000)
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 0)
  expect(await seenAt(second, first)).toEqual({ seen: 1, stored: 1 })
})

/** Two desks of a site, and the second has under the id of the first one's entry something else than the centre has. */
async function aCollision() {
  const { first, second } = await site.twoDesks()
  await second.until(({ state }) => state === 'in-step')
  second.cutOff()
  await write(first.desk, floatOf(1))
  const [entry] = await first.disk.entries.ofDevice(first.desk.identity.deviceId, 1, 1)
  if (!entry) throw new Error('nothing written')
  const { hash, ...unsealed } = entry
  await second.disk.entries.takeAll([withHash({ ...unsealed, basis: unsealed.basis + 1 })])
  return { first, second, entry }
}

async function restoreCentre(): Promise<void> {
  await site.centre().centre.sql.query('update centre set epoch = $1', [`restored-${site.time.trueMs}`])
}

test('an entry that the disk has with another body is an alarm after a restart, too, as long as the two differ', async () => {
  const { first, second, entry } = await aCollision()
  second.reconnect()
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 1)
  await write(first.desk, floatOf(2))
  while (second.desk.point.knownPosition < 2) await site.time.pass(20)
  await second.close()
  second.cutOff()
  await second.open()
  await second.until(({ state, keptOut }) => state === 'offline' && keptOut === 1)
  second.reconnect()
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 1)

  // Another history of the centre is looked through from its beginning.
  await restoreCentre()
  await site.time.pass(120_000)
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 1)
  await second.close()
  const image = await second.disk.image()
  const entries = image.entries.map((one) => (one.id === entry.id ? entry : one))
  await second.disk.becomes({ ...image, entries })
  await second.open()
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 1)
  await restoreCentre()
  await site.time.pass(120_000)
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 0)
})

test('a desk that cannot note the alarm does not step over what set it off', async () => {
  const { second } = await aCollision()
  const { writeSetting } = second.disk.local
  second.disk.local.writeSetting = async (key, value) => {
    if (key.startsWith('centre-kept-out-')) throw new Error('no room on the disk')
    await writeSetting(key, value)
  }
  second.reconnect()
  await second.until(({ state }) => state === 'receiving')
  await site.time.pass(20_000)
  expect(second.desk.point.knownPosition).toBe(0)
  second.disk.local.writeSetting = writeSetting
  await second.until(({ state, keptOut }) => state === 'in-step' && keptOut === 1)
  expect(second.desk.point.knownPosition).toBe(1)
})
