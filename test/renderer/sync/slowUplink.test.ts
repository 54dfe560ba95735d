import { expect, test } from 'vitest'
import { loadSampleRound } from '../../../renderer/commands/loadSampleRound'
import { write } from '../../builders/aLiveDesk'
import type { Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

/** One line for all that goes up, bytes per second. */
function slowLine(bytesPerS: number): Way {
  let freeAtMs = 0
  return async (address, init, centre) => {
    const { wait, steadyMs } = site.time.ambient(async () => new Response())
    const size = init.body ? new Blob([init.body as string]).size : 0
    freeAtMs = Math.max(freeAtMs, steadyMs()) + (size / bytesPerS) * 1000
    await wait(freeAtMs - steadyMs(), init.signal ?? undefined)
    init.signal?.throwIfAborted()
    return centre(address, init)
  }
}

const longEnoughMs = (bytesPerS: number) => (600_000 * 1_000) / bytesPerS + 30_000

test.each([3_000, 10_000])(
  'over a line that carries %i bytes a second up, a whole round gets through, and nobody calls that offline',
  async (bytesPerS) => {
    const desk = await site.deskAt(await site.newSite())
    await desk.until(({ state }) => state === 'in-step')
    const states = new Set<string>()
    const hearNoMore = desk.link.subscribe(() => states.add(desk.link.view.state))
    desk.way = slowLine(bytesPerS)
    await loadSampleRound(desk.desk, 'week')
    await write(desk.desk, floatOf(1))
    await site.time.pass(longEnoughMs(bytesPerS))
    hearNoMore()
    expect(desk.link.view).toMatchObject({ state: 'in-step', unsent: 0, peopleUnsent: 0 })
    expect([...states]).not.toContain('offline')
  },
)

test('over a line that is worse than any, a whole round gets through all the same', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.way = slowLine(1_000)
  await loadSampleRound(desk.desk, 'week')
  await site.time.pass(longEnoughMs(1_000))
  expect(desk.link.view).toMatchObject({ state: 'in-step', unsent: 0, peopleUnsent: 0 })
})

test('a line that hangs with a day of entries on it is called offline within ten seconds, once it was seen to be good', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.way = slowLine(100_000)
  await loadSampleRound(desk.desk, 'week')
  await site.time.pass(60_000)
  await desk.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  desk.way = () => new Promise(() => {})
  for (let n = 1; n <= 30; n++) await write(desk.desk, floatOf(n))
  await site.time.pass(10_000)
  expect(desk.link.view.state).toBe('offline')
})

test('packed, a whole round is over a poor line in half a minute', async () => {
  const desk = await site.packingDesk()
  desk.way = slowLine(3_000)
  await loadSampleRound(desk.desk, 'week')
  await write(desk.desk, floatOf(1))
  await site.time.pass(30_000)
  expect(desk.link.view).toMatchObject({ unsent: 0, peopleUnsent: 0 })
})

test('over a line that is quick but far, the parcels grow until a day of entries is up in a few of them', async () => {
  const desk = await site.packingDesk()
  let pushes = 0
  desk.way = async (address, init, centre) => {
    if (address.endsWith('/v1/entries')) pushes += 1
    await site.time.ambient(async () => new Response()).wait(1_500, init.signal ?? undefined)
    init.signal?.throwIfAborted()
    return centre(address, init)
  }
  for (let n = 1; n <= 600; n++) await write(desk.desk, floatOf(n))
  expect(desk.link.view.unsent).toBe(600)
  await site.time.pass(60_000)
  expect(desk.link.view).toMatchObject({ state: 'in-step', unsent: 0 })
  expect(pushes).toBeLessThanOrEqual(6)
})
