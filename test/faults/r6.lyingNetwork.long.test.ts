import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStep, joinCentre } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { openShelvedDesk } from '../e2e/seededDesk'
import { aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { FaultProxy, straight, type Way } from './faultProxy'
import { comparedWithCentre, type LieSeen, lieTo, toldOf } from './lieTo'
import { reportFault } from './reportFault'

interface Lie {
  readonly name: string
  readonly way: Way
  /** What happens to the connections that are open. */
  before?(proxy: FaultProxy): void
  /** True where the desk still gets through. */
  readonly getsThrough?: boolean
  /** How long it goes on once the desk has said that it is offline: the waits grow. */
  readonly lastsMs?: number
}

const page = (status: number, type = 'text/html') => ({
  status,
  headers: { 'content-type': type, 'access-control-allow-origin': '*' },
  body: Buffer.from('<html>Welcome to the hotel</html>'),
})
const lies: readonly Lie[] = [
  { name: 'a captive portal', way: async () => page(200), before: (proxy) => proxy.cutAll() },
  {
    name: 'a portal that speaks JSON',
    way: async () => ({ ...page(200, 'application/json'), body: Buffer.from('{}') }),
    before: (proxy) => proxy.cutAll(),
  },
  { name: 'a proxy that wants a password', way: async () => page(407), before: (proxy) => proxy.cutAll() },
  {
    name: 'every answer cut in the middle',
    way: async (_asked, pass) => {
      const passed = await pass()
      return Buffer.isBuffer(passed.body) ? { ...passed, cutAt: Math.floor(passed.body.length / 2) } : 'reset'
    },
  },
  { name: 'whatever is asked hangs, the stream lives', way: async () => 'hang', lastsMs: 60_000 },
  {
    name: 'everything open is silent and nobody says so',
    way: async () => 'hang',
    lastsMs: 20_000,
    before: (proxy) => proxy.fallSilent(),
  },
  { name: 'no network', way: async () => 'reset', lastsMs: 20_000, before: (proxy) => proxy.cutAll() },
  {
    name: '1 kB in a second',
    way: async (_asked, pass) => ({ ...(await pass()), bytesPerSecond: 1000 }),
    getsThrough: true,
  },
]

let at: AServedCentre
let proxy: FaultProxy
let desk: Desk
/** One household's single bag for each lie. */
let bags: readonly string[]
const seen: LieSeen[] = []

beforeAll(async () => {
  at = await aServedCentre()
  proxy = await FaultProxy.open(at.address)
  const opened = await openShelvedDesk({ households: 60, waiting: 0, offline: false })
  desk = opened.desk
  bags = opened.households.flatMap((one) => (one.bags.length === 1 && one.dueFen <= 0 ? one.bags : []))
  await joinCentre(desk, proxy.address, await aCode(at, await aPoint(at)))
  await inStep(desk)
  await desk.page.goto(`${desk.page.url().split('#')[0]}#/handover`)
  await desk.page.locator('main [data-at="idle"]').waitFor()
  await inStep(desk)
}, 240_000)
afterAll(async () => {
  const { lost, duplicated } = await comparedWithCentre(desk, at)
  await desk?.close()
  await proxy?.close()
  await at?.close()
  reportFault({
    id: 'R6',
    ...{ runs: seen.length, lost, duplicated, converged: lost === 0 },
    passed: seen.length === lies.length && seen.every(({ ok }) => ok) && lost + duplicated === 0,
    note: `real Chromium, from the scan to what the strip says. ${toldOf(seen)}`,
  })
})

describe('a network that lies', { timeout: 180_000 }, () => {
  test.each(lies.map((lie, i) => [lie.name, lie, i] as const))('%s', async (name, lie, i) => {
    const told = await lieTo(
      { desk, at },
      { name, bag: bags[i] ?? '' },
      {
        ...{ getsThrough: lie.getsThrough, lastsMs: lie.lastsMs },
        begin: () => {
          proxy.way = lie.way
          lie.before?.(proxy)
        },
        end: () => {
          proxy.way = straight
        },
      },
    )
    seen.push(told)
    expect(told).toMatchObject({ ok: true })
    expect(await comparedWithCentre(desk, at)).toMatchObject({ lost: 0, duplicated: 0 })
  })
})
