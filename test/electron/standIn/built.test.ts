import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../../build/scripts/freshness.mjs'
import { traversals } from '../shell/traversals'
import { Machine, plugIn } from './machine'
import { StandInWindow } from './standInWindow'
import { openChromium, startProduct } from './startProduct'

const out = join(projectRoot, 'out')
const builtFiles = (folder: string): string[] =>
  readdirSync(join(out, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|cjs|html|css)$/.test(name))
    .map((name) => join(out, folder, name))

beforeAll(async () => {
  await (await openChromium()).close()
})

test('the preload is one CommonJS file that needs nothing but Electron', () => {
  expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs'])
  const preload = readFileSync(join(out, 'preload/index.cjs'), 'utf8')
  expect(preload).not.toMatch(/^\s*(import|export)\b|require\((?!["']electron["'])|\bimport\(/m)
})

test('main needs nothing from node_modules but Electron', () => {
  for (const file of builtFiles('main')) {
    const imported = [...readFileSync(file, 'utf8').matchAll(/^import .*?from "([^"]+)"/gm)].map(
      ([, name]) => name,
    )
    const foreign = imported.filter((name) => !/^(node:|\.\/|\.\.\/|electron$)/.test(name ?? ''))
    expect(foreign, file).toEqual([])
  }
})

test('nothing the page is made of names an address it could load something from', () => {
  // Names of XML vocabularies, addresses libraries put into their error messages, and the domain kept for examples.
  const harmless =
    /^https?:\/\/([\w.-]+\.example\.com|www\.w3\.org|schemas\.(openxmlformats|microsoft)\.org|purl\.org|react\.dev|rxdb\.info|github\.com|mantine\.dev|tc39\.github\.io|localhost|dexie\.org|json-schema\.org|schemas\.openxmlformats\.org|schemas\.microsoft\.com|bit\.ly|pubkey\.github\.io|www\.i18next\.com|locize\.com|react\.i18next\.com|tinyurl\.com|www\.papaparse\.com|goo\.gl|bwip-js\.metafloor\.com|rxjs\.dev)/
  const found = builtFiles('renderer').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/https?:\/\/[\w.-]+\.\w+[^\s"'`)]*/g)]
      .map(([address]) => address)
      .filter((address) => !harmless.test(address)),
  )
  expect(found).toEqual([])
})

test('fifty ways out of the folder lead nowhere through the real protocol handler', async () => {
  const { machine, window } = await startProduct(await openChromium())
  try {
    const statusOf = async (address: string) => (await machine.protocol.answer(new Request(address))).status
    expect(await statusOf('app://station/index.html')).toBe(200)
    expect(await statusOf('app://elsewhere/index.html')).toBe(405)
    for (const spelling of traversals) {
      const address = `app://station${spelling.startsWith('/') ? '' : '/'}${spelling}`
      // What the address parser folds into the folder itself is the start page at most.
      const { pathname } = new URL(address)
      const expected = ['/', '/index.html'].includes(pathname) ? 200 : 404
      expect(await statusOf(address), spelling).toBe(expected)
    }
  } finally {
    await window.close()
    await machine.browser.close()
    plugIn(undefined)
  }
})

test('the stand-in itself is strict: what is insecure, early, double or not modelled throws', async () => {
  const machine = new Machine({} as never, true)
  const secure = {
    preload: 'p',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  }
  expect(() => machine.openWindow({ webPreferences: secure })).toThrow('before the app is ready')
  expect(() => machine.protocol.handle('app', () => new Response())).toThrow('before the app is ready')
  expect(() => machine.protocol.registerSchemesAsPrivileged([{ scheme: 'app' }])).toThrow('IndexedDB')
  machine.app.becomeReady()
  expect(() => machine.app.enableSandbox()).toThrow('after the app is ready')
  expect(() => machine.protocol.handle('app', () => new Response())).toThrow('never registered')
  for (const [name, value] of [
    ['sandbox', false],
    ['contextIsolation', false],
    ['nodeIntegration', true],
    ['webSecurity', false],
  ] as const) {
    expect(() => new StandInWindow(machine, { webPreferences: { ...secure, [name]: value } })).toThrow(name)
  }
  machine.ipcMain.handle('x', () => 1)
  expect(() => machine.ipcMain.handle('x', () => 2)).toThrow('second handler')
  expect(() => machine.app.on('no-such-event', () => undefined)).toThrow('no event')
  plugIn(machine)
  const electron = (await import('./electron')) as unknown as Record<string, Record<string, unknown>>
  expect(() => electron['app']?.['setLoginItemSettings']).toThrow('not modelled')
  plugIn(undefined)
})
