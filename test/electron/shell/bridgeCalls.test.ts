import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../build/scripts/freshness.mjs'
import { checkCall } from '../../../electron/shell/checkCall'
import { type BridgeCall, bridgeCalls, fileName } from '../../../shared/contract/desktopBridge'

const calls = Object.keys(bridgeCalls) as BridgeCall[]
const us = { url: 'app://station/index.html', isMainFrame: true }

test('a call is answered only for the main frame of our own page', () => {
  expect(checkCall('host', us, [])).toEqual({ ok: true, args: [] })
  expect(checkCall('host', { ...us, isMainFrame: false }, []).ok).toBe(false)
  expect(checkCall('host', { ...us, url: 'https://example.com/?app://station/' }, []).ok).toBe(false)
  expect(checkCall('host', undefined, []).ok).toBe(false)
})

test('whatever is handed in, a call is either what the bridge promises or refused; nothing throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...calls), fc.array(fc.anything(), { maxLength: 4 }), (call, given) => {
      const checked = checkCall(call, us, given)
      return checked.ok ? bridgeCalls[call].takes.safeParse(checked.args).success : checked.because !== ''
    }),
    { seed: 20261121, numRuns: 3_000 },
  )
})

test('the page names a file, never a place', () => {
  const bad = [
    '',
    '../x',
    'a/b',
    'a\\b',
    'C:x',
    'x\u0000',
    'con',
    'NUL.txt',
    'com1',
    'x.',
    'x ',
    'a?b',
    'x'.repeat(121),
  ]
  for (const name of bad) expect(fileName.safeParse(name).success, name).toBe(false)
  for (const name of ['采购单 2026-11-21.xlsx', 'day-close.csv', 'console.txt']) {
    expect(fileName.safeParse(name).success, name).toBe(true)
  }
})

test('the preload mirrors the bridge line for line', () => {
  const preload = readFileSync(join(projectRoot, 'electron/preload.ts'), 'utf8')
  const mirrored = [...preload.matchAll(/^ {2}(\w+): \(.*\) => ipcRenderer\.invoke\('desk:(\w+)'/gm)]
  expect(mirrored.map(([, method]) => method)).toEqual(calls)
  expect(mirrored.map(([, , channel]) => channel)).toEqual(calls)
})

test('only one place listens to the page', () => {
  for (const file of ['main', 'window', 'guards', 'vault', 'paperOut', 'appProtocol', 'preload']) {
    expect(readFileSync(join(projectRoot, `electron/${file}.ts`), 'utf8')).not.toMatch(/ipcMain|\.sendSync\(/)
  }
})
