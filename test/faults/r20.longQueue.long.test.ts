import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStep, joinCentre } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { openSeeded } from '../e2e/seededDesk'
import { Shift } from '../e2e/shift'
import { ADeskOfTheCentre, aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { everythingIn } from './everythingIn'
import { howMany } from './howMany'
import { reportFault } from './reportFault'

const queued = howMany(20_000)
/** Ten thousand entries in fifteen seconds. */
const bars = { drainedMs: 30_000, keyP95Ms: 100 }
/** Fewer are gone before it can be said how long they take. */
const worthATime = 10_000
/** So that a slow one is measured, too. */
const longestMs = 600_000
/** Between one key and the next: a quick typist, ms. */
const betweenKeysMs = 90

let centre: AServedCentre
let desk: Desk | undefined
beforeAll(async () => {
  centre = await aServedCentre()
}, 120_000)
afterAll(async () => {
  await desk?.close()
  await centre?.close()
})

test(`${queued} entries written without a centre go there while somebody types`, {
  timeout: 1_200_000,
}, async () => {
  const seeding = { offline: false }
  const { desk: opened, seeded: wanted } = await openSeeded<number>(
    seeding,
    'test/e2e/seed/longQueue.ts',
    `seedLongQueue(${queued})`,
  )
  desk = opened
  const { page } = desk
  await page.addInitScript(watchKeys)
  await page.goto(desk.address)
  await new Shift(desk).ready()
  const siteKey = await aPoint(centre)
  await joinCentre(desk, centre.address, await aCode(centre, siteKey))
  await page.locator('header [data-state="sending"]').waitFor({ timeout: 60_000 })
  const beganMs = performance.now()
  await new Shift(desk).goTo('handover')

  const counts: number[] = []
  const left = new Set<string>()
  let over = false
  const drained = inStep(desk, longestMs).finally(() => {
    over = true
  })
  let keys = 0
  for (; !over; keys++) {
    await page.keyboard.press('0123456789'[keys % 10] ?? '0')
    if (keys % 8 === 7) await page.keyboard.press('Escape')
    if (keys % 20 === 0) {
      const text = await page.locator('header [role=status]').innerText()
      counts.push(Number(/未上传 (\d+)/.exec(text.replaceAll(',', ''))?.[1] ?? 0))
      left.add(/约剩 \d+ \S+|不到 1 分钟/.exec(text)?.[0] ?? '')
    }
    await new Promise((resolve) => setTimeout(resolve, betweenKeysMs))
  }
  await drained
  const drainedMs = Math.round(performance.now() - beganMs)
  // Keys that were painted within one frame of the screen are not reported.
  const slow = ((await page.evaluate('keysPainted')) as number[]).toSorted((a, b) => b - a)
  const keyP95Ms = slow[Math.floor(keys * 0.05)] ?? 16

  const reader = new ADeskOfTheCentre(centre.call)
  await reader.enrol(await aCode(centre, siteKey))
  const there = (await everythingIn(reader)).map(({ id }) => id)
  const distinct = new Set(there).size
  const falls = counts.every((n, i) => i === 0 || n <= (counts[i - 1] ?? 0)) && (counts[0] ?? 0) > queued / 2
  left.delete('')
  const saidHowLong = left.size > 0 || queued < worthATime
  const passed = drainedMs <= bars.drainedMs && keyP95Ms < bars.keyP95Ms && falls && saidHowLong
  reportFault({
    id: 'R20',
    runs: queued,
    lost: wanted - distinct,
    duplicated: there.length - distinct,
    converged: distinct === wanted,
    passed: passed && distinct === wanted && there.length === wanted,
    note: `drained in ${(drainedMs / 1000).toFixed(0)} s; of ${keys} keys meanwhile p95 ${keyP95Ms} ms, worst ${slow[0] ?? 16} ms; the count on the screen went ${counts[0]} … ${counts.at(-1)}, and it said ${[...left].join(', then ') || 'nothing of how long'}`,
  })
  expect({ distinct, there: there.length, falls, saidHowLong }).toEqual({
    ...{ distinct: wanted, there: wanted, falls: true, saidHowLong: true },
  })
  expect({ drainedMs, keyP95Ms, passed }).toMatchObject({ passed: true })
})

/** In the page: from each key to the frame that shows what it did, ms. */
function watchKeys(): void {
  const took: number[] = []
  Object.assign(window, { keysPainted: took })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') took.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}
