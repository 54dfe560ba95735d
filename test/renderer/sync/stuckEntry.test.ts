import { expect, test } from 'vitest'
import { write } from '../../builders/aLiveDesk'
import type { Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

const carriesThird = ({ method, body }: RequestInit) =>
  method === 'POST' && String(body).includes(':0000000003"')

test.each<[string, Way]>([
  ['the centre stumbles over', async () => Response.json({ code: 'broken' }, { status: 500 })],
  ['is never answered', () => new Promise(() => {})],
])('one entry that %s holds up no other, is counted, and goes once it can', async (_, stuck) => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.cutOff()
  const writtenMs: number[] = []
  for (let n = 1; n <= 10; n++) {
    desk.disk.nowMs += 60_000
    writtenMs.push(desk.disk.nowMs)
    await write(desk.desk, floatOf(n))
  }
  let pushes = 0
  desk.way = (address, init, centre) => {
    if (!carriesThird(init)) return centre(address, init)
    pushes += 1
    return stuck(address, init, centre)
  }
  await site.time.pass(600_000)
  expect(desk.link.view).toMatchObject({ unsent: 1, aside: [] })
  expect(Math.abs((desk.link.view.oldestUnsentMs ?? 0) - (writtenMs[2] ?? 0))).toBeLessThan(1_000)
  await write(desk.desk, floatOf(11))
  await site.time.pass(30_000)
  expect(desk.link.view.unsent).toBe(1)
  pushes = 0
  await site.time.pass(2 * 3_600_000)
  expect(pushes).toBeGreaterThan(1)
  expect(pushes).toBeLessThan(12)
  desk.reconnect()
  desk.link.wake()
  await desk.untilInStep(11)
})

test('a centre that stumbles over everything for an hour gets all of it soon after', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.way = async (address, init, centre) =>
    init.method === 'POST' ? Response.json({ code: 'broken' }, { status: 500 }) : centre(address, init)
  for (let n = 1; n <= 10; n++) await write(desk.desk, floatOf(n))
  await site.time.pass(3_600_000)
  expect(desk.link.view.unsent).toBe(10)
  desk.reconnect()
  await write(desk.desk, floatOf(11))
  await site.time.pass(30_000)
  expect(desk.link.view.unsent).toBe(0)
})
