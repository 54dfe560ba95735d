import type { Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeededHousehold } from '../e2e/seed/shelvedRound'
import { type ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { aFirstCounter, type Counter, handOver } from './counterInChromium'
import { handOverCodes } from './counterWork'
import { cutting, gridOf, type Step, stepOf, timesCut } from './cutting'
import { straight } from './faultProxy'
import { judgeCounters } from './judgeCounters'
import type { Judged } from './judgeSite'
import { reportFault } from './reportFault'

/** What the live tail lives on. */
const grid = gridOf(['page', 'stream'])
/** By the colleague, while the line of the counter is cut: more than one of them in a page. */
const servedElsewhere = 4
/** Less than the minute after which a desk looks again by itself. */
const patienceMs = 45_000

let at: AServedCentre
let counter: Counter
let colleague: ADeskOnTheNet
let witness: ADeskOfTheCentre
/** With one bag and nothing to pay: gone with one scan. */
let single: readonly SeededHousehold[]
let others: readonly SeededHousehold[]
const cells: (Judged & { readonly name: string; readonly met: number })[] = []

beforeAll(async () => {
  at = await aServedCentre()
  const siteKey = await aPoint(at)
  const opened = await aFirstCounter(at.address, await aCode(at, siteKey), 100)
  counter = opened
  const paid = opened.households.filter(({ dueFen }) => dueFen <= 0)
  single = paid.filter(({ bags }) => bags.length === 1)
  others = paid.filter(({ bags }) => bags.length > 1)
  witness = await anEnrolledDesk(at, { siteKey })
  colleague = await (await new ADeskOnTheNet(at.address).enrol(await aCode(at, siteKey))).open()
  await cameTrue(() => colleague.desk.point.picture.roundIds().length > 0, patienceMs)
}, 240_000)
afterAll(async () => {
  await colleague?.close()
  await counter?.close()
  await at?.close()
  const sum = (of: (one: (typeof cells)[number]) => number) => cells.reduce((n, one) => n + of(one), 0)
  const bad = cells.filter((one) => one.met < timesCut || one.lost + one.duplicated > 0 || !one.converged)
  reportFault({
    id: 'R4b',
    runs: cells.length,
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    converged: cells.length > 0 && cells.every(({ converged }) => converged),
    passed: bad.length === 0 && cells.length === grid.length,
    note: `real Chromium, the page and the stream of RxDB's live tail × the cuts of R4, each ${timesCut} times by what the page saw, while a bag is scanned here and ${servedElsewhere} households are served elsewhere; ${bad.map(({ name }) => name).join(', ') || 'none'} failed`,
  })
})

describe('the live tail of a counter in the browser is cut, twice', { timeout: 180_000 }, () => {
  test.each(grid.map(([step, how], i) => [step, how, i] as const))('%s, %s', async (step, how, i) => {
    const { desk, proxy } = counter
    const scanned = single[i]?.bags ?? []
    const elsewhere = others.slice(i * servedElsewhere, (i + 1) * servedElsewhere)
    expect([scanned.length, elsewhere.length]).toEqual([1, servedElsewhere])
    const failed = failuresOf(step, counter)
    proxy.way = cutting(step, how, () => failed.size < timesCut)
    // One that is open already is not cut any more: the next one is.
    if (step === 'stream') proxy.cutAll()
    for (const { bags } of elsewhere)
      expect(await colleague.does((on) => handOverCodes(on, bags))).toMatchObject({ ok: true })
    await handOver(desk, scanned[0] ?? '')
    const { apart, ...judged } = await judgeCounters([desk], witness, {
      withinMs: patienceMs,
      handed: [...scanned, ...elsewhere.flatMap(({ bags }) => bags)],
      also: () => failed.size >= timesCut,
    })
    failed.stop()
    proxy.way = straight
    cells.push({ ...judged, name: `${step} ${how}`, met: failed.size })
    expect({ ...judged, apart }).toEqual({ lost: 0, duplicated: 0, converged: true, apart: '' })
    expect(failed.size).toBeGreaterThanOrEqual(timesCut)
  })
})

/**
 * Of that step, what failed before the eyes of the page, from now on: what Chromium itself asks once more on another
 * connection, the desk never hears of.
 */
function failuresOf(step: Step, { desk: { page } }: Counter): { readonly size: number; stop(): void } {
  const begun = new Set<Request>()
  const failed = new Set<Request>()
  const begins = (request: Request) => {
    const { pathname } = new URL(request.url())
    if (stepOf({ method: request.method(), path: pathname }) === step) begun.add(request)
  }
  const fails = (request: Request) => {
    // What the app itself gave up was not cut.
    const isCut = request.failure()?.errorText !== 'net::ERR_ABORTED'
    if (isCut && begun.has(request)) failed.add(request)
  }
  page.on('request', begins)
  page.on('requestfailed', fails)
  return {
    get size() {
      return failed.size
    },
    stop: () => {
      page.off('request', begins)
      page.off('requestfailed', fails)
    },
  }
}
