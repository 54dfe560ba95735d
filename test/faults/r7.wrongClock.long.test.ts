import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { machineAmbient } from '../../renderer/sync/syncAmbient'
import type { Entry } from '../../shared/domain/entry/entry'
import type { FactOf } from '../../shared/domain/facts'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { mostAheadMs } from '../../shared/kernel/stamp'
import { handedOver } from '../builders/aRound'
import { inStep, joinCentre } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { entriesOnDisk, pictureOf } from '../e2e/recordsOnDisk'
import { openShelvedDesk } from '../e2e/seededDesk'
import { Shift } from '../e2e/shift'
import { everythingOf } from '../properties/samePicture'
import { aCode, aPoint } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { reportFault } from './reportFault'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const yearMs = 365 * dayMs
/** From here on the strip has a word for it. */
const shownFromMs = 2 * minuteMs

interface Clock {
  readonly what: string
  readonly aheadMs: number
  /** Moved by so much while the shift goes on. */
  readonly thenMs?: number
  readonly timeZone?: string
}

const clocks: readonly Clock[] = [
  { what: 'right', aheadMs: 0 },
  { what: '50 years behind', aheadMs: -50 * yearMs },
  { what: 'a day behind', aheadMs: -dayMs },
  { what: 'ten minutes behind', aheadMs: -10 * minuteMs },
  { what: 'ten minutes ahead', aheadMs: 10 * minuteMs },
  { what: 'a day ahead', aheadMs: dayMs },
  { what: 'ten years ahead', aheadMs: 10 * yearMs },
  { what: 'set back an hour in the middle of the shift', aheadMs: 0, thenMs: -60 * minuteMs },
  { what: 'in the time zone of Los Angeles', aheadMs: 0, timeZone: 'America/Los_Angeles' },
]

const households = 4
const met: string[] = []
let lost = 0
let duplicated = 0
let apart = 0
let desk: Desk | undefined
let centre: AServedCentre

beforeAll(async () => {
  centre = await aServedCentre()
  Object.defineProperty(centre.clock, 'nowMs', { get: () => Date.now() })
}, 120_000)
afterEach(async () => {
  await desk?.close()
  desk = undefined
})
afterAll(async () => {
  reportFault({
    id: 'R7',
    ...{ runs: clocks.length, lost, duplicated, converged: apart === 0 },
    passed: met.length === clocks.length,
    note: `order, money, business day and the word in the strip, with the clock ${met.join('; ')}`,
  })
  await centre?.close()
})

describe('bags are handed over and paid for by a desk whose clock is', { timeout: 300_000 }, () => {
  test.each(clocks)('$what', async (clock) => {
    const { aheadMs, thenMs = 0, timeZone } = clock
    const options = { offline: false, clockAheadMs: aheadMs, ...(timeZone && { timeZone }) }
    const opened = await openShelvedDesk({ ...options, households, waiting: 0 })
    desk = opened.desk
    const { page } = desk
    await new Shift(desk).ready()
    const siteKey = await aPoint(centre)
    await joinCentre(desk, centre.address, await aCode(centre, siteKey))
    await inStep(desk)

    const shift = new Shift(desk)
    await shift.goTo('handover')
    for (const [i, { bags }] of opened.households.entries()) {
      if (i === households / 2 && thenMs !== 0) await page.evaluate(`moveClock(${thenMs})`)
      for (const bagId of bags) await shift.scan(bagId)
      for (let at = await counter(desk); at === 'visit'; at = await counter(desk)) await enter(shift, desk)
    }
    await shift.goTo('dayClose')
    await page.locator('main input[inputmode=decimal]').first().fill('200')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: '保存', exact: true }).first().click()
    await inStep(desk)

    // Another desk, with the right clock, hears it all and goes on from there.
    const other = new ADeskOnTheNet(centre.address, machineAmbient)
    await other.enrol(await aCode(centre, siteKey))
    await other.open()
    try {
      const entries = await entriesOnDisk(page)
      expect(await cameTrue(() => other.isInStep(entries.length), 60_000)).toBe(true)
      const off = aheadMs + thenMs
      checkEntries(entries, { households: opened.households, nowMs: Date.now() + off })
      if (everythingOf(other.desk.point.picture) !== everythingOf(pictureOf(entries))) apart += 1
      expect(everythingOf(other.desk.point.picture)).toBe(everythingOf(pictureOf(entries)))

      const [roundId] = other.desk.point.picture.roundIds()
      const answer = await other.does((at) => at.run(roundId ?? 'site', asGiven, [handedOver('x', 'x')]))
      if (!answer.ok) throw new Error(answer.refusal)
      const { id = '', stamp = '' } = answer.entries[0] ?? {}
      const last =
        entries
          .map((entry) => entry.stamp)
          .toSorted()
          .at(-1) ?? ''
      // More than a day ahead nobody follows it: the strip of the others says so instead.
      if (aheadMs < mostAheadMs) expect(stamp > last).toBe(true)
      await expect
        .poll(async () => (await entriesOnDisk(page)).some((entry) => entry.id === id), { timeout: 90_000 })
        .toBe(true)
      const said = await page.locator('header [role=status]').innerText()
      expect(said.includes('本机时钟偏差'), said).toBe(Math.abs(off) > shownFromMs)
      met.push(clock.what)
    } finally {
      await other.close()
    }
  })
})

const asGiven = (_at: unknown, facts: readonly ReturnType<typeof handedOver>[]) => ({
  ok: true as const,
  facts,
})

function checkEntries(
  entries: readonly Entry[],
  {
    households: seeded,
    nowMs,
  }: { households: readonly { dueFen: number; bags: readonly string[] }[]; nowMs: number },
): void {
  const own = entries.toSorted((a, b) => a.deviceSeq - b.deviceSeq)
  expect(own.every(({ stamp }, i) => i === 0 || stamp > (own[i - 1]?.stamp ?? ''))).toBe(true)
  const of = <Kind extends 'BagHandedOver' | 'PaymentTaken' | 'FloatSet'>(kind: Kind) =>
    own.flatMap(({ facts }) => facts.filter((fact) => fact.kind === kind) as unknown as FactOf<Kind>[])
  const given = of('BagHandedOver').map(({ bagId }) => `${bagId}`)
  const bags = seeded.flatMap((household) => household.bags)
  lost += bags.filter((bagId) => !given.includes(bagId)).length
  duplicated += given.length - new Set(given).size
  expect(given.toSorted()).toEqual(bags.toSorted())
  const due = seeded.reduce((sum, { dueFen }) => sum + Math.max(0, dueFen), 0)
  expect(of('PaymentTaken').reduce((sum, { fen }) => sum + fen, 0)).toBe(due)
  const days = new Set([...of('PaymentTaken'), ...of('FloatSet')].map(({ businessDay }) => businessDay))
  expect([...days]).toEqual([businessDayAt(nowMs)])
  expect(of('FloatSet')).toHaveLength(1)
}

function counter({ page }: Desk): Promise<string | null> {
  return page.locator('main [data-at]').getAttribute('data-at')
}

/** Takes the money that is due, or ends the visit. */
async function enter(shift: Shift, at: Desk): Promise<void> {
  const before = await shift.seq()
  await shift.key('Enter')
  await shift.until(async () => (await counter(at)) !== 'visit' || (await shift.seq()) > before)
}
