import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStep, joinCentre } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { openShelvedDesk } from '../e2e/seededDesk'
import { aCode, aPoint } from '../server/aCentre'
import { cameTrue } from './aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { FaultProxy, straight, type Way } from './faultProxy'
import { reportFault } from './reportFault'

const bars = { offlineMs: 10_000, backMs: 30_000 }

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
const seen: {
  readonly name: string
  readonly offlineMs: number
  readonly backMs: number
  readonly ok: boolean
}[] = []

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
  await desk?.close()
  await proxy?.close()
  await at?.close()
  const told = seen.map(
    ({ name, offlineMs, backMs }) => `${name}: offline ${seconds(offlineMs)}, back ${seconds(backMs)}`,
  )
  reportFault({
    id: 'R6',
    runs: seen.length,
    lost: 0,
    duplicated: 0,
    converged: seen.every(({ ok }) => ok),
    passed: seen.length === lies.length && seen.every(({ ok }) => ok),
    note: `real Chromium, from the scan to what the strip says. ${told.join('; ')}`,
  })
})

describe('a network that lies', { timeout: 180_000 }, () => {
  test.each(lies.map((lie, i) => [lie.name, lie, i] as const))('%s', async (name, lie, i) => {
    const before = await entriesThere()
    proxy.way = lie.way
    lie.before?.(proxy)
    const offlineMs = await timed(async () => {
      await desk.scan(bags[i] ?? '')
      await desk.page.locator('main [data-at="gone"], main [data-at="idle"]').first().waitFor()
      if (lie.getsThrough) await arrived(before)
      else await desk.page.locator('[data-state="offline"]').first().waitFor({ timeout: 60_000 })
    })
    await new Promise((resolve) => setTimeout(resolve, lie.lastsMs ?? 0))
    proxy.way = straight
    const backMs = await timed(async () => {
      await inStep(desk)
      await arrived(before)
    })
    const poisoned = await desk.page.getByText(/读不懂|没有收下/).count()
    const ok =
      backMs <= bars.backMs && (lie.getsThrough === true || offlineMs <= bars.offlineMs) && poisoned === 0
    seen.push({
      name,
      offlineMs: lie.getsThrough ? 0 : offlineMs,
      backMs: lie.getsThrough ? offlineMs : backMs,
      ok,
    })
    expect({ name, offlineMs, backMs, poisoned, ok }).toMatchObject({ ok: true })
  })
})

async function entriesThere(): Promise<number> {
  const rows = await at.centre.sql.query('select coalesce(sum(head), 0)::int as head from feeds')
  return (rows[0] as { head: number }).head
}

async function arrived(before: number): Promise<void> {
  if (!(await cameTrue(async () => (await entriesThere()) > before, 60_000)))
    throw new Error('it did not get through')
}

async function timed(work: () => Promise<void>): Promise<number> {
  const beganMs = performance.now()
  await work()
  return Math.round(performance.now() - beganMs)
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
