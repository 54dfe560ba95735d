import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Chance, chanceOf } from '../../shared/sample/chance'
import { round } from '../builders/aDesk'
import { everythingOf } from '../properties/samePicture'
import { aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ADeskOnTheNet } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { FaultProxy, straight } from './faultProxy'
import { howMany } from './howMany'
import { type Judged, judgeSite } from './judgeSite'
import { pause, repeating } from './repeating'
import { reportFault } from './reportFault'
import { SeenHistory } from './seenHistory'
import { actTakenDown, judgedHistory, readTheLast, takenDown } from './takenDown'

const days = howMany(20)
const desksAtEach = 5
const actsOfEach = 30
const patienceMs = 60_000

let at: AServedCentre
beforeAll(async () => {
  at = await aServedCentre()
}, 120_000)

const judged: Judged[] = []
const seen = new SeenHistory()
afterAll(async () => {
  await at.close()
  const sum = (of: (one: Judged) => number) => judged.reduce((n, one) => n + of(one), 0)
  const [lost, duplicated] = [sum((one) => one.lost), sum((one) => one.duplicated)]
  const converged = judged.length === days && judged.every((one) => one.converged)
  const { keepsRules, told } = judgedHistory(seen)
  reportFault({
    id: 'R5',
    ...{ runs: judged.length, lost, duplicated, converged },
    passed: lost + duplicated === 0 && converged && keepsRules,
    note: `${desksAtEach} desks with ${actsOfEach} acts each; every request up to four times, late, out of order; answers up to a day old; ${told}`,
  })
})

describe('a network that repeats, delays and remembers', { timeout: 300_000 }, () => {
  test.each(Array.from({ length: days }, (_, i) => i + 1))('day %i: one picture', async (seed) => {
    const siteKey = await aPoint(at)
    const proxies: FaultProxy[] = []
    const desks: ADeskOnTheNet[] = []
    try {
      for (let n = 0; n < desksAtEach; n++) {
        const proxy = await FaultProxy.open(at.address)
        proxies.push(proxy)
        desks.push(await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))).open())
        proxy.way = takenDown(seen, repeating(chanceOf(seed * 100 + n)))
      }
      const [first] = desks as [ADeskOnTheNet]
      await actTakenDown(seen, first, (on) => on.run(round, asGiven, shelvedRound()))
      await Promise.all(desks.map((desk, n) => workAt(desk, chanceOf(seed * 1_000 + n))))
      for (const proxy of proxies) proxy.way = takenDown(seen, straight)
      const witness = await anEnrolledDesk(at, { siteKey })
      const result = await judgeSite(desks, witness, patienceMs)
      await readTheLast(seen, desks, witness)
      judged.push(result)
      const hashes = new Set(desks.map(({ desk }) => sha256(everythingOf(desk.point.picture))))
      expect({ ...result, pictures: hashes.size }).toEqual({
        lost: 0,
        duplicated: 0,
        converged: true,
        pictures: 1,
      })
      expect(judgedHistory(seen)).toMatchObject({ keepsRules: true, breaches: [] })
    } finally {
      for (const desk of desks) await desk.close()
      for (const proxy of proxies) await proxy.close()
    }
  })
})

async function workAt(desk: ADeskOnTheNet, chance: Chance): Promise<void> {
  for (let n = 0; n < actsOfEach; n++) {
    await actTakenDown(seen, desk, (on) => actAtTheCounter(on, chance))
    await pause(chance.int(0, 60))
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
