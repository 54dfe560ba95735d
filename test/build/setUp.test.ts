import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { usualPort } from '../../build/host/browserHost'
import { centrePort, firstDesk } from '../../build/scripts/deskHome.mjs'
import { installedChromium, usualPlaces } from '../../build/scripts/findChromium.mjs'
import { electronOnDisk, electronSource } from '../../build/scripts/findElectron.mjs'
import { isBuilt, isInstalled, projectRoot } from '../../build/scripts/freshness.mjs'
import { usualPort as usualCentrePort } from '../../server/config'

let clone: string
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'tuandian-clone-'))
})
afterEach(() => rmSync(clone, { recursive: true }))

function write(path: string, text: string, atSeconds = 1_000): void {
  const file = join(clone, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  utimesSync(file, atSeconds, atSeconds)
}

const lockOf = (packages: object): string => JSON.stringify({ packages })
const wanted = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/for-windows': { version: '1.0.0', optional: true },
}

test('a fresh clone is not installed, and is after the packages of the lock file are there', () => {
  write('package-lock.json', lockOf(wanted))
  expect(isInstalled(clone)).toBe(false)
  write('node_modules/.package-lock.json', lockOf({ 'node_modules/a': { version: '1.0.0' } }))
  expect(isInstalled(clone)).toBe(true)
})

test('another version of one package means installing again', () => {
  write('package-lock.json', lockOf(wanted))
  write('node_modules/.package-lock.json', lockOf({ 'node_modules/a': { version: '0.9.0' } }))
  expect(isInstalled(clone)).toBe(false)
})

test('a server has what is needed to run, and not what building needs', () => {
  write('package-lock.json', lockOf({ ...wanted, 'node_modules/builder': { version: '1.0.0', dev: true } }))
  write('node_modules/.package-lock.json', lockOf({ 'node_modules/a': { version: '1.0.0' } }))
  expect([isInstalled(clone), isInstalled(clone, { toRun: true })]).toEqual([false, true])
  write('node_modules/.package-lock.json', lockOf({ 'node_modules/builder': { version: '1.0.0' } }))
  expect(isInstalled(clone, { toRun: true })).toBe(false)
})

test('what was built is built again when a source is newer, or when a part is missing', () => {
  write('shared/a.ts', '', 1_000)
  utimesSync(join(clone, 'shared'), 1_000, 1_000)
  expect(isBuilt(clone)).toBe(false)
  for (const part of ['main/index.js', 'main/host.js', 'preload/index.cjs', 'renderer/index.html']) {
    expect(isBuilt(clone)).toBe(false)
    write(`out/${part}`, '', 2_000)
  }
  expect(isBuilt(clone)).toBe(true)
  write('shared/a.ts', 'changed', 3_000)
  expect(isBuilt(clone)).toBe(false)
})

test('a browser is looked for where each system keeps it', () => {
  expect(usualPlaces('linux', { PATH: '/opt/bin' })).toEqual(
    expect.arrayContaining(['/usr/bin/chromium', '/opt/bin/google-chrome', '/usr/bin/microsoft-edge']),
  )
  const windows = usualPlaces('win32', { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\a' })
  expect(windows).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe')
  expect(windows).toContain('C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe')
  expect(usualPlaces('darwin', {})[0]).toContain('/Applications/')
})

test('a browser that was chosen and is not there is said, not replaced by another', () => {
  expect(() => installedChromium({ CHROMIUM_PATH: join(clone, 'nothing') })).toThrow('no such file')
  write('my-chromium', '')
  expect(installedChromium({ CHROMIUM_PATH: join(clone, 'my-chromium') })?.kind).toBe('chosen')
})

test('Electron is taken from where the person says, and its source can be a mirror', () => {
  expect(electronOnDisk({ ELECTRON_EXEC_PATH: '/opt/electron' })).toBe('/opt/electron')
  expect(electronSource({ ELECTRON_MIRROR: 'https://mirror.example/' })).toBe('https://mirror.example/')
  expect(electronSource({})).toMatch(/^https:\/\/github\.com\//)
})

test('the start script, the host and the centre agree on the ports', () => {
  expect(firstDesk.port).toBe(usualPort)
  expect(centrePort).toBe(usualCentrePort)
})

test('what runs before the packages are installed needs none of them', () => {
  for (const script of [
    'start',
    'deskHome',
    'openDesk',
    'ownCentre',
    'test',
    'setUp',
    'freshness',
    'findChromium',
    'findElectron',
    'bench',
    'types',
  ]) {
    const text = readFileSync(join(projectRoot, `build/scripts/${script}.mjs`), 'utf8')
    const imported = [...text.matchAll(/^import .*? from '([^']+)'/gm)].map(([, name]) => name)
    expect(imported.filter((name) => !/^(node:|\.\/)/.test(name ?? ''))).toEqual([])
  }
})
