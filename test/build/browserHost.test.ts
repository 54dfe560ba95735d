import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserHost, hostMark, startBrowserHost } from '../../build/host/browserHost'
import { traversals } from '../electron/shell/traversals'

const folder = mkdtempSync(join(tmpdir(), 'tuandian-host-'))
const built = join(folder, 'renderer')
let host: BrowserHost

beforeAll(async () => {
  mkdirSync(join(built, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), 'secret')
  writeFileSync(join(built, 'index.html'), '<meta name="style-nonce" content="%STYLE_NONCE%">')
  writeFileSync(join(built, 'assets/a.js'), 'export {}')
  const started = await startBrowserHost(built, 0)
  if (!started.ok) throw new Error(started.because)
  host = started.host
})
afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true })
})

interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Sends the path exactly as written: `fetch` would tidy it first. */
function get(path: string, options: { method?: string; host?: string } = {}): Promise<Got> {
  const { hostname, port } = new URL(host.address)
  const headers = options.host === undefined ? {} : { host: options.host }
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, method: options.method ?? 'GET', headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        body += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
    asking.on('error', reject)
    asking.end()
  })
}

test('the page comes with its policy, and its nonce is new every time and the same in both places', async () => {
  const first = await get('/?sample=1#/today')
  const second = await get('/index.html')
  const nonceOf = ({ body }: Got): string | undefined => /content="([^"]+)"/.exec(body)?.[1]
  expect(first.status).toBe(200)
  expect(first.headers['content-type']).toContain('text/html')
  expect(first.headers['server']).toBe(hostMark)
  expect(first.headers['content-security-policy']).toContain(`'nonce-${nonceOf(first)}'`)
  expect(nonceOf(first)).not.toBe(nonceOf(second))
})

test('a script is a script, to be kept for good, and HEAD answers without a body', async () => {
  const script = await get('/assets/a.js')
  expect(script.headers['content-type']).toContain('text/javascript')
  expect(script.headers['cache-control']).toContain('immutable')
  expect(script.headers['x-content-type-options']).toBe('nosniff')
  expect(await get('/assets/a.js', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
})

test('no way out of the folder leads anywhere', async () => {
  // What Node itself refuses to put into a request line cannot reach us either.
  const sendable = traversals.filter((path) => path.startsWith('/') && /^[\x21-\x7e]+$/.test(path))
  expect(sendable.length).toBeGreaterThan(40)
  for (const path of sendable) {
    const { status, body } = await get(path)
    expect([path, status, body]).toEqual([path, 404, ''])
  }
})

test('a page elsewhere that points its own name at this machine is refused, and so is writing', async () => {
  expect((await get('/', { host: 'evil.example' })).status).toBe(421)
  expect((await get('/', { host: 'localhost:1' })).status).toBe(421)
  expect((await get('/', { method: 'POST' })).status).toBe(405)
  expect((await get('/', { method: 'OPTIONS' })).status).toBe(405)
})

test('a taken port is said, not moved away from: what is stored belongs to the address', async () => {
  const { port } = new URL(host.address)
  expect(await startBrowserHost(built, Number(port))).toEqual({ ok: false, because: 'port-taken' })
})
