// npm start: opens Tuandian and the centre beside it, from a fresh clone on. Electron where it is or can be fetched;
// else a browser.
// npm start -- [--second] [--no-centre] [--port N] [--centre-port N] [--site NAME] [--no-open] [--browser]
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { centreFolder, firstDesk, noteSiteHasRecords, secondDesk, siteHasRecords } from './deskHome.mjs'
import { isRoot } from './findChromium.mjs'
import { findElectron } from './findElectron.mjs'
import {
  addressToOpen,
  browserForWindow,
  hasDisplay,
  openBrowserHost,
  openElectron,
  openWindow,
} from './openDesk.mjs'
import { OwnCentre } from './ownCentre.mjs'
import { buildCentreOnce, buildOnce, installOnce } from './setUp.mjs'
import { readStartOptions } from './startOptions.mjs'

const asked = readAsked()

/** How often the centre hears again that a desk is to come; later, so that the code stays good, ms. */
const soonMs = 2_000
const laterMs = 4 * 60_000
const soonForMs = 2 * 60_000

function readAsked() {
  try {
    return readStartOptions(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

/** @param {'port' | 'centre-port'} option @param {string} given */
function portOf(option, given) {
  const port = Number(given)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Error(`--${option} takes a number from 1 to 65535, not ${given}.`)
}

/** Eight of the signs a joining code has; the desk may show it before the centre is there. */
function newCode() {
  const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  return Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('')
}

function nameOfSite() {
  const { locale } = new Intl.DateTimeFormat().resolvedOptions()
  return locale.startsWith('zh') ? '自提点' : 'Pickup point'
}

/** @param {string} code */
function centreBeside(code) {
  const expects = [
    ...['desk', 'expect', code, '--make-site', nameOfSite()],
    ...(asked.site === undefined ? [] : ['--site', asked.site]),
    ...(asked.second ? ['--joins-others'] : []),
  ]
  const centre = new OwnCentre({
    folder: centreFolder(),
    port: portOf('centre-port', asked['centre-port']),
    expects,
    say: (text) => console.log(text),
    ready: (address, started) => {
      console.log(
        `The centre is at ${address}${started ? '' : ', running already'}. Desks join it by themselves.`,
      )
      void keepExpecting(centre)
    },
  })
  return centre
}

/** @param {OwnCentre} centre */
async function keepExpecting(centre) {
  const sinceMs = performance.now()
  let said = ''
  for (;;) {
    const answer = await centre.expect()
    if (answer?.ok && answer.hasFeed) noteSiteHasRecords()
    if (answer?.ok && answer.used) {
      console.log(
        `The desk has joined "${answer.site}".${asked.second ? '' : ' A second one: npm start -- --second'}`,
      )
      return
    }
    if (answer?.ok === false && answer.because !== said) {
      said = answer.because
      console.log(`The centre does not let this desk in yet: ${said}`)
    }
    const isLate = answer?.ok && answer.hasFeed && performance.now() - sinceMs > soonForMs
    await wait(isLate ? laterMs : soonMs, undefined, { ref: false })
  }
}

/** @param {string} why @param {import('./openDesk.mjs').WhichDesk} which @param {import('./openDesk.mjs').Opening} opening */
async function openInBrowser(why, which, opening) {
  console.log(`${why} Tuandian runs in the browser instead.`)
  const { address, started } = await openBrowserHost(which)
  const ending = started
    ? 'Ctrl-C ends it.'
    : 'It was already running: this is another window of the same desk.'
  const full = started ? addressToOpen(address, which, opening) : address
  const browser = asked['no-open'] ? undefined : browserForWindow()
  if (browser === undefined) console.log(`Open ${full} in Chromium, Chrome or Edge. ${ending}`)
  else {
    console.log(`Tuandian is at ${address} and opens in a window. ${ending}`)
    openWindow(full, browser, which)
  }
  return started
}

/** @returns {Promise<{ binary: string } | { why: string }>} Electron, or why not */
async function electronHere() {
  if (asked.browser) return { why: 'As asked,' }
  if (!hasDisplay()) return { why: 'There is no display for an Electron window:' }
  const binary = await findElectron()
  if (!binary) return { why: "Electron's binary is not here and cannot be fetched now:" }
  return isRoot() ? { why: 'Electron keeps its sandbox on and so does not run as root:' } : { binary }
}

/** The centre is built before the desk opens: building holds up everything else. @param {string} code */
function centreIfWanted(code) {
  if (asked['no-centre']) return undefined
  try {
    buildCentreOnce()
    return centreBeside(code)
  } catch (error) {
    sayNoCentre(error)
    return undefined
  }
}

/** @param {unknown} error */
function sayNoCentre(error) {
  const because = error instanceof Error ? error.message : error
  console.log(`The centre did not start, and the desk works without it: ${because}`)
}

/** Whoever ends this ends the centre in good order. @param {OwnCentre | undefined} centre */
function endWith(centre) {
  let ending = false
  /** @param {number} code */
  return (code) => {
    if (ending) return
    ending = true
    void Promise.resolve(centre?.end()).finally(() => process.exit(code))
  }
}

async function start() {
  const usual = asked.second ? secondDesk : firstDesk
  const which = { ...usual, port: portOf('port', asked.port ?? String(usual.port)) }
  const centreAt = `http://127.0.0.1:${portOf('centre-port', asked['centre-port'])}`
  installOnce()
  buildOnce()
  const code = newCode()
  const centre = centreIfWanted(code)
  const opening = {
    sample: !asked.second && !siteHasRecords(),
    join: centre && { centre: centreAt, code },
  }
  const end = endWith(centre)
  const electron = await electronHere()
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let app
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => {
      app?.kill()
      end(0)
    })
  if ('binary' in electron) {
    app = openElectron(electron.binary, which, opening)
    app.once('exit', (exitCode) => end(exitCode ?? 0))
  } else if (!(await openInBrowser(electron.why, which, opening))) return
  await centre?.open().catch(sayNoCentre)
}

try {
  await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
