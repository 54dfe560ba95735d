import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { loadSampleRound } from '../../../renderer/commands/loadSampleRound'
import type { SyncAmbient } from '../../../renderer/sync/syncAmbient'
import { write } from '../../builders/aLiveDesk'
import type { Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()
const hourMs = 3_600_000

const isPacked = ({ headers }: RequestInit) => new Headers(headers).has('content-encoding')

function withoutWrapping(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers)
  headers.delete('content-encoding')
  return { ...init, headers }
}

const unwrapped = ({ body }: RequestInit): string => gunzipSync(body as Uint8Array).toString()
const page = (status: number) => new Response('<html>not allowed here</html>', { status })

/** What proxies do with a request that is packed. */
const proxies: readonly (readonly [string, Way])[] = [
  ['takes the header off', (address, init, centre) => centre(address, withoutWrapping(init))],
  [
    'unpacks it and leaves the header',
    (address, init, centre) => centre(address, { ...init, body: unwrapped(init) }),
  ],
  ['spoils what is not text', (address, init, centre) => centre(address, { ...init, body: asText(init) })],
  ['answers 415', async () => page(415)],
  ['answers 400', async () => page(400)],
]

const asText = ({ body }: RequestInit): string => new TextDecoder().decode(body as Uint8Array<ArrayBuffer>)

/** Counts what goes up packed. */
function counting(way: Way): { readonly way: Way; packed: number } {
  const counted = {
    packed: 0,
    way: (address: string, init: RequestInit, centre: SyncAmbient['fetch']) => {
      if (!isPacked(init)) return centre(address, init)
      counted.packed += 1
      return way(address, init, centre)
    },
  }
  return counted
}

test.each(proxies)(
  'behind a proxy that %s, all goes plain: nothing is set aside, and nobody calls that offline',
  async (_, way) => {
    const desk = await site.packingDesk()
    const proxy = counting(way)
    desk.way = proxy.way
    const states = new Set<string>()
    const hearNoMore = desk.link.subscribe(() => states.add(desk.link.view.state))
    await loadSampleRound(desk.desk, 'week')
    await write(desk.desk, floatOf(1))
    await site.time.pass(60_000)
    hearNoMore()
    expect(desk.link.view).toMatchObject({
      state: 'in-step',
      unsent: 0,
      peopleUnsent: 0,
      aside: [],
      refusedPeople: 0,
    })
    expect([...states]).not.toContain('offline')
    // Entries and people may have been under way at once.
    expect(proxy.packed).toBeLessThanOrEqual(2)
  },
)

test.each<[string, Way]>([
  ['cuts off what is packed', () => Promise.reject(new TypeError('the connection was reset'))],
  ['answers 502 to what is packed', async () => page(502)],
])('behind a proxy that %s, all goes plain after a few', async (_, way) => {
  const desk = await site.packingDesk()
  const proxy = counting(way)
  desk.way = proxy.way
  await loadSampleRound(desk.desk, 'week')
  await site.time.pass(120_000)
  expect(desk.link.view).toMatchObject({ state: 'in-step', unsent: 0, peopleUnsent: 0, aside: [] })
  expect(proxy.packed).toBeLessThan(8)
})

test('an hour later it is tried packed once more, and the proxy that is gone leaves no trace', async () => {
  const desk = await site.packingDesk()
  desk.way = counting(async () => page(415)).way
  await loadSampleRound(desk.desk, 'week')
  await site.time.pass(60_000)
  const nothing = counting((address, init, centre) => centre(address, init))
  desk.way = nothing.way
  await write(desk.desk, ...many(1))
  await site.time.pass(30_000)
  expect(nothing.packed).toBe(0)
  await site.time.pass(hourMs)
  await write(desk.desk, ...many(2))
  await site.time.pass(30_000)
  expect(nothing.packed).toBe(1)
  expect(desk.link.view.unsent).toBe(0)
})

/** More than leaves at once. */
const many = (n: number) => Array.from({ length: 100 }, (_, i) => floatOf(n * 1_000 + i))

test('an entry that cannot be read as it is either is set aside, and the others go packed', async () => {
  const desk = await site.packingDesk()
  desk.cutOff()
  await write(desk.desk, ...many(1))
  await write(desk.desk, ...many(2))
  const counted = counting((address, init, centre) => centre(address, init))
  desk.way = (address, init, centre) => counted.way(address, spoilt(init, 1), centre)
  desk.link.wake()
  await site.time.pass(30_000)
  expect(desk.link.view).toMatchObject({ unsent: 0, aside: [{ seq: 1, reason: 'bad-json' }] })
  expect(desk.desk.point.knownPosition).toBe(1)
  await write(desk.desk, ...many(3))
  const before = counted.packed
  await site.time.pass(30_000)
  expect(counted.packed).toBe(before + 1)
})

/** What has the entry with that sequence in it is no JSON any more. */
function spoilt(init: RequestInit, seq: number): RequestInit {
  if (init.method !== 'POST') return init
  const text = isPacked(init) ? unwrapped(init) : String(init.body)
  if (!text.includes(`:${String(seq).padStart(10, '0')}"`)) return init
  const body = text.slice(0, -1)
  return { ...init, body: isPacked(init) ? gzipSync(body) : body }
}

/** What proxies do with an answer that is packed: neither reads as what was asked for. */
const backs: readonly (readonly [string, (packed: Buffer) => BodyInit])[] = [
  ['takes the header off', (packed) => new Uint8Array(packed)],
  [
    'unpacks it and leaves the header',
    () => new ReadableStream({ start: (to) => to.error(new TypeError('not packed')) }),
  ],
]

test.each(backs)(
  'an answer of which a proxy %s is no answer: offline, nothing is kept out, and it comes whole later',
  async (_, spoil) => {
    const siteKey = await site.newSite()
    const first = await site.deskAt(siteKey)
    await loadSampleRound(first.desk, 'week')
    await first.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
    const head = first.desk.point.knownPosition
    const second = await site.deskAt(siteKey)
    second.way = async (address, init, centre) => {
      const response = await centre(address, init)
      const text = await response.text()
      return text.length < 1_024
        ? new Response(text, response)
        : new Response(spoil(gzipSync(text)), { status: response.status, headers: response.headers })
    }
    await write(second.desk, floatOf(1))
    await site.time.pass(600_000)
    expect(second.link.view).toMatchObject({ keptOut: 0, aside: [], lostPeople: 0 })
    expect(second.link.view.state).not.toBe('in-step')
    expect(second.desk.point.knownPosition).toBe(0)
    second.reconnect()
    await second.untilInStep(head)
    expect(second.link.view).toMatchObject({ unsent: 0, keptOut: 0, aside: [] })
  },
)
