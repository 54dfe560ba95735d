import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleForPage, openPage, type PageInChromium } from '../../browser/pageInChromium'
import type {} from './storePage'

const kills = 20
const seed = 20_251_121

let script: string
let desk: PageInChromium

beforeAll(async () => {
  script = await bundleForPage(new URL('./storePage.ts', import.meta.url).pathname)
  desk = await openPage(script)
}, 120_000)
afterAll(() => desk.dispose())

test(`the browser is killed ${kills} times while scans are written: every one that was acknowledged is there, none twice`, {
  timeout: 600_000,
}, async () => {
  const chance = randomFrom(seed)
  const acknowledgedAtKill: number[] = []
  let acknowledged = 0
  for (let kill = 1; kill <= kills; kill++) {
    const { page } = desk
    await page.exposeFunction('acknowledge', (deviceSeq: number) => {
      acknowledged = Math.max(acknowledged, deviceSeq)
    })
    const opened = await page.evaluate(() => window.desk.open())
    expect(opened, `kill ${kill}`).toEqual({ status: 'ready', said: '' })
    const found = await page.evaluate(() => window.desk.look())
    expect(found.fault, `kill ${kill}, seed ${seed}`).toBeNull()
    expect(found.highest, `kill ${kill}, seed ${seed}`).toBeGreaterThanOrEqual(acknowledged)
    expect(found.count).toBe(found.highest)
    expect(found.distinct).toBe(found.count)
    acknowledged = found.highest

    const writing = page
      .evaluate(() => window.desk.writeOn((seq) => window.acknowledge(seq)))
      .catch(() => undefined)
    await wait(20 + chance() * 400)
    await desk.kill()
    await writing
    acknowledgedAtKill.push(acknowledged)
    await desk.reopen()
  }
  await desk.page.evaluate(() => window.desk.open())
  const last = await desk.page.evaluate(() => window.desk.look())
  expect(last).toMatchObject({ fault: null, count: last.highest, distinct: last.highest })
  expect(last.highest).toBeGreaterThanOrEqual(acknowledged)
  // The kills fell into the writing, not beside it.
  expect(new Set(acknowledgedAtKill).size, String(acknowledgedAtKill)).toBeGreaterThan(kills / 2)
})

/** mulberry32: the same seed kills at the same moments. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
