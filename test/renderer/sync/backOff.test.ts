import { expect, test } from 'vitest'
import { write } from '../../builders/aLiveDesk'
import type { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()
const waitS = 7

test.each([
  ['slow-down', 429],
  ['busy', 503],
] as const)(
  'twenty desks that are told "%s" wait as long as the centre says, up to a second more, and do not come together',
  async (code, status) => {
    const siteKey = await site.newSite()
    const desks: ALinkedDesk[] = []
    for (let n = 0; n < 20; n++) desks.push(await deskWithChance(siteKey, (n + 0.5) / 20))
    const asked = desks.map((desk) =>
      timesAsked(desk, () => Response.json({ code }, { status, headers: { 'retry-after': String(waitS) } })),
    )
    for (const desk of desks) await write(desk.desk, floatOf(1))
    await site.time.pass(waitS * 500)
    // Someone at the counter who is impatient changes nothing about it.
    for (const desk of desks) desk.link.wake()
    await site.time.pass(50_000)

    const all = asked.map(waitsBetween)
    for (const waits of all) {
      expect(waits.length).toBeGreaterThan(4)
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(waitS * 1_000)
      expect(Math.max(...waits)).toBeLessThanOrEqual((waitS + 1) * 1_000)
    }
    const firstWaits = all.map(([first]) => first ?? 0)
    expect(new Set(firstWaits).size).toBe(desks.length)
    expect(Math.max(...firstWaits) - Math.min(...firstWaits)).toBeGreaterThan(900)
  },
)

test('a desk that nobody answers asks later and later, up to fifteen seconds, and two desks not at the same times', async () => {
  const siteKey = await site.newSite()
  const [early, late] = [await deskWithChance(siteKey, 0.4), await deskWithChance(siteKey, 0.999)]
  const asked = [early, late].map((desk) =>
    timesAsked(desk, () => {
      throw new TypeError('no network')
    }),
  )
  for (const desk of [early, late]) await write(desk.desk, floatOf(1))
  await site.time.pass(120_000)
  const seconds = (chance: number) => [1, 2, 4, 8, 15, 15, 15].map((s) => s * chance)
  const waits = asked.map((times) => waitsBetween(times).slice(0, 7))
  expect(waits.map((some) => some.map((ms) => Math.round(ms) / 1000))).toEqual([seconds(0.4), seconds(0.999)])
})

async function deskWithChance(siteKey: string, chance: number): Promise<ALinkedDesk> {
  const desk = await site.deskAt(siteKey, chance)
  await desk.until(({ state }) => state === 'in-step')
  return desk
}

/** From now on the desk is answered so. @returns when it asked, as it grows; the stream that is open stays open */
function timesAsked(desk: ALinkedDesk, answer: () => Response): readonly number[] {
  const times: number[] = []
  desk.way = async () => {
    times.push(site.time.steadyMs)
    return answer()
  }
  return times
}

/** What a desk asks in one moment is one asking, ms. */
function waitsBetween(times: readonly number[]): readonly number[] {
  return times.slice(1).flatMap((ms, i) => (ms === times[i] ? [] : [ms - (times[i] ?? 0)]))
}
