import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readConfig, WrongConfig } from '../../server/config'
import { entryShape } from '../../server/http/entryShape'
import { openApi, operations } from '../../server/http/openApi'
import { usualRates } from '../../server/http/parts'
import { serve } from '../../server/serve'
import { paths, protocolHeader, pushBytes } from '../../shared/contract/sync'
import { ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const watchToken = 'watch-token-of-the-test'
const at = anEmbeddedCentre({ rates: usualRates, watchToken })

test('a desk that asks too fast is told when to ask again, and then is answered', async () => {
  const desk = await anEnrolledDesk(at())
  const statuses: number[] = []
  let last = new Response()
  for (let i = 0; i < usualRates.device.burst + 5; i++) {
    last = await desk.call(paths.me)
    statuses.push(last.status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(usualRates.device.burst)
  expect(last.status).toBe(429)
  expect(await last.json()).toEqual({ code: 'slow-down' })
  at().clock.nowMs += Number(last.headers.get('retry-after')) * 1000
  expect((await desk.call(paths.me)).status).toBe(200)
})

test('codes and tokens are not there to be guessed: the address has to wait', async () => {
  at().clock.nowMs += 3_600_000
  const code = await aCode(at(), await aPoint(at()))
  const guess = (): Promise<Response> => new ADeskOfTheCentre(at().call).tryToEnrol('0000-0000')
  for (let i = 0; i < usualRates.enrol.burst; i++) expect((await guess()).status).toBe(403)
  expect((await guess()).status).toBe(429)
  expect((await new ADeskOfTheCentre(at().call).tryToEnrol(code)).status).toBe(429)

  const stranger = new ADeskOfTheCentre(at().call)
  stranger.token = 'x'.repeat(43)
  let status = 401
  for (let i = 0; i <= usualRates.stranger.burst + 1; i++) status = (await stranger.call(paths.me)).status
  expect(status).toBe(429)
  at().clock.nowMs += 3_600_000
})

test('bad tokens shut out nobody but those who bring them: a good desk behind the same address is answered', async () => {
  const good = await anEnrolledDesk(at())
  const stranger = new ADeskOfTheCentre(at().call)
  const statuses = new Set<number>()
  for (let i = 0; i < 2 * usualRates.stranger.burst; i++) {
    stranger.token = `nobodys-token-${'x'.repeat(20)}-${i}`
    statuses.add((await stranger.call(paths.me)).status)
  }
  expect([...statuses]).toEqual([401, 429])
  expect((await good.call(paths.me)).status).toBe(200)
  at().clock.nowMs += 3_600_000
})

test('a proxy that nobody told of is said once, with what to set; desks that come by themselves are none', async () => {
  const from = (remoteAddress: string, forwarded: Record<string, string> = {}) =>
    at().centre.app.request(
      paths.me,
      { headers: { [protocolHeader]: '1', ...forwarded } },
      { incoming: { socket: { remoteAddress } } },
    )
  const said = () => at().logged.filter(({ event }) => event === 'proxy-not-named')
  await from('192.168.1.7')
  await from('8.8.8.8', { 'x-forwarded-for': '1.2.3.4' })
  expect(said()).toEqual([])
  for (let i = 0; i < 3; i++) await from('::ffff:127.0.0.1', { 'x-forwarded-for': '1.2.3.4' })
  expect(said()).toHaveLength(1)
  expect(String(said()[0]?.members['advice'])).toContain('BEHIND_PROXY=1')
  at().clock.nowMs += 3_600_000
})

test('what is watched is shown to the watch token alone, and names nobody', async () => {
  const desk = await anEnrolledDesk(at())
  await desk.post(paths.entries(desk.siteId), { entries: [desk.write(), 7] })
  const authorization = `Bearer ${watchToken}`
  const metrics = await (await at().call('/metrics', { headers: { authorization } })).text()
  expect(metrics).toContain('tuandian_entries_total{outcome="accepted"} 1')
  expect(metrics).toContain('tuandian_entries_total{outcome="quarantined",reason="bad-shape"} 1')
  expect(metrics).toMatch(/tuandian_request_seconds_count\{route="\/v1\/feeds\/:siteId\/entries"\} 1/)
  expect(metrics).not.toContain(desk.siteId)
  expect(metrics).not.toContain(desk.deviceId)
  expect((await at().call('/metrics', { headers: { authorization: 'Bearer guess' } })).status).toBe(404)
})

test('the description names every path the centre answers, and no other', async () => {
  const headers = { authorization: `Bearer ${watchToken}` }
  const described: { paths: Record<string, Record<string, unknown>> } = await (
    await at().call('/openapi.json', { headers })
  ).json()
  const routes = at()
    .centre.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
  expect([...new Set(routes)].sort()).toEqual(
    operations.map(({ method, path }) => `${method} ${path}`).sort(),
  )
  const asked = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(asked.sort()).toEqual([...new Set(routes)].sort())
})

test('the description says what goes in and out, also where it is no JSON, and an entry is what it says one is', () => {
  const described = Object(openApi())
  const under = (path: string, method: string) => Object(described.paths)[`/v1/${path}`][method]
  const feed = 'feeds/{siteId}'
  for (const { path, method, takes, gives, events } of operations.filter(({ path }) =>
    path.startsWith('/v1/'),
  )) {
    if (method === 'post' || method === 'put') expect([path, takes]).not.toEqual([path, undefined])
    expect([path, method, gives ?? events]).not.toEqual([path, method, undefined])
  }
  expect(under(`${feed}/blobs/{sha256}`, 'put').requestBody.content).toHaveProperty(
    'application/octet-stream',
  )
  expect(under(`${feed}/blobs/{sha256}`, 'get').responses['200'].content).toHaveProperty(
    'application/octet-stream',
  )
  expect(under('stream', 'get').responses['200'].content['text/event-stream'].schema.oneOf).toHaveLength(2)
  expect(under(`${feed}/segments/{n}`, 'get').responses).toHaveProperty('304')
  const entry = new ADeskOfTheCentre(at().call).write()
  expect(entryShape.strict().parse(entry)).toEqual(entry)
  expect(Object.keys(entryShape.shape).sort()).toEqual(Object.keys(entry).sort())
})

test('a page of another origin may ask, with the headers the protocol needs', async () => {
  const preflight = await at().call(paths.me, {
    method: 'OPTIONS',
    headers: {
      origin: 'app://station',
      'access-control-request-method': 'POST',
      'access-control-request-headers': `authorization,${protocolHeader}`,
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toContain(protocolHeader)
  const refused = await at().call(paths.me, { headers: { origin: 'app://station' } })
  expect(refused.status).toBe(426)
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  expect(Number(refused.headers.get('tuandian-now'))).toBe(at().clock.nowMs)
})

test('an upload larger than it says, or endless, is cut off at the limit', async () => {
  const desk = await anEnrolledDesk(at())
  const served = await serve((request, env) => at().centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  const { port, hostname } = new URL(served.address)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname)
    let heard = ''
    socket.on('data', (part) => {
      heard += String(part)
      if (heard.includes('too-large')) socket.destroy()
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', () => {})
    socket.write(
      `POST ${paths.entries(desk.siteId)} HTTP/1.1\r\nhost: x\r\n${protocolHeader}: 1\r\nauthorization: Bearer ${desk.token}\r\ntransfer-encoding: chunked\r\n\r\n`,
    )
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`
    const more = (): void => {
      if (!socket.destroyed && socket.writable) socket.write(chunk, () => setImmediate(more))
    }
    more()
  })
  expect(answer).toMatch(/^HTTP\/1\.1 413/)
  await served.close(0)
})

test('in production the embedded database is refused unless it is asked for', () => {
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(WrongConfig)
  expect(readConfig({ NODE_ENV: 'production', ALLOW_EMBEDDED_DB: '1' }).databaseUrl).toBeNull()
  expect(readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://x' }).databaseUrl).toBe(
    'postgres://x',
  )
  expect(() => readConfig({ PORT: 'eighty' })).toThrow(WrongConfig)
  expect(() => readConfig({ WATCH_TOKEN: 'short' })).toThrow(WrongConfig)
})

test('a desk refused before its push was read hears the reason, and not a broken connection', async () => {
  const desk = await anEnrolledDesk(at())
  const served = await serve((request, env) => at().centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  const body = JSON.stringify({ entries: desk.writeMany(400), more: 'x'.repeat(3_000_000) })
  const headers = { [protocolHeader]: '1', authorization: 'Bearer nobody-gave-out-this-token' }
  for (let i = 0; i < 3; i++) {
    const response = await fetch(`${served.address}${paths.entries(desk.siteId)}`, {
      method: 'POST',
      headers,
      body,
    })
    expect([response.status, await response.json()]).toEqual([401, { code: 'unauthorised' }])
  }
  await served.close(0)
})

test('of a hundred pushes at once some are told to come again, and all come through', async () => {
  const desk = await anEnrolledDesk(at())
  const entries = desk.writeMany(100)
  const answers = await Promise.all(
    entries.map((entry) => desk.post(paths.entries(desk.siteId), { entries: [entry] })),
  )
  const refused = answers.flatMap((answer, i) => (answer.status === 503 ? [i] : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const i of refused) {
    expect(Number(answers[i]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await desk.post(paths.entries(desk.siteId), { entries: [entries[i]] })).status).toBe(200)
  }
})

/** Its head is sent, and of its body the first part. */
async function beginPush(address: string, desk: ADeskOfTheCentre, length: number, first: string) {
  const { port, hostname } = new URL(address)
  const socket = connect(Number(port), hostname).on('error', () => {})
  const answered = new Promise<string>((resolve) => socket.once('data', (part) => resolve(String(part))))
  socket.write(
    `POST ${paths.entries(desk.siteId)} HTTP/1.1\r\nhost: x\r\n${protocolHeader}: 1\r\nauthorization: Bearer ${desk.token}\r\ncontent-length: ${length}\r\n\r\n${first}`,
  )
  return { socket, answered }
}

const sending = async (): Promise<number> => {
  const headers = { authorization: `Bearer ${watchToken}` }
  const text = await (await at().call('/metrics', { headers })).text()
  expect(text).toContain('tuandian_pushes_inside 0')
  return Number(/tuandian_pushes_sending (\d+)/.exec(text)?.[1])
}

test('a hundred desks on slow lines hold up nobody, and are heard when they have come to their end', async () => {
  at().clock.nowMs += 3_600_000
  const served = await serve((request, env) => at().centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  const slow = await anEnrolledDesk(at())
  const body = JSON.stringify({ entries: [slow.write()] })
  const pushes: Awaited<ReturnType<typeof beginPush>>[] = []
  while (pushes.length < 100) {
    pushes.push(await beginPush(served.address, slow, body.length, body.slice(0, 10)))
    await expect.poll(sending, { interval: 1 }).toBe(pushes.length)
    at().clock.nowMs += 100
  }
  at().clock.nowMs += 1_000
  const desk = await anEnrolledDesk(at())
  expect((await desk.post(paths.entries(desk.siteId), { entries: [desk.write()] })).status).toBe(200)
  const [first, ...others] = pushes
  first?.socket.write(body.slice(10))
  expect(await first?.answered).toMatch(/^HTTP\/1\.1 200/)
  expect(await sending()).toBe(99)
  for (const { socket } of [...others, ...(first ? [first] : [])]) socket.destroy()
  await expect.poll(sending, { interval: 1 }).toBe(0)
  await served.close(0)
})

test('however many send slowly, what they may come to hold is bounded: the next one is told when to come', async () => {
  at().clock.nowMs += 3_600_000
  const served = await serve((request, env) => at().centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  const slow = await anEnrolledDesk(at())
  const pushes = await Promise.all(
    Array.from({ length: 16 }, () => beginPush(served.address, slow, pushBytes, '{')),
  )
  await expect.poll(sending, { interval: 1 }).toBe(16)
  const next = await beginPush(served.address, slow, 2, '{}')
  expect(await next.answered).toMatch(/^HTTP\/1\.1 503.*retry-after: \d/s)
  for (const { socket } of [...pushes, next]) socket.destroy()
  await expect.poll(sending, { interval: 1 }).toBe(0)
  await served.close(0)
})

test('strangers who go on sending after they were refused hold nothing', async () => {
  at().clock.nowMs += 3_600_000
  const served = await serve((request, env) => at().centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  const refused = async () => {
    const headers = { authorization: `Bearer ${watchToken}` }
    const text = await (await at().call('/metrics', { headers })).text()
    return Number(/refusals_total\{code="unauthorised"\} (\d+)/.exec(text)?.[1] ?? 0)
  }
  const before = await refused()
  const stranger = new ADeskOfTheCentre(at().call)
  stranger.token = 'nobody-gave-out-this-one-either'
  const pushes = await Promise.all(
    Array.from({ length: 20 }, () => beginPush(served.address, stranger, pushBytes, '{')),
  )
  await expect.poll(refused, { interval: 1 }).toBe(before + 20)
  expect(await sending()).toBe(0)
  const desk = await anEnrolledDesk(at())
  expect((await desk.post(paths.entries(desk.siteId), { entries: [desk.write()] })).status).toBe(200)
  for (const { socket } of pushes) socket.destroy()
  await served.close(0)
})

test('who sends slowly is heard to the end; who falls silent in the middle is cut off', async () => {
  const answers = async (request: Request) => new Response(`heard ${await request.text()}`)
  const served = await serve(answers, '127.0.0.1', 0, 400)
  const { port, hostname } = new URL(served.address)
  const begin = () => {
    const socket = connect(Number(port), hostname).on('error', () => {})
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n`)
    return socket
  }
  const slow = begin()
  const answered = new Promise((resolve) => slow.once('data', (bytes) => resolve(String(bytes))))
  const silent = begin()
  const cut = new Promise((resolve) => silent.resume().once('close', resolve))
  for (let sent = 0; sent < 10; sent++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    slow.write('x')
  }
  expect(await answered).toContain(`heard ${'x'.repeat(10)}`)
  await cut
  slow.destroy()
  await served.close(0)
})

test('what comes packed is unpacked, and never to more than may be sent as it is', async () => {
  at().clock.nowMs += 3_600_000
  const desk = await anEnrolledDesk(at())
  const push = (packed: Uint8Array<ArrayBuffer>) =>
    desk.call(paths.entries(desk.siteId), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: packed,
    })
  const gzip = (text: string) => new Uint8Array(gzipSync(text))
  const taken = await push(gzip(JSON.stringify({ entries: [desk.write()] })))
  expect(taken.headers.get('accept-encoding')).toBe('gzip')
  expect(await taken.json()).toMatchObject({ outcomes: [{ outcome: 'accepted' }] })
  const bomb = await push(gzip(`{"entries":[${' '.repeat(64 * 2 ** 20)}]}`))
  expect([bomb.status, await bomb.json()]).toEqual([413, { code: 'too-large' }])
  const torn = await push(gzip('{"entries":[]}').slice(0, 12))
  expect([torn.status, await torn.json()]).toEqual([400, { code: 'bad-json' }])
})
