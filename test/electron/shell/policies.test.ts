import { expect, test } from 'vitest'
import { mayNavigate, mayOpenOutside, mayUse } from '../../../electron/shell/navigationPolicy'
import { isOurs } from '../../../electron/shell/origin'
import { mayReload } from '../../../electron/shell/reloadPolicy'
import { contentPolicy, securityHeaders } from '../../../electron/shell/securityHeaders'
import { refusedArguments, windowOptions } from '../../../electron/shell/windowOptions'

const foreign = [
  'https://example.com/',
  'https://example.com/?next=app://station/',
  'https://app//station/',
  'app://station.example.com/',
  'app://stations/',
  'app://station@example.com/',
  'app://user@station/',
  'app://station:8080/',
  'app://evil/',
  'file:///etc/passwd',
  'data:text/html,app://station/',
  'javascript:location="app://station/"',
  'blob:app://station/0000',
  'about:blank',
  'http://station/',
  '',
]

test.each(foreign)('%s is not our page: no calls, no navigation, no permissions', (address) => {
  expect(isOurs(address)).toBe(false)
  expect(mayNavigate(address)).toBe(false)
  expect(mayUse({ permission: 'serial', origin: address })).toBe(false)
})

test('our page may move within itself', () => {
  expect(mayNavigate('app://station/index.html#/pack')).toBe(true)
})

test.each([
  ['https://github.com/electron/electron', true],
  ['http://github.com/', false],
  ['https://github.com.example.com/', false],
  ['https://user:word@github.com/', false],
  ['https://github.com:444/', false],
  ['file:///C:/Windows/System32/calc.exe', false],
  ['ms-settings:', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
])('opening %s outside is allowed: %s', (address, allowed) => {
  expect(mayOpenOutside(address)).toBe(allowed)
})

test.each([
  ['serial', undefined, true],
  ['hid', undefined, true],
  ['media', ['video'], true],
  ['media', ['video', 'audio'], false],
  ['media', ['audio'], false],
  ['persistent-storage', undefined, true],
  ['local-network', undefined, true],
  ['loopback-network', undefined, true],
  ['local-network-access', undefined, true],
  ['geolocation', undefined, false],
  ['notifications', undefined, false],
  ['usb', undefined, false],
  ['clipboard-read', undefined, false],
  ['openExternal', undefined, false],
  ['fullscreen', undefined, false],
])('our page asking for %s %j gets it: %s', (permission, media, allowed) => {
  expect(mayUse({ permission, origin: 'app://station', media })).toBe(allowed)
})

test('the window is sandboxed, isolated, without Node, and without tools in the product', () => {
  const { webPreferences } = windowOptions('/preload.cjs', false)
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  })
})

test('the product refuses to be started open to another program', () => {
  const refused = [
    '--inspect',
    '--inspect-brk=0',
    '--remote-debugging-port=9222',
    '/remote-debugging-port=9222',
    '/Load-Extension=x',
    '-inspect',
    '--js-flags=x',
    '--no-sandbox',
  ]
  expect(refusedArguments(['Tuandian', '--sample', ...refused, 'file'])).toEqual(refused)
})

test('the content policy lets in our files and one nonce: nothing inline, no eval, no other host', () => {
  const policy = contentPolicy('abc')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(policy).toContain("style-src-elem 'self' 'nonce-abc';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/)
  expect(policy.match(/'unsafe-inline'/g)).toHaveLength(1)
  expect(policy).toContain("style-src-attr 'unsafe-inline'")
})

test('a start page is never kept, a file named by its content may be kept for good', () => {
  expect(securityHeaders('index.html', 'x')['cache-control']).toBe('no-store')
  expect(securityHeaders('assets/index-1.js', 'x')['cache-control']).toContain('immutable')
})

test('a page that dies is loaded anew, one that dies for the fourth time in a minute is left', () => {
  expect(mayReload([], 1_000)).toBe(true)
  expect(mayReload([1_000, 2_000], 3_000)).toBe(true)
  expect(mayReload([1_000, 2_000, 3_000], 4_000)).toBe(false)
  expect(mayReload([1_000, 2_000, 3_000], 70_000)).toBe(true)
})
