import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../../build/scripts/freshness.mjs'
import { buildIfStale } from './startProduct'

// Packs the product around a stand-in for Electron's own files: everything the packer decides is real.
const room = mkdtempSync(join(tmpdir(), 'tuandian-packing-'))
const tool = (path: string): string => join(projectRoot, 'node_modules', path)
const electron = JSON.parse(readFileSync(tool('electron/package.json'), 'utf8')).version as string

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const fuses = Buffer.concat([sentinel, Buffer.from([1, 9]), Buffer.from('011000000')])

function fakeElectron(name: string, program: Buffer): string {
  const folder = join(room, `electron-${name}`)
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  writeFileSync(join(folder, name), Buffer.concat([program, fuses]), { mode: 0o755 })
  writeFileSync(join(folder, 'version'), electron)
  writeFileSync(join(folder, 'LICENSE'), '')
  for (const locale of ['zh-CN', 'en-US', 'de', 'fr', 'ja'])
    writeFileSync(join(folder, `locales/${locale}.pak`), '')
  return folder
}

/** @returns the folder of the packed app */
function pack(platform: 'linux' | 'win', distribution: string): string {
  const output = join(room, `dist-${platform}`)
  const args = [
    tool('electron-builder/cli.js'),
    '--config',
    'build/electron-builder.yml',
    `--${platform}`,
    'dir',
    '--publish',
    'never',
    `-c.electronDist=${distribution}`,
    `-c.directories.output=${output}`,
  ]
  execFileSync(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'ignore', 'pipe'] })
  return join(output, `${platform}-unpacked`)
}

function fusesOf(program: string): string[] {
  const printed = execFileSync(
    process.execPath,
    [tool('@electron/fuses/dist/bin.js'), 'read', '--app', program],
    {
      encoding: 'utf8',
    },
  )
  return [...printed.matchAll(/^\s*([A-Z]\w+) is (Enabled|Disabled)/gm)].map(
    ([, name, state]) => `${name} ${state}`,
  )
}

function filesInside(app: string): string[] {
  const printed = execFileSync(process.execPath, [tool('@electron/asar/bin/asar.js'), 'list', app], {
    encoding: 'utf8',
  })
  return printed
    .split(/\r?\n/)
    .map((line) => line.replaceAll('\\', '/'))
    .filter((name) => /\.\w+$/.test(name))
}

beforeAll(() => buildIfStale())
afterAll(() => rmSync(room, { recursive: true, force: true }))

test('the packed app holds what was built and nothing else, with the fuses set, in two languages', () => {
  const packed = pack('linux', fakeElectron('electron', Buffer.from('#!/bin/sh\nexit 0\n')))
  expect(fusesOf(join(packed, 'tuandian'))).toEqual([
    'RunAsNode Disabled',
    'EnableCookieEncryption Enabled',
    'EnableNodeOptionsEnvironmentVariable Disabled',
    'EnableNodeCliInspectArguments Disabled',
    'EnableEmbeddedAsarIntegrityValidation Enabled',
    'OnlyLoadAppFromAsar Enabled',
    'LoadBrowserProcessSpecificV8Snapshot Disabled',
    'GrantFileProtocolExtraPrivileges Disabled',
  ])
  expect(readdirSync(join(packed, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak'])
  const archive = join(packed, 'resources/app.asar')
  const names = filesInside(archive)
  expect(names).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/index.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
    ]),
  )
  const expected =
    /^\/(package\.json|out\/(main\/(index|chunks\/[\w-]+)\.js|preload\/index\.cjs|renderer\/.+))$/
  expect(names.filter((name) => !expected.test(name) || /\.(map|tsx?|test\.js)$/.test(name))).toEqual([])
  expect(statSync(archive).size).toBeLessThan(25 * 2 ** 20)
}, 120_000)

const anyProgram = tool('electron-winstaller/vendor/rcedit.exe')

test.skipIf(!existsSync(anyProgram))(
  'the Windows app is packed the same way',
  () => {
    const packed = pack('win', fakeElectron('electron.exe', readFileSync(anyProgram)))
    expect(existsSync(join(packed, 'Tuandian.exe'))).toBe(true)
    expect(fusesOf(join(packed, 'Tuandian.exe'))).toContain('OnlyLoadAppFromAsar Enabled')
    expect(filesInside(join(packed, 'resources/app.asar'))).toContain('/out/main/index.js')
  },
  120_000,
)

test('a misspelt word in the packing plan is refused', async () => {
  const { getConfig, validateConfiguration } = await import('app-builder-lib/out/util/config/config.js')
  const { DebugLogger } = await import('builder-util')
  const plan = await getConfig(projectRoot, 'build/electron-builder.yml', null)
  await expect(validateConfiguration(plan, new DebugLogger(false))).resolves.toBeUndefined()
  const misspelt = { ...plan, electronFuses: { ...plan.electronFuses, runAsNodde: false } }
  await expect(validateConfiguration(misspelt, new DebugLogger(false))).rejects.toThrow('electronFuses')
})
