import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type {} from '../../../renderer/app/desktop'
import { plugIn } from './machine'
import { expectSoon, openChromium, startMain, startProduct } from './startProduct'

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterEach(() => plugIn(undefined))
afterAll(() => browser.close())

test('the built main opens one sandboxed window on app://station, and the page breaks no content policy', async () => {
  const { machine, window: desk } = await startProduct(browser)
  expect(machine.app.sandboxed).toBe(true)
  expect(machine.windows).toHaveLength(1)
  expect(desk.webContents.getURL()).toBe('app://station/index.html')
  expect(await desk.shown.evaluate(() => [isSecureContext, typeof indexedDB, 'require' in window])).toEqual([
    true,
    'object',
    false,
  ])
  await expectSoon(() => desk.loads === 1)
  expect(desk.violations).toEqual([])
  expect(desk.problems).toEqual([])
  await desk.close()
  expect(machine.app.ended).toBe('quit')
})

test('the page finds the bridge, and only the bridge', async () => {
  const { machine, window: desk } = await startProduct(browser)
  const found = await desk.shown.evaluate(async () => {
    const desktop = window.desktop
    if (!desktop) return undefined
    return { methods: Object.keys(desktop).sort(), host: await desktop.host() }
  })
  expect(found).toEqual({
    methods: ['host', 'printPage', 'reportUnsaved', 'saveFile', 'sealKey', 'unsealKey'],
    host: { kind: 'electron', version: '0.1.0-stand-in' },
  })
  expect([...machine.handlers.keys()].sort()).toEqual(found?.methods.map((method) => `desk:${method}`))
  await desk.close()
})

test('a function handed to the bridge raises DataCloneError, and rubbish is refused without saying why', async () => {
  const { window: desk } = await startProduct(browser)
  const errors = await desk.shown.evaluate(async () => {
    const desktop = window.desktop as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
    const errorOf = (call: Promise<unknown> | undefined) =>
      (call ?? Promise.resolve()).then(
        () => 'no error',
        (error: Error) => `${error.name}: ${error.message}`,
      )
    return [
      await errorOf(desktop['printPage']?.(() => 1)),
      await errorOf(desktop['printPage']?.({ copies: -1 })),
      await errorOf(desktop['saveFile']?.('../evil.exe', new Uint8Array(1))),
    ]
  })
  expect(errors[0]).toMatch(/^DataCloneError/)
  for (const error of errors.slice(1)) expect(error).toContain('refused: not-what-was-promised')
  await desk.close()
})

test('a message from a foreign page, a frame inside ours or nobody is refused', async () => {
  const { window: desk } = await startProduct(browser)
  const ask = (url: string, parent: object | null) => desk.invoke('desk:host', [], { url, parent })
  await expect(ask('app://station/index.html', null)).resolves.toMatchObject({ kind: 'electron' })
  await expect(ask('https://example.com/?next=app://station/', null)).rejects.toThrow('refused')
  await expect(ask('app://station/index.html', {})).rejects.toThrow('refused')
  await expect(ask('', null)).rejects.toThrow('refused')
  await desk.close()
})

test('a second instance shows the first window and ends itself', async () => {
  const { machine, window: desk } = await startProduct(browser)
  desk.minimized = true
  // As it is where the page never came.
  desk.visible = false
  machine.app.emit('second-instance')
  expect([desk.minimized, desk.visible, desk.focused]).toEqual([false, true, 1])
  await desk.close()

  const second = await startMain(browser, { alreadyRuns: true })
  expect([second.app.ended, second.windows.length]).toEqual(['quit', 0])
})

test('the first start asks for the sample round in the address', async () => {
  const { window: desk } = await startProduct(browser, { argv: ['--ask=sample=1'] })
  expect(desk.webContents.getURL()).toMatch(/^app:\/\/station\/index\.html\?sample=1/)
  await desk.close()
})

test('a second desk on the same machine keeps what is its own in a place of its own', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tuandian-second-'))
  const own = join(home, 'not/there/yet')
  const { machine, window: desk } = await startProduct(browser, {
    argv: ['--ask=counter=2', `--home=${own}`],
  })
  expect(machine.app.paths.get('userData')).toBe(own)
  await desk.close()
  rmSync(home, { recursive: true })
})

test('the records lie in a folder that is not named after the product, unless whoever starts it names one', async () => {
  const machine = await startMain(browser, { alreadyRuns: true })
  expect(machine.app.paths.get('userData')).toMatch(/tuandian-stand-in-\w+[\\/]electron$/)
  const other = await startMain(browser, { alreadyRuns: true, argv: ['--user-data-dir=/elsewhere'] })
  expect(other.app.paths.has('userData')).toBe(false)
})

test('the packed product does not start open to another program, a development build may', async () => {
  const packed = await startMain(browser, { argv: ['--remote-debugging-port=9222'] })
  expect([packed.app.ended, packed.windows.length]).toEqual([2, 0])
  const { window: desk } = await startProduct(browser, { argv: ['--inspect'], packaged: false })
  await desk.close()
})
