import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { type BrowserHost, startBrowserHost } from '../../build/host/browserHost'
import { findChromium, headlessArgs } from '../../build/scripts/findChromium.mjs'
import { isBuilt, projectRoot } from '../../build/scripts/freshness.mjs'
import { scanWithKeys } from './scanWithKeys'

const screens = join(projectRoot, 'test/e2e/screens')

export interface DeskOptions {
  /** What follows the address, e.g. `?sample=1`. */
  readonly query?: string
  readonly locale?: 'zh-CN' | 'en-US'
  /** Default true: nothing but the desk's own address can be reached, and the page is told it is offline. */
  readonly offline?: boolean
  /** How far the PC's clock is ahead of the right one, ms; `moveClock(ms)` in the page sets it on. */
  readonly clockAheadMs?: number
  /** Default Asia/Shanghai. */
  readonly timeZone?: string
  /** What the browser is started with besides. */
  readonly browserArgs?: readonly string[]
}

/**
 * The built app in a real Chromium with a profile on disk, at the size of a counter screen.
 * `kill` ends the whole browser as a power cut would; `reopen` starts it again on the same profile and address.
 */
export interface Desk {
  readonly page: Page
  readonly context: BrowserContext
  readonly address: string
  readonly profile: string
  /** Page errors, console errors, content-policy violations, requests that tried to leave: should stay empty. */
  readonly problems: readonly string[]
  /** A scan as a keyboard-wedge scanner makes it: keys 1–2 ms apart, then Enter. */
  scan(code: string): Promise<void>
  screenshot(name: string): Promise<void>
  kill(): Promise<void>
  /** Closes the browser as a person does, so that it may be opened again. */
  quit(): Promise<void>
  reopen(query?: string): Promise<Page>
  /** Another PC with all that lies on this one's disk, not yet open; this one must be closed meanwhile. */
  copied(): Desk
  close(): Promise<void>
}

/** Opens a desk of its own: own profile, own address. Close it in a `finally` or an `afterEach`. */
export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  buildOnce()
  const started = await startBrowserHost(join(projectRoot, 'out/renderer'), 0)
  if (!started.ok) throw new Error('no free port on loopback')
  const profile = mkdtempSync(join(tmpdir(), 'tuandian-desk-'))
  const desk = new DeskInChromium(started.host, profile, options)
  try {
    await desk.reopen(options.query)
  } catch (error) {
    await desk.close()
    throw error
  }
  return desk
}

class DeskInChromium implements Desk {
  readonly address: string
  readonly problems: string[] = []
  #open: { readonly context: BrowserContext; readonly page: Page } | undefined
  readonly #host: BrowserHost
  readonly profile: string
  readonly #options: DeskOptions

  constructor(host: BrowserHost, profile: string, options: DeskOptions) {
    this.#host = host
    this.profile = profile
    this.#options = options
    this.address = host.address
  }

  get page(): Page {
    if (!this.#open) throw new Error('the desk is not open: reopen it first')
    return this.#open.page
  }

  get context(): BrowserContext {
    return this.page.context()
  }

  async reopen(query = ''): Promise<Page> {
    const { path, env } = await findChromium()
    const offline = this.#options.offline ?? true
    const context = await chromium.launchPersistentContext(this.profile, {
      executablePath: path,
      args: [
        ...headlessArgs,
        ...(this.#options.browserArgs ?? []),
        ...(offline ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] : []),
      ],
      env: { ...process.env, ...env } as Record<string, string>,
      viewport: { width: 1366, height: 768 },
      locale: this.#options.locale ?? 'zh-CN',
      timezoneId: this.#options.timeZone ?? 'Asia/Shanghai',
    })
    if (offline)
      await context.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }))
    const { clockAheadMs } = this.#options
    if (clockAheadMs !== undefined) await context.addInitScript(setClock, clockAheadMs)
    const page = context.pages()[0] ?? (await context.newPage())
    this.#watch(page)
    this.#open = { context, page }
    await page.goto(this.address + query)
    return page
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.problems.push(`page error: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.problems.push(`console: ${message.text()} ${message.location().url}`)
    })
    page.on('request', (request) => {
      const left = !/^(data|blob):/.test(request.url()) && !request.url().startsWith(this.address)
      if (left) this.problems.push(`asked for ${request.url()}`)
    })
  }

  scan(code: string): Promise<void> {
    return scanWithKeys(this.page, code)
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screens, { recursive: true })
    await this.page.screenshot({ path: join(screens, `${name}.png`) })
  }

  async kill(): Promise<void> {
    if (!this.#open) return
    const { context } = this.#open
    this.#open = undefined
    const closed = new Promise<void>((resolve) => context.once('close', () => resolve()))
    for (const group of browserGroups(this.profile)) process.kill(-group, 'SIGKILL')
    await closed
  }

  async quit(): Promise<void> {
    const context = this.#open?.context
    this.#open = undefined
    await context?.close()
  }

  copied(): Desk {
    const profile = mkdtempSync(join(tmpdir(), 'tuandian-desk-'))
    cpSync(this.profile, profile, { recursive: true })
    const served = { ...this.#host, address: this.address, close: async () => {} }
    return new DeskInChromium(served, profile, this.#options)
  }

  async close(): Promise<void> {
    await this.quit()
    await this.#host.close()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** In the page, before anything else runs there. */
function setClock(aheadMs: number): void {
  const Right = Date
  let ahead = aheadMs
  class Wrong extends Right {
    constructor(...at: [] | [number]) {
      super(at.length === 0 ? Wrong.now() : at[0])
    }
    static override now(): number {
      return Right.now() + ahead
    }
  }
  const moveClock = (ms: number) => {
    ahead += ms
  }
  Object.assign(window, { Date: Wrong, moveClock })
}

/** The process groups of the browser that runs on this profile: a browser is many processes in one group. */
function browserGroups(profile: string): Set<number> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const groups = pids.flatMap((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) return []
      // After the name in brackets: state, parent, group.
      const group = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]
      return group === undefined ? [] : [Number(group)]
    } catch {
      return [] // it ended while we looked
    }
  })
  return new Set(groups)
}

function buildOnce(): void {
  if (isBuilt()) return
  execFileSync(
    process.execPath,
    [join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
}
