import { expect, test } from 'vitest'
import { usualRates } from '../../server/http/parts'
import { paths, protocolHeader, protocolVersion } from '../../shared/contract/sync'
import { ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const at = anEmbeddedCentre({ rates: usualRates })

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
      { headers: { [protocolHeader]: String(protocolVersion), ...forwarded } },
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

test('of a hundred pushes at once some are told to come again, and all come through', async () => {
  const siteKey = await aPoint(at())
  const desks: ADeskOfTheCentre[] = []
  for (let n = 0; n < 100; n += 1) {
    at().clock.nowMs += 60_000
    desks.push(await anEnrolledDesk(at(), { siteKey }))
  }
  const entries = desks.map((desk) => desk.write())
  const answers = await Promise.all(desks.map((desk, i) => desk.pushing([entries[i]])))
  const refused = answers.flatMap((answer, i) => (answer.status === 503 ? [i] : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const i of refused) {
    expect(Number(answers[i]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await desks[i]?.pushing([entries[i]]))?.status).toBe(200)
  }
})
