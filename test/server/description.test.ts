import { expect, test } from 'vitest'
import { entryShape } from '../../server/http/entryShape'
import { openApi, operations } from '../../server/http/openApi'
import { usualRates } from '../../server/http/parts'
import { paths, protocolHeader } from '../../shared/contract/sync'
import { type Entry, withHash } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { type DeviceId, entryIdOf } from '../../shared/kernel/ids'
import { readingBy } from '../../shared/kernel/stamp'
import { ADeskOfTheCentre, anEnrolledDesk } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const watchToken = 'watch-token-of-the-test'
const at = anEmbeddedCentre({ rates: usualRates, watchToken })

test('what is watched is shown to the watch token alone, and names nobody', async () => {
  const desk = await anEnrolledDesk(at())
  await desk.pushing([desk.write(), 7])
  const authorization = `Bearer ${watchToken}`
  const metrics = await (await at().call('/metrics', { headers: { authorization } })).text()
  expect(metrics).toContain('tuandian_entries_total{outcome="accepted"} 1')
  expect(metrics).toContain('tuandian_entries_total{outcome="quarantined",reason="bad-shape"} 1')
  expect(metrics).toMatch(/tuandian_request_seconds_count\{route="\/v1\/entries"\} 1/)
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
  expect(entryShape.parse(entry)).toEqual(entry)
  expect(Object.keys(entryShape.shape).sort()).toEqual(Object.keys(entry).sort())
})

/** Every object inside what is described. */
function* objectsIn(described: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof described !== 'object' || described === null) return
  if (!Array.isArray(described)) yield described as Readonly<Record<string, unknown>>
  for (const inside of Object.values(described)) yield* objectsIn(inside)
}

const described = Object(openApi()).paths
const feed = '/v1/feeds/{siteId}'
const schemaOf = ({ content }: { content: Record<string, { schema: unknown }> }) =>
  Object(content['application/json']?.schema)

test('an entry has exactly its members; an answer may have more than are described', () => {
  const exact = [...objectsIn(described)].filter(({ additionalProperties }) => additionalProperties === false)
  const members = Object.keys(entryShape.shape)
  for (const { properties, required } of exact)
    expect([Object.keys(Object(properties)), required]).toEqual([members, members])
  const pushed = schemaOf(described['/v1/entries'].post.requestBody).properties.entries.items
  const read = schemaOf(described[`${feed}/entries`].get.responses['200']).properties.entries.items
  expect(exact).toContain(pushed)
  expect(exact).toContain(read.properties.entry)
})

test('the description bounds an entry as it is judged', () => {
  const whole = new ADeskOfTheCentre(at().call).write()
  const { hash: _, ...unsealed } = whole
  const judged = (one: object) => {
    const entry = withHash({ ...unsealed, ...one })
    return { described: entryShape.safeParse(entry).success, read: readEntry(entry).ok }
  }
  const of = (deviceId: string, deviceSeq = 1) => ({
    id: entryIdOf(deviceId as DeviceId, deviceSeq),
    deviceId,
    deviceSeq,
    stamp: readingBy(whole.stamp, deviceId as DeviceId),
  })
  const stampOf = (reading: string) => ({ stamp: `${reading}.${whole.deviceId}` })
  const right: object[] = [
    { siteId: 's'.repeat(160) },
    { roundId: 'r' },
    of('desk', 9_999_999_999),
    { basis: 9_999_999_999 },
    stampOf('00000000000.ffff'),
    { facts: [] },
    { facts: [{ kind: 'k'.repeat(60), v: 7, more: null }] },
    { facts: Array.from({ length: 5_000 }, () => ({ kind: 'SomethingLater', v: 1 })) },
  ]
  const wrong: object[] = [
    { siteId: '' },
    { siteId: 's'.repeat(161) },
    { operatorId: 7 },
    { roundId: '' },
    of('two:desks'),
    of('d'.repeat(150)),
    of('desk', 10_000_000_000),
    of('desk', 0),
    { basis: -1 },
    { basis: 10_000_000_000 },
    stampOf('1A219AD0405.0000'),
    stampOf('01a219ad0405.0000'),
    stampOf('1a219ad0405.0'),
    { facts: [{ kind: 'k'.repeat(61), v: 1 }] },
    { facts: [{ kind: 'SomethingLater', v: 0 }] },
    { facts: Array.from({ length: 5_001 }, () => ({ kind: 'SomethingLater', v: 1 })) },
    { prevHash: '' },
  ]
  for (const one of right) expect([one, judged(one)]).toEqual([one, { described: true, read: true }])
  for (const one of wrong) expect([one, judged(one)]).toEqual([one, { described: false, read: false }])
  const more = { ...whole, more: 1 } as Entry
  expect([entryShape.safeParse(more).success, readEntry(more).ok]).toEqual([false, false])
})

test('the description says what a row of people is', () => {
  const { assumed, identity } = schemaOf(described[`${feed}/identities`].post.requestBody).properties.rows
    .items.properties
  expect(assumed.anyOf).toEqual([expect.objectContaining({ type: 'integer', minimum: 1 }), { type: 'null' }])
  expect(identity.oneOf.map(({ required }: { required: string[] }) => [...required].sort())).toEqual([
    ['address', 'erased', 'householdId', 'name', 'note', 'phone', 'version'],
    ['erased', 'householdId', 'version'],
  ])
})

test('the description says which words of a question have to be there, and what they are', () => {
  const asked: string[] = []
  for (const { path, method } of operations)
    for (const one of described[path][method].parameters.map(Object))
      if (one.in === 'query')
        asked.push(`${method} ${path} ${one.name}: ${one.required ? 'required ' : ''}${one.schema.type}`)
  expect(asked.sort()).toEqual(
    [
      'get /v1/me upTo: integer',
      `get ${feed}/entries after: integer`,
      `get ${feed}/entries epoch: string`,
      `get ${feed}/entries limit: integer`,
      `get ${feed}/entries mark: string`,
      `get ${feed}/identities after: integer`,
      `get ${feed}/identities epoch: string`,
      `get ${feed}/identities limit: integer`,
      `get ${feed}/segments/{n} epoch: required string`,
      `get ${feed}/segments/{n} most: integer`,
      `get ${feed}/reports/products round: required string`,
      `get ${feed}/reports/discrepancies round: required string`,
      `get ${feed}/reports/bags round: required string`,
      `get ${feed}/blobs/{sha256} from: integer`,
      `get ${feed}/blobs/{sha256} most: integer`,
      `put ${feed}/blobs/{sha256} from: required integer`,
      `put ${feed}/blobs/{sha256} of: required integer`,
    ].sort(),
  )
})

test('enrolment is described with every member that it answers', async () => {
  const { answer } = await anEnrolledDesk(at())
  const { properties } = schemaOf(described[paths.enrol].post.responses['200'])
  expect(Object.keys(properties).sort()).toEqual(Object.keys(Object(answer)).sort())
  expect(Object.keys(properties.feeds.items.properties).sort()).toEqual(
    Object.keys(Object(answer?.feeds[0])).sort(),
  )
})

test('whoever asks wrongly hears which member it is, and what it may be', async () => {
  const desk = await anEnrolledDesk(at())
  const because = async (response: Promise<Response>) => {
    const { status, ...rest } = await response.then(async (one) => ({
      status: one.status,
      ...(await one.json()),
    }))
    expect([status, rest.code]).toEqual([400, 'bad-request'])
    return String(rest.because)
  }
  const { siteId } = desk
  const page = paths.entries(siteId)
  const segment = paths.segment(siteId, 0)
  const photo = paths.blob(siteId, 'a'.repeat(64))
  expect(await because(desk.call(`${page}?limit=201`))).toMatch(/^limit: .*<=200$/)
  expect(await because(desk.call(`${page}?limit=0`))).toMatch(/^limit: .*>=1$/)
  expect(await because(desk.call(`${page}?epoch=`))).toMatch(/^epoch: /)
  expect(await because(desk.call(segment))).toMatch(/^epoch: .*string/)
  expect(await because(desk.call(`${segment}?most=9&epoch=${desk.answer?.epoch}`))).toMatch(/^most: .*<=8$/)
  expect(await because(desk.call(`${photo}?most=262145`))).toMatch(/^most: .*<=262144$/)
  expect(await because(desk.call(`${paths.report(siteId, 'bags')}?`))).toMatch(/^round: /)
  expect(await because(desk.call(`${paths.me}?upTo=-1`))).toMatch(/^upTo: .*>=0$/)
  const tooMany = Array.from({ length: 501 }, () => 7)
  expect(await because(desk.pushing(tooMany))).toMatch(/^entries: .*<=500/)
  expect(await because(desk.post(paths.push, { entries: [] }))).toMatch(/^last: /)
  expect(await because(desk.post(paths.identities(siteId), { rows: tooMany }))).toMatch(/^rows: .*<=500/)
  expect(await because(desk.tryToEnrol('code', { siteSecret: 'short' }))).toMatch(/^siteSecret: .*>=8/)
  const {
    outcomes: [outcome],
  } = await desk.push([desk.write([{ kind: 'RoundClosed', v: 1 }])])
  expect(outcome).toMatchObject({
    reason: 'bad-fact',
    because: expect.stringMatching(/^fact 0: roundId: [^✖→\n]*$/),
  })
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
