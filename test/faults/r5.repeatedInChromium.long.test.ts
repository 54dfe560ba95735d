import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Chance, chanceOf } from '../../shared/sample/chance'
import type { Desk } from '../e2e/desk'
import type { SeededHousehold } from '../e2e/seed/shelvedRound'
import { Shift } from '../e2e/shift'
import { type ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { aFirstCounter, anotherCounter, type Counter, untilIdle } from './counterInChromium'
import { handOverCodes } from './counterWork'
import { stepOf } from './cutting'
import { FaultProxy, straight } from './faultProxy'
import { judgeCounters } from './judgeCounters'
import { type Judged, judgeSite } from './judgeSite'
import { pause, repeating } from './repeating'
import { reportFault } from './reportFault'

const seeds = [1]
const servedAtEach = 12
/** Of whom both counters scan the one bag. */
const servedAtBoth = 6
/** As many pages of its live tail are old ones at each counter, at least. */
const fewestOld = 5
/** A counter that was told of nothing new looks by itself once a minute. */
const patienceMs = 150_000

let at: AServedCentre
let witness: ADeskOfTheCentre
let counters: readonly Counter[] = []
let colleague: ADeskOnTheNet
let lineOfColleague: FaultProxy
let paid: readonly SeededHousehold[]
const days: (Judged & { readonly oldPages: number })[] = []

beforeAll(async () => {
  at = await aServedCentre()
  const siteKey = await aPoint(at)
  const first = await aFirstCounter(at.address, await aCode(at, siteKey), 100)
  counters = [first]
  paid = first.households.filter(({ dueFen }) => dueFen <= 0)
  counters = [first, await anotherCounter(at.address, await aCode(at, siteKey))]
  witness = await anEnrolledDesk(at, { siteKey })
  lineOfColleague = await FaultProxy.open(at.address)
  const enrolled = await new ADeskOnTheNet(lineOfColleague.address).enrol(await aCode(at, siteKey))
  colleague = await enrolled.open()
  await cameTrue(() => colleague.desk.point.picture.roundIds().length > 0, patienceMs)
}, 300_000)
afterAll(async () => {
  await colleague?.close()
  await lineOfColleague?.close()
  for (const { close } of counters) await close()
  await at?.close()
  const sum = (of: (one: (typeof days)[number]) => number) => days.reduce((n, one) => n + of(one), 0)
  const [lost, duplicated] = [sum((one) => one.lost), sum((one) => one.duplicated)]
  const converged = days.length === seeds.length && days.every((one) => one.converged)
  reportFault({
    id: 'R5b',
    ...{ runs: days.length, lost, duplicated, converged },
    passed: lost + duplicated === 0 && converged,
    note: `two counters in real Chromium with ${servedAtEach + servedAtBoth} households each, ${servedAtBoth} of them at both, and a third desk; the network of R5, where ${sum((one) => one.oldPages)} times a page of the live tail was an old one`,
  })
})

describe('two counters in the browser on a network that repeats, delays and remembers', {
  timeout: 400_000,
}, () => {
  test.each(seeds)('day %i: what each said it handed over, and one picture', async (seed) => {
    const oldPages = counters.map(() => 0)
    for (const [n, { proxy }] of counters.entries())
      proxy.way = repeating(chanceOf(seed * 100 + n), (asked) => {
        if (stepOf(asked) === 'page') oldPages[n] = (oldPages[n] ?? 0) + 1
      })
    lineOfColleague.way = repeating(chanceOf(seed * 100 + 99))
    const both = paid.filter(({ bags }) => bags.length === 1).slice(0, servedAtBoth)
    const rest = paid.filter((one) => !both.includes(one))
    const own = [0, 1, 2].map((n) => rest.slice(n * servedAtEach, (n + 1) * servedAtEach))
    const said = await Promise.all([
      serveThere(own[2] ?? [], chanceOf(seed * 1_000 + 99)),
      ...counters.map((counter, n) =>
        serve(counter, [...(own[n] ?? []), ...both], chanceOf(seed * 1_000 + n)),
      ),
    ])
    const metOld = counters.map(({ desk }, n) =>
      cameTrue(async () => {
        if ((oldPages[n] ?? 0) >= fewestOld) return true
        await looksAtAll(desk)
        await pause(200)
        return false
      }, patienceMs),
    )
    expect(await Promise.all(metOld)).toEqual([true, true])
    for (const proxy of [...counters.map(({ proxy }) => proxy), lineOfColleague]) proxy.way = straight
    const handed = said.flat()
    expect(new Set(handed)).toEqual(new Set([...both, ...own.flat()].flatMap(({ bags }) => bags)))
    const browsers = counters.map(({ desk }) => desk)
    const { apart, ...judged } = await judgeCounters(browsers, witness, { withinMs: patienceMs, handed })
    const elsewhere = await judgeSite([colleague], witness, patienceMs)
    const result = {
      lost: judged.lost + elsewhere.lost,
      duplicated: judged.duplicated,
      converged: judged.converged && elsewhere.converged,
    }
    days.push({ ...result, oldPages: oldPages.reduce((n, one) => n + one, 0) })
    expect({ ...result, apart }).toEqual({ lost: 0, duplicated: 0, converged: true, apart: '' })
  })
})

/** As a machine does whose network comes and goes: what was asked for before is asked for again. */
const looksAtAll = ({ page }: Desk) => page.evaluate(() => dispatchEvent(new Event('online')))

/** In an order of its own. @returns the bags of which the counter said that it handed them over */
async function serve(
  { desk }: Counter,
  households: readonly SeededHousehold[],
  chance: Chance,
): Promise<string[]> {
  const shift = new Shift(desk)
  const handed: string[] = []
  for (const { bags } of chance.shuffled(households)) {
    for (const bag of bags) if ((await shift.scan(bag)).includes('交付')) handed.push(bag)
    await untilIdle(desk)
    if (chance.happens(0.7)) await looksAtAll(desk)
    await pause(chance.int(0, 300))
  }
  return handed
}

/** One bag right after the other, so that of two hints one brings nothing new. @returns all of them */
async function serveThere(households: readonly SeededHousehold[], chance: Chance): Promise<string[]> {
  const all = chance.shuffled(households).flatMap(({ bags }) => bags)
  for (const bag of all) {
    expect(await colleague.does((on) => handOverCodes(on, [bag]))).toMatchObject({ ok: true })
    await pause(chance.happens(0.5) ? 0 : chance.int(0, 2_000))
  }
  return all
}
