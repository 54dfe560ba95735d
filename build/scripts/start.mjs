// npm start: opens Tuandian, from a fresh clone on. Electron where it is or can be fetched; else a browser.
// npm start -- [--port N] [--no-open] [--browser]
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { installedChromium, isRoot } from './findChromium.mjs'
import { findElectron } from './findElectron.mjs'
import { projectRoot } from './freshness.mjs'
import { buildOnce, installOnce } from './setUp.mjs'

const usualPort = 47_800

const { values: asked } = parseArgs({
  options: {
    port: { type: 'string', default: String(usualPort) },
    'no-open': { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
  },
})

/** Where the browser host keeps its own browser profile: the desk's records live in it. */
function homeOfDesk() {
  const { platform, env } = process
  if (env['TUANDIAN_HOME']) return env['TUANDIAN_HOME']
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'Tuandian')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Tuandian')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'tuandian')
}

/** The first start opens with the sample round; later ones open what is there. @param {string} host */
function isFirstStart(host) {
  const mark = join(homeOfDesk(), `started-${host}`)
  if (existsSync(mark)) return false
  mkdirSync(homeOfDesk(), { recursive: true })
  writeFileSync(mark, new Date().toISOString())
  return true
}

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** @param {string} binary */
function openElectron(binary) {
  const env = { ...process.env }
  delete env['ELECTRON_RUN_AS_NODE']
  const args = [projectRoot, ...(isFirstStart('electron') ? ['--sample'] : [])]
  const app = spawn(binary, args, { stdio: 'inherit', env })
  app.once('exit', (code) => process.exit(code ?? 0))
}

/** @param {string} address @param {string} browser */
function openWindow(address, browser) {
  const profile = join(homeOfDesk(), 'browser')
  const args = [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
  ]
  if (isRoot()) args.push('--no-sandbox')
  const window = spawn(browser, args, { stdio: 'ignore' })
  const sayItFailed = () => console.log(`The browser at ${browser} did not start; open ${address} yourself.`)
  window.once('error', sayItFailed)
  window.once('exit', (code) => {
    if (code !== 0) sayItFailed()
  })
  return window
}

/** @param {string} address @returns {Promise<boolean>} whether who answers there is us, started earlier */
async function isOurs(address) {
  const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  )
  return answer?.headers.get('server') === 'tuandian'
}

/** @param {number} port @param {string} why */
async function openBrowserHost(port, why) {
  /** @type {typeof import('../host/browserHost')} */
  const { startBrowserHost } = await import(pathToFileURL(join(projectRoot, 'out/main/host.js')).href)
  console.log(`${why} Tuandian runs in the browser instead.`)
  const started = await startBrowserHost(join(projectRoot, 'out/renderer'), port)
  const there = `http://127.0.0.1:${port}/`
  if (!started.ok && !(await isOurs(there))) {
    console.error(
      `Port ${port} is taken by another program, and what Tuandian records belongs to its address: close that program, or start a separate, empty desk with: npm start -- --port ${port + 1}`,
    )
    process.exit(1)
  }
  const address = started.ok ? started.host.address : there
  const browser = installedChromium()
  const ending = started.ok
    ? 'Ctrl-C ends it.'
    : 'It was already running: this is another window of the same desk.'
  if (asked['no-open'] || !hasDisplay() || !browser) {
    // Whose browser opens it we do not know: a desk that already has records ignores the sample.
    console.log(`Open ${address}?sample=1 in Chromium, Chrome or Edge. ${ending}`)
  } else {
    console.log(`Tuandian is at ${address} and opens in a window. ${ending}`)
    openWindow(isFirstStart('browser') ? `${address}?sample=1` : address, browser.path)
  }
  const { ok } = started
  for (const signal of ok ? ['SIGINT', 'SIGTERM'] : []) process.once(signal, () => process.exit(0))
}

const port = Number(asked.port)
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`--port takes a number from 1 to 65535, not ${asked.port}.`)
  process.exit(1)
}
try {
  installOnce()
  buildOnce()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
if (asked.browser) await openBrowserHost(port, 'As asked,')
else if (!hasDisplay()) await openBrowserHost(port, 'There is no display for an Electron window:')
else {
  const binary = await findElectron()
  if (binary && !isRoot()) openElectron(binary)
  else if (binary) await openBrowserHost(port, 'Electron keeps its sandbox on and so does not run as root:')
  else await openBrowserHost(port, "Electron's binary is not here and cannot be fetched now:")
}
