import { expect, test } from 'vitest'
import { verifyChains } from '../../../server/hq/verifyChains'
import { type PushRequest, protocolVersion } from '../../../shared/contract/sync'
import { write } from '../../builders/aLiveDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

const portal = () =>
  new Response('<html>Welcome to the hotel</html>', { status: 200, headers: { 'content-type': 'text/html' } })

test('a reply lost after the centre committed counts once', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  let lost = 0
  desk.way = async (address, init, centre) => {
    const response = await centre(address, init)
    if (init.method !== 'POST' || lost > 0) return response
    lost += 1
    throw new TypeError('the connection was cut')
  }
  await write(desk.desk, floatOf(1))
  await desk.until(() => lost === 1)
  await desk.untilInStep(1)
  expect(lost).toBe(1)
  expect(desk.desk.point.knownPosition).toBe(1)
})

test('the clock set back one hour and the desk started anew: the entry is sent all the same, and its chain is whole', async () => {
  const desk = await site.deskAt(await site.newSite())
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
  desk.cutOff()
  desk.disk.nowMs -= 3_600_000
  await write(desk.desk, floatOf(2))
  await desk.close()
  desk.reconnect()
  desk.disk.nowMs += 3_600_000
  await desk.open()
  await desk.untilInStep(2)
  expect(desk.link.view.unsent).toBe(0)
  const { sql, books } = site.centre().centre
  expect(await verifyChains(sql, books)).toMatchObject({ findings: [], lost: [] })
})

test('started anew without a network, a desk knows since when something waits and when it last heard of the centre', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.untilInStep(0)
  const heardMs = site.time.trueMs
  desk.cutOff()
  await write(desk.desk, floatOf(1))
  const wroteMs = site.time.trueMs
  await desk.close()
  await site.time.pass(3 * 86_400_000)
  await desk.open()
  await site.time.pass(600_000)
  await write(desk.desk, floatOf(2))
  const { unsent, oldestUnsentMs, lastContactMs } = desk.link.view
  expect(unsent).toBe(2)
  expect(minutesApart(oldestUnsentMs, wroteMs)).toBe(0)
  expect(minutesApart(lastContactMs, heardMs)).toBe(0)
})

const minutesApart = (one: number | null, other: number) => Math.round(Math.abs((one ?? 0) - other) / 60_000)

test('one poisoned entry does not hold up the others, and the desk says why it stayed', async () => {
  const desk = await site.deskAt(await site.newSite())
  desk.cutOff()
  for (const n of [1, 2, 3]) await write(desk.desk, floatOf(n))
  desk.way = (address, init, centre) => centre(address, spoilt(init, 2))
  await site.time.pass(30_000)
  await desk.untilInStep(2)
  const { aside, unsent } = desk.link.view
  expect(aside).toMatchObject([{ seq: 2, reason: 'wrong-hash' }])
  expect(unsent).toBe(0)
  // Asked again what the centre has, it is not sent over and over.
  desk.link.wake()
  await desk.untilInStep(2)
  desk.reconnect()
  await desk.link.tryAsideAgain()
  await desk.untilInStep(3)
  expect(desk.link.view.aside).toEqual([])
})

test('a captive portal answers for the centre: offline, nothing poisoned, back within thirty seconds', async () => {
  const desk = await site.deskAt(await site.newSite())
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
  for (const way of [
    portal,
    () => Response.json({}),
    () => new Response(null, { status: 407 }),
    halfAnAnswer,
  ]) {
    desk.way = async () => way()
    await write(desk.desk, floatOf(2))
    await desk.until(({ state }) => state === 'offline')
    await site.time.pass(300_000)
    expect(desk.link.view).toMatchObject({ state: 'offline', unsent: 1, keptOut: 0, aside: [] })
    desk.reconnect()
    await site.time.pass(30_000)
    await desk.until(({ state }) => state === 'in-step')
  }
})

test('a line that hangs is called offline within ten seconds', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.way = () => new Promise(() => {})
  await write(desk.desk, floatOf(1))
  await site.time.pass(8_900)
  expect(desk.link.view.state).toBe('sending')
  await site.time.pass(200)
  expect(desk.link.view.state).toBe('offline')
  desk.reconnect()
  await site.time.pass(50_000)
  await desk.untilInStep(1)
})

test('a centre that goes away where no stream can be had is missed within half a minute', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.cutOff()
  await desk.until(({ state }) => state === 'offline')
  desk.way = async (address, init, centre) => {
    if (address.endsWith('/stream')) throw new TypeError('this proxy lets no stream through')
    return centre(address, init)
  }
  await desk.until(({ state }) => state === 'in-step')
  await site.time.pass(5_000)
  desk.cutOff()
  await site.time.pass(30_000)
  expect(desk.link.view.state).toBe('offline')
})

test('while nobody answers the desk only knocks: nothing is asked that a browser would ask leave for', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
  const asked: string[] = []
  desk.way = async (address, { headers }) => {
    asked.push(`${new URL(address).pathname} ${Object.keys(headers ?? {}).length}`)
    return new Promise(() => {})
  }
  await write(desk.desk, floatOf(2))
  await site.time.pass(20_000)
  asked.length = 0
  await site.time.pass(600_000)
  expect(new Set(asked)).toEqual(new Set(['/healthz 0']))
  desk.way = (address, init, centre) => centre(address, init)
  await site.time.pass(30_000)
  await desk.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
})

test('what waits offline is counted with every entry', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.cutOff()
  for (const n of [1, 2, 3]) {
    await write(desk.desk, floatOf(n))
    await site.time.pass(20_000)
    expect(desk.link.view).toMatchObject({ state: 'offline', unsent: n })
  }
})

test('an answer that trickles in for a minute is waited for, and nobody calls that offline', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  const states = new Set<string>()
  const hearNoMore = desk.link.subscribe(() => states.add(desk.link.view.state))
  desk.way = async (address, init, centre) => trickling(await centre(address, init))
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
  hearNoMore()
  expect([...states]).not.toContain('offline')
})

test.each([
  ['revoked', 403, 'revoked'],
  ['unauthorised', 401, 'taken-over'],
] as const)(
  'a token that is %s: nothing more is sent, everything is kept, and it goes on when taken back',
  async (code, status, state) => {
    const desk = await site.deskAt(await site.newSite())
    await desk.until((view) => view.state === 'in-step')
    let asked: string[] = []
    desk.way = async (address) => {
      asked.push(new URL(address).pathname)
      return Response.json({ code }, { status })
    }
    await write(desk.desk, floatOf(1))
    await desk.until((view) => view.state === state)
    asked = []
    await write(desk.desk, floatOf(2))
    await site.time.pass(600_000)
    expect(desk.link.view).toMatchObject({ state, unsent: 2 })
    expect(new Set(asked)).toEqual(new Set(['/v1/me']))
    desk.reconnect()
    await site.time.pass(60_000)
    await desk.untilInStep(2)
  },
)

test('a centre that speaks a later protocol stops nothing at the desk, and is named', async () => {
  const desk = await site.deskAt(await site.newSite())
  desk.way = async () =>
    Response.json({ code: 'protocol', min: protocolVersion + 1, max: protocolVersion + 2 }, { status: 426 })
  await write(desk.desk, floatOf(1))
  await desk.until(({ state }) => state === 'desk-too-old')
  expect(desk.link.view.unsent).toBe(1)
})

test('a clock off by more than two minutes is said', async () => {
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  site.centre().clock.nowMs = site.time.trueMs
  site.time.skewMs = 10 * 60_000
  desk.link.wake()
  await desk.until(({ skewMs }) => skewMs !== null && Math.round(skewMs / 60_000) === 10)
  site.time.skewMs = 0
  await site.time.pass(20_000)
  await desk.until(({ skewMs }) => skewMs === null)
})

test('a centre restored from a backup gets back what it lost, of this desk and of others', async () => {
  const { first, second } = await site.twoDesks()
  await write(first.desk, floatOf(1))
  await second.untilInStep(1)
  await write(second.desk, floatOf(2))
  await first.untilInStep(2)
  // The second desk is gone for good: only the first can bring back what it wrote.
  await second.close()
  const { siteId } = first.desk.identity
  const { sql } = site.centre().centre
  await sql.query('delete from entries where site_id = $1 and position > 0', [siteId])
  await sql.query('update feeds set head = 0, bring_back_until_ms = $2 where site_id = $1', [
    siteId,
    site.centre().clock.nowMs + 3_600_000,
  ])
  await sql.query('update centre set past = past || epoch, epoch = $1', ['restored'])
  await write(first.desk, floatOf(3))
  await first.untilInStep(3)
  const [{ there }] = (await sql.query('select count(*)::int as there from entries where site_id = $1', [
    siteId,
  ])) as [{ there: number }]
  expect(there).toBe(3)
  expect(first.link.view.unsent).toBe(0)
})

function halfAnAnswer(): Response {
  return new Response('{"epoch":"x","head":1,"entri', {
    status: 200,
    headers: { 'content-type': 'application/json' },
  })
}

/** In eight pieces, eight seconds apart. */
async function trickling(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const size = Math.ceil(bytes.length / 8)
  const { wait } = site.time.ambient(async () => response)
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await wait(8_000)
      controller.enqueue(bytes.slice(at, at + size))
      at += size
      if (at >= bytes.length) controller.close()
    },
  })
  return new Response(body, response)
}

/** The entry with that sequence is altered on the way. */
function spoilt(init: RequestInit, seq: number): RequestInit {
  if (typeof init.body !== 'string') return init
  const { last, entries }: PushRequest = JSON.parse(init.body)
  if (!Array.isArray(entries)) return init
  return {
    ...init,
    body: JSON.stringify({
      last,
      entries: entries.map((entry) =>
        (entry as { deviceSeq: number }).deviceSeq === seq ? { ...(entry as object), basis: 77 } : entry,
      ),
    }),
  }
}
