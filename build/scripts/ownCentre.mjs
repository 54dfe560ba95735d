// The centre beside the desk: one that runs already, or one started here. It may come late, fail or end: the desk
// goes on without it.
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { centreFlags } from './centreFlags.mjs'
import { projectRoot } from './freshness.mjs'

/**
 * @typedef {typeof import('../../server/command/ownerDoor')} Doors
 * @typedef {{ folder: string, port: number, expects: string[], say: (text: string) => void, ready: (address: string, started: boolean) => void }} Wanted
 *   `expects`: the owner's command that lets the desk in
 * @typedef {{ ok: true, site: string, hasFeed: boolean, used: boolean } | { ok: false, because: string }} Expecting
 */

const takenPatienceMs = 20_000
const againAfterMs = 2_000

export class OwnCentre {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child
  #ending = false
  /** @type {Doors | undefined} */
  #doors
  #wanted
  #lastWords = ''

  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.#wanted = wanted
  }

  async open() {
    this.#doors = await import(pathToFileURL(join(projectRoot, 'out/centre/ownerDoor.js')).href)
    if (await this.#isThere()) return
    this.#start()
  }

  /** Asks the centre to let the desk in, once more; undefined while no centre answers. @returns {Promise<Expecting | undefined>} */
  async expect() {
    const door = this.#doors?.findOwnerDoor(this.#wanted.folder)
    if (!door) return undefined
    const answer = await this.#doors
      ?.askRunning(door, this.#wanted.expects, projectRoot)
      .catch(() => undefined)
    if (!answer) return undefined
    return answer.ok ? { ok: true, ...JSON.parse(answer.text) } : { ok: false, because: answer.text }
  }

  /** A centre that was started here comes to its end; another one's goes on. */
  async end() {
    this.#ending = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = new Promise((resolve) => child.once('exit', resolve))
    if (child.connected) child.disconnect()
    const gone = await Promise.race([exit.then(() => true), wait(12_000, false, { ref: false })])
    if (!gone) child.kill('SIGKILL')
  }

  /** Whether a centre already works in the folder. */
  async #isThere() {
    const door = this.#doors?.findOwnerDoor(this.#wanted.folder)
    if (!door || !(await this.expect())) return false
    this.#wanted.ready(door.address, false)
    return true
  }

  #start() {
    const { folder, port, expects } = this.#wanted
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const log = join(folder, 'centre.log')
    writeFileSync(log, '')
    const child = spawn(process.execPath, [...centreFlags, join(projectRoot, 'out/centre/main.js')], {
      env: {
        ...process.env,
        DATABASE_URL: '',
        ALLOW_EMBEDDED_DB: '1',
        TUANDIAN_CENTRE_FOLDER: folder,
        TUANDIAN_FIRST_COMMAND: JSON.stringify(expects),
        HOST: '127.0.0.1',
        PORT: String(port),
      },
      // Its channel tells it when this program ends, however it ends.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    })
    this.#child = child
    child.stdout?.on('data', (part) => keepLine(log, part))
    child.stderr?.on('data', (part) => {
      keepLine(log, part)
      this.#lastWords = String(part).trim()
    })
    let listened = false
    child.once('message', (/** @type {{ address: string }} */ { address }) => {
      listened = true
      this.#wanted.ready(address, true)
    })
    child.once('error', (error) => this.#wanted.say(`The centre did not start: ${error.message}`))
    child.once('exit', () => void this.#gone(listened, log))
  }

  /** @param {boolean} listened @param {string} log */
  async #gone(listened, log) {
    if (this.#ending) return
    if (listened) {
      this.#wanted.say(`The centre ended by itself (${log} says why) and is started again. The desk goes on.`)
      await wait(againAfterMs, undefined, { ref: false })
      if (!this.#ending) this.#start()
      return
    }
    // Two started at the same moment: the other one's is as good.
    const until = Date.now() + takenPatienceMs
    while (this.#lastWords.includes('another centre works in') && Date.now() < until && !this.#ending) {
      if (await this.#isThere()) return
      await wait(500)
    }
    if (!this.#ending)
      this.#wanted.say(`The centre did not start, and the desk works without it: ${this.#lastWords}`)
  }
}

/** @param {string} log @param {Buffer} part */
function keepLine(log, part) {
  try {
    appendFileSync(log, part)
  } catch {
    // A full disk has no room for what is said of it; the desk goes on.
  }
}
