import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceOf } from '../../shared/sample/chance'
import { inStep, joinCentre } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { openSeeded } from '../e2e/seededDesk'
import { Shift } from '../e2e/shift'
import { aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { FaultProxy, straight } from './faultProxy'
import { howMany } from './howMany'
import { comparedWithCentre } from './lieTo'
import { reportFault } from './reportFault'

const kills = howMany(40)
/** More than goes up before the last of them: three pushes of 200 for each. */
const queued = kills * 600
const push = /^POST \/v1\/entries$/
const patienceMs = 120_000

let at: AServedCentre
let proxy: FaultProxy
let desk: Desk | undefined
beforeAll(async () => {
  at = await aServedCentre()
  proxy = await FaultProxy.open(at.address)
}, 120_000)
afterAll(async () => {
  await desk?.close()
  await proxy?.close()
  await at?.close()
})

test(`a queue of ${queued} is at the centre once, though the browser is killed ${kills} times around a push`, {
  timeout: 3_600_000,
}, async () => {
  const { desk: opened, seeded: wanted } = await openSeeded<number>(
    { offline: false },
    'test/e2e/seed/longQueue.ts',
    `seedLongQueue(${queued})`,
  )
  desk = opened
  await desk.page.goto(desk.address)
  await new Shift(desk).ready()
  const killing = killAt(desk)
  await joinCentre(desk, proxy.address, await aCode(at, await aPoint(at)))
  await killing
  for (let turn = 1; turn < kills; turn++) {
    const next = killAt(desk, turn)
    await desk.reopen()
    await next
  }
  const { length: before } = await at.centre.sql.query('select 1 from entries')
  proxy.way = straight
  await desk.reopen()
  await inStep(desk, patienceMs)
  const { lost, duplicated, entries } = await comparedWithCentre(desk, at)
  const passed = lost + duplicated === 0 && entries === wanted && before < wanted
  reportFault({
    id: 'R1b',
    ...{ runs: kills, lost: lost + Math.abs(wanted - entries), duplicated, converged: lost === 0, passed },
    note: `killed before the centre had a push, or between its commit and its answer; ${before} of ${wanted} were up by the last kill`,
  })
  expect({ lost, duplicated, entries, stillSending: before < wanted }).toEqual({
    ...{ lost: 0, duplicated: 0, entries: wanted, stillSending: true },
  })
})

/** With one of its next pushes, before the centre has it or after; resolves when the browser is gone. */
function killAt(one: Desk, turn = 0): Promise<void> {
  const chance = chanceOf(turn + 1)
  const isBefore = chance.happens(0.5)
  let left = chance.int(1, 3)
  return new Promise((gone, failed) => {
    const tooLong = setTimeout(() => failed(new Error('nothing was pushed')), patienceMs)
    proxy.way = async (asked, pass) => {
      if (!push.test(`${asked.method} ${asked.path}`)) return pass()
      left -= 1
      if (left > 0) return pass()
      if (left < 0) return 'hang'
      if (!isBefore) await pass()
      clearTimeout(tooLong)
      one.kill().then(gone, failed)
      return 'hang'
    }
  })
}
