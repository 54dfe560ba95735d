import { expect, test } from 'vitest'
import { expectDesk } from '../../server/hq/expectDesk'
import { revokeDevice } from '../../server/hq/sites'
import { isUnderstood, type PushAnswer, paths, protocolVersion } from '../../shared/contract/sync'
import {
  type ACentre,
  ADeskOfTheCentre,
  aCode,
  anEnrolledDesk,
  aPoint,
  aWarehouse,
  fresh,
  seededBytes,
} from './aCentre'

/** Who becomes a device of a site, and with which secret. */
export function enrolmentContract(at: () => ACentre): void {
  test('the first desk of a site brings its own site id and secret, the next takes them over', async () => {
    const siteKey = await aPoint(at())
    const first = new ADeskOfTheCentre(at().call)
    const mine = first.siteId
    const answer = await first.enrol(await aCode(at(), siteKey), { hasEntries: true })
    expect(answer).toMatchObject({ site: { siteId: mine, kind: 'point' }, siteSecret: `secret-of-${mine}` })
    expect(answer.feeds.map(({ siteId }) => siteId)).toEqual([mine])
    const second = new ADeskOfTheCentre(at().call)
    const taken = await second.enrol(await aCode(at(), siteKey))
    expect(taken.site.siteId).toBe(mine)
    expect(taken.siteSecret).toBe(answer.siteSecret)
  })

  test('a later desk that has entries of another site is refused, and may enrol elsewhere with no loss', async () => {
    const siteKey = await aPoint(at())
    await anEnrolledDesk(at(), { siteKey })
    const other = new ADeskOfTheCentre(at().call)
    const code = await aCode(at(), siteKey)
    const refused = await other.tryToEnrol(code, { hasEntries: true })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'other-site' })
    await other.enrol(await aCode(at(), await aPoint(at())), { hasEntries: true })
    expect((await push1(other)).outcomes).toMatchObject([{ outcome: 'accepted' }])
  })

  test('the same desk again gets a new token, and the old one is void', async () => {
    const siteKey = await aPoint(at())
    const desk = await anEnrolledDesk(at(), { siteKey })
    const old = desk.token
    await desk.enrol(await aCode(at(), siteKey), { hasEntries: true })
    expect(desk.token).not.toBe(old)
    expect((await desk.call(paths.me)).status).toBe(200)
    desk.token = old
    expect((await desk.call(paths.me)).status).toBe(401)
  })

  test('a request to be let in that comes twice, or late, puts nobody out', async () => {
    const siteKey = await aPoint(at())
    const desk = new ADeskOfTheCentre(at().call)
    const [first, code] = [desk.asked, await aCode(at(), siteKey)]
    await desk.enrol(code, { token: first })
    expect((await desk.tryToEnrol(code, { token: first })).status).toBe(200)
    expect((await desk.call(paths.me)).status).toBe(200)
    const late = await aCode(at(), siteKey)
    await desk.enrol(await aCode(at(), siteKey))
    for (const again of [code, late])
      expect(await (await desk.tryToEnrol(again, { token: first })).json()).toEqual({ code: 'token-void' })
    expect((await desk.call(paths.me)).status).toBe(200)
    // Nor does another device come in with a token that is this one's.
    const other = new ADeskOfTheCentre(at().call)
    expect((await other.tryToEnrol(late, { token: desk.token })).status).toBe(409)
    expect((await desk.call(paths.me)).status).toBe(200)
    await other.enrol(late)
  })

  test('a device that was revoked within the ten minutes of its code needs one that was made since', async () => {
    const siteKey = await aPoint(at())
    const desk = new ADeskOfTheCentre(at().call)
    const [code, spare] = [await aCode(at(), siteKey), await aCode(at(), siteKey)]
    await desk.enrol(code)
    at().clock.nowMs += 60_000
    await revokeDevice(at().centre.sql, desk.deviceId, at().clock.nowMs)
    for (const old of [code, spare]) {
      const refused = await desk.tryToEnrol(old, { hasEntries: true })
      expect([refused.status, await refused.json()]).toEqual([403, { code: 'wrong-code' }])
    }
    expect((await desk.call(paths.me)).status).toBe(403)
    at().clock.nowMs += 1_000
    await desk.enrol(await aCode(at(), siteKey), { hasEntries: true })
    expect((await desk.call(paths.me)).status).toBe(200)
  })

  test('a desk that goes on for another and was revoked is not let in again by the token of the one before', async () => {
    const former = await anEnrolledDesk(at())
    const next = new ADeskOfTheCentre(at().call, undefined, former.siteId)
    const goesOn = { formerToken: former.token, hasEntries: true }
    await next.enrol(undefined, goesOn)
    await revokeDevice(at().centre.sql, next.deviceId, at().clock.nowMs)
    at().clock.nowMs += 365 * 86_400_000
    expect((await next.tryToEnrol(undefined, goesOn)).status).toBe(403)
    const third = new ADeskOfTheCentre(at().call, undefined, former.siteId)
    for (const formerToken of [former.token, next.token])
      expect((await third.tryToEnrol(undefined, { ...goesOn, formerToken })).status).toBe(403)
    expect(await (await next.call(paths.me)).json()).toEqual({ code: 'revoked' })
  })

  test('a desk that two PCs have come to be goes on as two: both are let in, and revoked together', async () => {
    const first = await anEnrolledDesk(at())
    const [one, two] = first.writeMany(2)
    await first.push([one, two])
    expect(await first.json(paths.me)).toMatchObject({ last: { seq: 2, hash: two?.hash } })
    expect(await first.json(`${paths.me}?upTo=1`)).toMatchObject({ last: { seq: 1, hash: one?.hash } })
    expect(await first.json(`${paths.me}?upTo=0`)).toMatchObject({ upTo: 2, last: null })

    const copy = new ADeskOfTheCentre(at().call, undefined, first.siteId)
    await copy.enrol(undefined, { formerToken: first.token, beside: true, hasEntries: true })
    expect(await copy.json(paths.me)).toMatchObject({ predecessors: [first.deviceId], last: null })
    const entries = [first.write(), copy.write()]
    const answer: PushAnswer = await copy.push(entries)
    expect(answer.outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
    expect((await first.call(paths.me)).status).toBe(200)

    const afterwards = new ADeskOfTheCentre(at().call, undefined, first.siteId)
    await afterwards.enrol(undefined, { formerToken: copy.token, hasEntries: true })
    await revokeDevice(at().centre.sql, first.deviceId, at().clock.nowMs)
    for (const desk of [first, copy, afterwards]) expect((await desk.call(paths.me)).status).toBe(403)
  })

  test('a code of one site puts no desk of another site out, be it of the same organisation', async () => {
    const { points } = await aWarehouse(at(), {
      warehouse: fresh('warehouse'),
      points: [fresh('east'), fresh('west')],
    })
    const [east = '', west = ''] = points
    const desk = await anEnrolledDesk(at(), { siteKey: east })
    await anEnrolledDesk(at(), { siteKey: west })
    const thief = new ADeskOfTheCentre(at().call, desk.deviceId)
    const goingOn = { formerToken: (await anEnrolledDesk(at(), { siteKey: west })).token }
    for (const refused of [
      await thief.tryToEnrol(await aCode(at(), west)),
      await thief.tryToEnrol(undefined, goingOn),
    ])
      expect([refused.status, await refused.json()]).toEqual([409, { code: 'other-site' }])
    expect((await desk.call(paths.me)).status).toBe(200)
  })

  test('a code is good once, for ten minutes, and for five tries', async () => {
    const siteKey = await aPoint(at())
    const code = await aCode(at(), siteKey)
    const desk = new ADeskOfTheCentre(at().call)
    await desk.enrol(code.toLowerCase().replace(/(....)/, '$1-'))
    // The reply may have been lost: the same desk may ask once more.
    expect((await desk.tryToEnrol(code)).status).toBe(200)
    expect((await new ADeskOfTheCentre(at().call).tryToEnrol(code)).status).toBe(403)

    const late = await aCode(at(), siteKey)
    at().clock.nowMs += 10 * 60_000
    expect((await new ADeskOfTheCentre(at().call).tryToEnrol(late)).status).toBe(403)

    const guessed = await aCode(at(), siteKey)
    const wrong = `${guessed.slice(0, 7)}${guessed.endsWith('0') ? '1' : '0'}`
    for (let i = 0; i < 5; i++)
      expect((await new ADeskOfTheCentre(at().call).tryToEnrol(wrong)).status).toBe(403)
    expect((await new ADeskOfTheCentre(at().call).tryToEnrol(guessed)).status).toBe(403)
  })

  test('the first desk of a site that lost its secret is refused with its entries; a later one gets the secret back', async () => {
    const siteKey = await aPoint(at())
    const lost = new ADeskOfTheCentre(at().call)
    const code = await aCode(at(), siteKey)
    const refused = await lost.tryToEnrol(code, { hasEntries: true, siteSecret: null })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'secret-lost' })

    const whole = new ADeskOfTheCentre(at().call, fresh('desk'), lost.siteId)
    await whole.enrol(code, { hasEntries: true })
    const answer = await lost.enrol(await aCode(at(), siteKey), { hasEntries: true, siteSecret: null })
    expect(answer.siteSecret).toBe(`secret-of-${lost.siteId}`)
  })

  test('a desk without entries that lost its secret begins the site with a new one', async () => {
    const answer = await new ADeskOfTheCentre(at().call).enrol(await aCode(at(), await aPoint(at())), {
      siteSecret: null,
    })
    expect(answer.siteSecret.length).toBeGreaterThan(30)
  })

  test('a desk is expected with a code of its own choice, anew for ten minutes each time, until one has come', async () => {
    const siteKey = await aPoint(at())
    const code = 'WXYZ2345'
    const expected = () =>
      expectDesk(at().centre.sql, { code, site: siteKey, siteToMake: '', joinsOthers: false }, chance())
    expect(await expected()).toMatchObject({ hasFeed: false, used: false })
    at().clock.nowMs += 9 * 60_000
    await expected()
    at().clock.nowMs += 9 * 60_000
    await new ADeskOfTheCentre(at().call).enrol(code)
    expect(await expected()).toMatchObject({ hasFeed: true, used: true })
    expect((await new ADeskOfTheCentre(at().call).tryToEnrol(code)).status).toBe(403)
  })

  test('a desk that is to join others waits until there are any', async () => {
    const siteKey = await aPoint(at())
    const expected = (code: string, joinsOthers: boolean) =>
      expectDesk(at().centre.sql, { code, site: siteKey, siteToMake: '', joinsOthers }, chance())
    await expect(expected('QRST2345', true)).rejects.toThrow('has joined yet')
    expect((await new ADeskOfTheCentre(at().call).tryToEnrol('QRST2345')).status).toBe(403)
    await anEnrolledDesk(at(), { siteKey })
    expect(await expected('QRST2345', true)).toMatchObject({ hasFeed: true, used: false })
  })

  test('a desk of another protocol is told what the centre speaks', async () => {
    const spaced = `${protocolVersion} `
    const [older, newer] = [protocolVersion - 1, protocolVersion + 1].map(String)
    for (const said of [undefined, '', '0', older, newer, '1.0', '-1', spaced, 'one', '9'.repeat(400)]) {
      const headers: HeadersInit = said === undefined ? {} : { 'tuandian-protocol': said }
      const response = await at().call(paths.me, { headers })
      // The header's value is trimmed on its way: what is left is understood, and wants a token.
      expect([said, response.status]).toEqual([said, said === spaced ? 401 : 426])
      const spoken = { code: 'protocol', min: protocolVersion, max: protocolVersion }
      if (said !== spaced) expect(await response.json()).toEqual(spoken)
    }
  })

  test('a centre that understands a newer protocol understands the ones before, so that nothing written offline is trapped', () => {
    const understood = { oldest: 2, newest: 4 }
    const answers = [1, 2, 3, 4, 5].map((said) => isUnderstood(String(said), understood))
    expect(answers).toEqual([false, true, true, true, false])
  })

  const push1 = (desk: ADeskOfTheCentre): Promise<PushAnswer> => desk.push([desk.write()])

  const chance = () => ({ nowMs: at().clock.nowMs, randomBytes: seededBytes(7) })
}
