import { expect, test } from 'vitest'
import { StoreBroken } from '../../../renderer/storage/entryStore'
import { chainFault, emptyChain } from '../../../shared/domain/entry/entry'
import { takeInOrders } from '../../../shared/domain/order/takeInOrders'
import { openRound } from '../../../shared/domain/round/openRound'
import { round } from '../../builders/aDesk'
import { ADisk, write } from '../../builders/aLiveDesk'
import { aLine, anOrder, day, household, placed } from '../../builders/aRound'

const orders = Array.from({ length: 900 }, (_, i) => anOrder(`${i}`, `${i}`, [aLine('tomato', 1, 500)]))
const sheet = { products: [], orders, reason: 'sheet' }
const wang = {
  householdId: household('wang'),
  name: '王',
  phone: null,
  address: null,
  note: null,
  version: 1,
}

test('an import that finds the disk full half-way goes on where it stopped, once there is room', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  disk.entriesLeft = 2
  expect(await desk.run(round, takeInOrders, sheet)).toEqual({ ok: false, refusal: 'disk-full' })
  expect(desk.point.picture.round(round)?.memberCount('orders')).toBe(800)

  disk.entriesLeft = 10
  expect(await desk.run(round, takeInOrders, sheet)).toMatchObject({ ok: true })
  expect(desk.point.picture.round(round)?.memberCount('orders')).toBe(900)
  let head = emptyChain
  for (const entry of await disk.entries.ofDevice(desk.identity.deviceId, 1, 99)) {
    expect(chainFault(entry, head)).toBeNull()
    head = entry
  }
})

test('a full disk refuses one command and takes the next one when there is room', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  disk.entriesLeft = 0
  expect(await write(desk, placed(anOrder('1', 'wang', [])))).toEqual({ ok: false, refusal: 'disk-full' })
  expect(desk.point.picture.round(round)).toBeUndefined()
  expect(desk.full).toBe(true)
  disk.entriesLeft = 1
  expect(await write(desk, placed(anOrder('1', 'wang', [])))).toMatchObject({ ok: true })
  expect(desk.full).toBe(false)
})

test('people who find no room on the disk are not shown as kept', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  disk.entriesLeft = 0
  expect(await desk.keepPeople([wang])).toBe('disk-full')
  expect(desk.point.people.get(wang.householdId)).toBeUndefined()
  disk.entriesLeft = 1
  expect(await desk.keepPeople([wang])).toBeNull()
})

test('after the database failed this window writes no more, and says so each time', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  const whole = disk.entries.append
  disk.entries.append = async () => {
    throw new StoreBroken('the connection was lost')
  }
  expect(await write(desk, placed(anOrder('1', 'wang', [])))).toEqual({ ok: false, refusal: 'not-saved' })
  disk.entries.append = whole
  expect(await write(desk, placed(anOrder('1', 'wang', [])))).toEqual({ ok: false, refusal: 'not-saved' })
  expect(desk.broken).toBeInstanceOf(StoreBroken)
  expect(await desk.keepPeople([wang])).toBe('not-saved')
})

test('two quick confirms of one new round open it once', async () => {
  const desk = await new ADisk().start()
  const opening = {
    roundCode: 'A1B2',
    title: 'Wednesday',
    pickupFrom: day('2026-04-01'),
    pickupUntil: day('2026-04-02'),
  }
  const answers = await Promise.all([
    desk.run(round, openRound, opening),
    desk.run(round, openRound, opening),
  ])
  expect(answers.map(({ ok }) => ok)).toEqual([true, false])
})

test('a clock set back between two starts does not put a fact before those that are there', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  await write(desk, placed(anOrder('1', 'wang', [aLine('tomato', 1, 500)])))
  disk.nowMs -= 3 * 86_400_000
  const later = await disk.start()
  const taken = { ...sheet, orders: [anOrder('1', 'wang', [aLine('tomato', 4, 2000)])] }
  await later.run(round, takeInOrders, taken)

  expect(later.point.picture.round(round)?.tally('ordered:p-tomato')).toBe(4)
  const again = await disk.start()
  expect(again.point.picture.round(round)?.tally('ordered:p-tomato')).toBe(4)
})
