import { expect, test } from 'vitest'
import { write } from '../../builders/aLiveDesk'
import { aSyncedSite } from './aSyncedSite'
import { nameAt, zhang } from './knownPerson'
import { floatOf } from './theDay'

const site = aSyncedSite()

test('a desk without room for what comes does not say it is in step, and takes it once there is room', async () => {
  const { first, second } = await site.twoDesks()
  await second.until(({ state }) => state === 'in-step')
  second.disk.entriesLeft = 0
  await write(first.desk, floatOf(1))
  await second.until(({ state }) => state === 'receiving')
  expect(second.desk.point.knownPosition).toBe(0)

  second.disk.entriesLeft = 10
  await second.untilInStep(1)
  expect(await second.disk.entries.count()).toBe(1)
})

test('a desk whose disk takes nothing asks seldom, sends what it has, and goes on by itself once there is room', async () => {
  const { first, second } = await site.twoDesks()
  for (const desk of [first, second]) await desk.until(({ state }) => state === 'in-step')
  second.cutOff()
  await write(second.desk, floatOf(1))
  second.disk.isFull = true
  await write(first.desk, floatOf(2))
  await first.desk.keepPeople([zhang(1)])
  let asked = 0
  second.way = (address, init, centre) => {
    asked += 1
    return centre(address, init)
  }
  second.link.wake()
  const halfAnHour = 30
  await site.time.pass(halfAnHour * 60_000)
  expect(asked).toBeLessThan(8 * halfAnHour)
  expect(second.link.view).toMatchObject({ state: 'receiving', unsent: 0, keptOut: 0 })
  expect(await write(second.desk, floatOf(3))).toMatchObject({ ok: false, refusal: 'disk-full' })
  expect(second.link.view.unsent).toBe(0)

  second.disk.isFull = false
  expect(await write(second.desk, floatOf(4))).toMatchObject({ ok: true })
  await site.time.pass(90_000)
  expect(second.link.view).toMatchObject({ state: 'in-step', unsent: 0 })
  expect(nameAt(second)).toBe('张三')
  expect(await second.disk.entries.count()).toBe(3)
  await first.untilInStep(3)
})

test('who was saved before the disk was full is sent all the same', async () => {
  const { first, second } = await site.twoDesks()
  first.cutOff()
  await first.desk.keepPeople([zhang(1)])
  first.disk.isFull = true
  first.reconnect()
  await second.until(() => nameAt(second) === '张三')
})
