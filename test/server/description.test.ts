import { expect, test } from 'vitest'
import { entryShape } from '../../server/http/entryShape'
import { openApi, operations } from '../../server/http/openApi'
import { usualRates } from '../../server/http/parts'
import { paths, protocolHeader } from '../../shared/contract/sync'
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
