import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { centreFolder, firstDesk, home, secondDesk } from '../../../build/scripts/deskHome.mjs'
import { deskFolder } from '../../../electron/shell/deskFolder'

const appData = { LOCALAPPDATA: '/Users/w/AppData/Local', APPDATA: '/Users/w/AppData/Roaming' }
const xdg = { XDG_DATA_HOME: '/data' }

test.each([
  ['win32', appData, '/Users/w/AppData/Local/Tuandian/electron'],
  ['darwin', {}, join(homedir(), 'Library/Application Support/Tuandian/electron')],
  ['linux', {}, join(homedir(), '.local/share/tuandian/electron')],
  ['linux', xdg, '/data/tuandian/electron'],
  ['linux', { ...xdg, TUANDIAN_HOME: '/elsewhere' }, '/elsewhere/electron'],
] as const)(
  'on %s with %j the records stay at one place, whatever the product is called',
  (platform, env, folder) => {
    expect(deskFolder(['Tuandian'], env, platform)).toBe(folder)
  },
)

test.each(['win32', 'darwin', 'linux'] as const)(
  'on %s nothing else that is kept on this machine lies in the same folder',
  (platform) => {
    for (const env of [appData, xdg, { TUANDIAN_HOME: '/elsewhere' }]) {
      const others = [firstDesk.profile, secondDesk.profile, secondDesk.electron, 'centre']
      const folder = deskFolder([], env, platform)
      expect(folder).toBe(join(home(env, platform), 'electron'))
      expect(others.map((name) => join(home(env, platform), name))).not.toContain(folder)
    }
    expect(centreFolder({ TUANDIAN_HOME: '/elsewhere' })).toBe('/elsewhere/centre')
  },
)

test('whoever starts a desk may say where its records lie', () => {
  const at = (...argv: string[]) => deskFolder(['Tuandian', ...argv], xdg, 'linux')
  expect(at('--home=/home/w/electron-2')).toBe('/home/w/electron-2')
  expect(at('--home=not/absolute')).toBe('/data/tuandian/electron')
  expect(at('--user-data-dir=/elsewhere')).toBeUndefined()
  expect(at('--user-data-dir=')).toBe('/data/tuandian/electron')
})
