import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { usualRates } from '../../server/http/parts'
import { serve } from '../../server/serve'
import { paths, protocolHeader, protocolVersion, pushBytes } from '../../shared/contract/sync'
import { ADeskOfTheCentre, anEnrolledDesk } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'
import { beginPush } from './beginPush'

const watchToken = 'watch-token-of-the-test'
const at = anEmbeddedCentre({ rates: usualRates, watchToken })

const onTheNet = () => serve((request, env) => at().centre.app.fetch(request, Object(env)), '127.0.0.1', 0)

const sending = async (): Promise<number> => {
  const headers = { authorization: `Bearer ${watchToken}` }
  const text = await (await at().call('/metrics', { headers })).text()
  expect(text).toContain('tuandian_pushes_inside 0')
  return Number(/tuandian_pushes_sending (\d+)/.exec(text)?.[1])
}

test('an upload larger than it says, or endless, is cut off at the limit', async () => {
  const desk = await anEnrolledDesk(at())
  const served = await onTheNet()
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
      `POST ${paths.push} HTTP/1.1\r\nhost: x\r\n${protocolHeader}: ${protocolVersion}\r\nauthorization: Bearer ${desk.token}\r\ntransfer-encoding: chunked\r\n\r\n`,
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

test('a desk refused before its push was read hears the reason, and not a broken connection', async () => {
  const desk = await anEnrolledDesk(at())
  const served = await onTheNet()
  const body = JSON.stringify({ last: null, entries: desk.writeMany(400), more: 'x'.repeat(3_000_000) })
  const headers = {
    [protocolHeader]: String(protocolVersion),
    authorization: 'Bearer nobody-gave-out-this-token',
  }
  for (let i = 0; i < 3; i++) {
    const response = await fetch(`${served.address}${paths.push}`, {
      method: 'POST',
      headers,
      body,
    })
    expect([response.status, await response.json()]).toEqual([401, { code: 'unauthorised' }])
  }
  await served.close(0)
})

test('a hundred desks on slow lines hold up nobody, and are heard when they have come to their end', async () => {
  at().clock.nowMs += 3_600_000
  const served = await onTheNet()
  const slow = await anEnrolledDesk(at())
  const body = JSON.stringify({ last: null, entries: [slow.write()] })
  const pushes: Awaited<ReturnType<typeof beginPush>>[] = []
  while (pushes.length < 100) {
    pushes.push(await beginPush(served.address, slow, body.length, body.slice(0, 10)))
    await expect.poll(sending, { interval: 1 }).toBe(pushes.length)
    at().clock.nowMs += 100
  }
  at().clock.nowMs += 1_000
  const desk = await anEnrolledDesk(at())
  expect((await desk.pushing([desk.write()])).status).toBe(200)
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
  const served = await onTheNet()
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
  const served = await onTheNet()
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
  expect((await desk.pushing([desk.write()])).status).toBe(200)
  for (const { socket } of pushes) socket.destroy()
  await served.close(0)
})

test('a desk that goes away in the middle of what it says is no fault of the centre', async () => {
  at().clock.nowMs += 3_600_000
  const desk = await anEnrolledDesk(at())
  const served = await onTheNet()
  const push = await beginPush(served.address, desk, 1000, '{"last":null')
  await expect.poll(sending, { interval: 1 }).toBe(1)
  push.socket.destroy()
  await expect.poll(sending, { interval: 1 }).toBe(0)
  const headers = { authorization: `Bearer ${watchToken}` }
  const counts = await (await at().call('/metrics', { headers })).text()
  expect(counts).not.toContain('broken')
  expect(counts).toContain(`route="${paths.push}",status="408"`)
  await served.close(0)
})

test('who sends slowly is heard to the end; who falls silent in the middle is cut off', async () => {
  const answers = async (request: Request) => new Response(`heard ${await request.text()}`)
  const served = await serve(answers, '127.0.0.1', 0, { cutAfterMs: 400 })
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
    desk.call(paths.push, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: packed,
    })
  const gzip = (text: string) => new Uint8Array(gzipSync(text))
  const taken = await push(gzip(JSON.stringify({ last: null, entries: [desk.write()] })))
  expect(taken.headers.get('accept-encoding')).toBe('gzip')
  expect(await taken.json()).toMatchObject({ outcomes: [{ outcome: 'accepted' }] })
  const bomb = await push(gzip(`{"entries":[${' '.repeat(64 * 2 ** 20)}]}`))
  expect([bomb.status, await bomb.json()]).toEqual([413, { code: 'too-large' }])
  const torn = await push(gzip('{"entries":[]}').slice(0, 12))
  expect([torn.status, await torn.json()]).toEqual([400, { code: 'bad-json' }])
})
