import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { frame as inEnglish } from '../../renderer/i18n/en/frame'
import { frame as inChinese } from '../../renderer/i18n/zh/frame'
import type { Halt } from '../../renderer/sync/linkView'
import { revokeDevice } from '../../server/hq/sites'
import { chanceOf } from '../../shared/sample/chance'
import { round } from '../builders/aDesk'
import { ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { FaultProxy, straight } from './faultProxy'
import { howMany } from './howMany'
import { type Judged, judgeSite } from './judgeSite'
import { reportFault } from './reportFault'

const timesEach = howMany(10)
const patienceMs = 60_000
const dayMs = 86_400_000

let at: AServedCentre
beforeAll(async () => {
  at = await aServedCentre()
}, 120_000)

const judged: (Judged & { readonly kept: number })[] = []
afterAll(async () => {
  await at.close()
  const sum = (of: (one: (typeof judged)[number]) => number) => judged.reduce((n, one) => n + of(one), 0)
  const [lost, duplicated] = [sum((one) => one.lost), sum((one) => one.duplicated)]
  const converged = judged.length === 3 * timesEach && judged.every((one) => one.converged)
  reportFault({
    id: 'R19',
    ...{ runs: judged.length, lost, duplicated, converged },
    passed: lost + duplicated === 0 && converged,
    note: `revoked in the middle of a push, replaced by the same device elsewhere, fourteen days away and revoked meanwhile; ${sum((one) => one.kept)} unsent entries kept until a new code came, over a restart too`,
  })
})

interface Trouble {
  readonly name: string
  readonly ends: Halt
  /** Happens once the desk has sent a part of its queue. */
  befalls(desk: ADeskOnTheNet, siteKey: string): Promise<void>
}
const revoke = async ({ deviceId }: ADeskOnTheNet) => {
  await revokeDevice(at.centre.sql, deviceId, at.clock.nowMs)
  at.centre.deviceChanged(deviceId)
}
const troubles: readonly Trouble[] = [
  { name: 'revoked', ends: 'revoked', befalls: revoke },
  {
    name: 'its identity enrolled elsewhere',
    ends: 'taken-over',
    befalls: async (desk, siteKey) => {
      const twin = new ADeskOfTheCentre(at.call, desk.deviceId, desk.desk.identity.siteId)
      await twin.enrol(await aCode(at, siteKey), { hasEntries: true })
    },
  },
  {
    name: 'fourteen days away, and revoked meanwhile',
    ends: 'revoked',
    befalls: async (desk) => {
      await desk.close()
      at.clock.nowMs += 14 * dayMs
      await revoke(desk)
      await desk.open()
    },
  },
]
const cases = troubles.flatMap((trouble) =>
  Array.from({ length: timesEach }, (_, i) => [trouble.name, i + 1, trouble] as const),
)

describe('a desk is let in no more while it sends', { timeout: 300_000 }, () => {
  test.each(cases)('%s, %i', async (_name, seed, trouble) => {
    const chance = chanceOf(seed)
    const siteKey = await aPoint(at)
    const proxy = await FaultProxy.open(at.address)
    const desk = await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))).open()
    try {
      await desk.does((on) => on.run(round, asGiven, shelvedRound()))
      await cameTrue(() => desk.isInStep(1), patienceMs)
      proxy.way = async () => 'reset'
      for (let n = 0; n < 600 && desk.view.unsent < 300; n++)
        await desk.does((on) => actAtTheCounter(on, chance))
      await sendAPart(proxy, desk)
      await trouble.befalls(desk, siteKey)
      proxy.way = straight
      desk.link.wake()
      expect(await cameTrue(() => desk.view.state === trouble.ends, patienceMs)).toBe(true)
      const { unsent } = desk.view
      expect(unsent).toBeGreaterThan(0)
      for (const { connection } of [inChinese, inEnglish])
        expect(connection.explain[trouble.ends]).toMatch(/接入码|code/)
      // It works on, and keeps all of it over a restart.
      await desk.does((on) => actAtTheCounter(on, chance))
      await desk.close()
      await desk.open()
      expect(await cameTrue(() => desk.view.state === trouble.ends, patienceMs)).toBe(true)
      expect(desk.view.unsent).toBeGreaterThanOrEqual(unsent)

      await desk.close()
      await desk.enrol(await aCode(at, siteKey))
      await desk.open()
      const result = await judgeSite([desk], await anEnrolledDesk(at, { siteKey }), patienceMs)
      judged.push({ ...result, kept: unsent })
      expect(result).toEqual({ lost: 0, duplicated: 0, converged: true })
    } finally {
      await desk.close()
      await proxy.close()
    }
  })
})

/** The line holds for one push, and is gone again. */
async function sendAPart(proxy: FaultProxy, desk: ADeskOnTheNet): Promise<void> {
  const before = desk.view.unsent
  let pushes = 1
  proxy.way = async (asked, pass) => {
    const isPush = asked.method === 'POST' && asked.path.endsWith('/entries')
    if (isPush) pushes -= 1
    return isPush && pushes < 0 ? 'reset' : pass()
  }
  desk.link.wake()
  await cameTrue(() => desk.view.unsent < before, patienceMs)
}
