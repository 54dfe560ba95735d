// Opens a desk on this machine: in Electron, or in the browser host and a window of an installed browser.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { home } from './deskHome.mjs'
import { installedChromium, isRoot } from './findChromium.mjs'
import { projectRoot } from './freshness.mjs'

/**
 * @typedef {{ port: number, profile: string, electron?: string, counter?: string }} WhichDesk
 * @typedef {{ sample: boolean, join: { centre: string, code: string } | undefined }} Opening
 *   `join`: the centre that will expect this desk with that code
 */

/** What the desk is asked to do as it opens, as it stands in its address. @param {WhichDesk} which @param {Opening} opening */
function asks({ counter }, { sample, join: joins }) {
  return [
    ...(sample ? ['sample=1'] : []),
    ...(counter ? [`counter=${counter}`] : []),
    ...(joins ? [`centre=${joins.centre}`, `join=${joins.code}`] : []),
  ].join('&')
}

/**
 * @param {string} binary @param {WhichDesk} which @param {Opening} opening
 * @returns {import('node:child_process').ChildProcess}
 */
export function openElectron(binary, which, opening) {
  const env = { ...process.env }
  delete env['ELECTRON_RUN_AS_NODE']
  const args = [projectRoot, `--ask=${asks(which, opening)}`]
  if (which.electron) args.push(`--home=${join(home(), which.electron)}`)
  return spawn(binary, args, { stdio: 'inherit', env })
}

/** @param {string} address @param {WhichDesk} which @param {Opening} opening */
export function addressToOpen(address, which, opening) {
  const query = asks(which, opening)
  return query === '' ? address : `${address}?${query}`
}

/**
 * @param {WhichDesk} which
 * @returns {Promise<{ address: string, started: boolean }>} `started`: it was not running already
 */
export async function openBrowserHost({ port }) {
  /** @type {typeof import('../host/browserHost')} */
  const { startBrowserHost } = await import(pathToFileURL(join(projectRoot, 'out/main/host.js')).href)
  const host = await startBrowserHost(join(projectRoot, 'out/renderer'), port)
  const there = `http://127.0.0.1:${port}/`
  if (host.ok) return { address: host.host.address, started: true }
  if (await isOurs(there)) return { address: there, started: false }
  throw new Error(
    `Port ${port} is taken by another program, and what Tuandian records belongs to its address: close that program, or start a separate, empty desk with: npm start -- --port ${port + 1}`,
  )
}

/** @param {string} address @returns {Promise<boolean>} whether who answers there is us, started earlier */
async function isOurs(address) {
  const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  )
  return answer?.headers.get('server') === 'tuandian'
}

/** The browser that can show a window here, if there is one. */
export function browserForWindow() {
  return hasDisplay() ? installedChromium()?.path : undefined
}

export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** @param {string} address @param {string} browser @param {WhichDesk} which */
export function openWindow(address, browser, { profile }) {
  const args = [
    `--app=${address}`,
    `--user-data-dir=${join(home(), profile)}`,
    '--no-first-run',
    '--no-default-browser-check',
    // Minimised, or behind another window, a desk goes on sending.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
  ]
  if (isRoot()) args.push('--no-sandbox')
  const window = spawn(browser, args, { stdio: 'ignore' })
  const sayItFailed = () => console.log(`The browser at ${browser} did not start; open ${address} yourself.`)
  window.once('error', sayItFailed)
  window.once('exit', (code) => {
    if (code !== 0) sayItFailed()
  })
}
