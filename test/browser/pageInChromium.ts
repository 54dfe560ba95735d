import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { findChromium, headlessArgs } from '../../build/scripts/findChromium.mjs'

const address = 'https://desk.test/'

/** Bundles one browser module, with everything it imports, to a script a page can carry. */
export async function bundleForPage(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry, formats: ['iife'], name: 'page', fileName: 'page' },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const output = first && 'output' in first ? first.output : []
  const chunk = output.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`nothing was built from ${entry}`)
  return chunk.code
}

/**
 * A real Chromium on a profile of its own on the disk, running one script. Contexts that Playwright makes
 * keep their databases in memory; this one does not, and it can be killed like a PC that loses its power.
 */
export interface PageInChromium {
  readonly page: Page
  readonly profile: string
  /** A second window of the same profile. */
  newWindow(): Promise<Page>
  /** SIGKILL to every process of the browser. */
  kill(): Promise<void>
  /** Closes the browser properly, so that it may be opened again. */
  quit(): Promise<void>
  /** Starts again on the same profile. */
  reopen(): Promise<Page>
  /** Kills what runs and removes the profile. */
  dispose(): Promise<void>
}

export interface OpenPage {
  readonly args?: readonly string[]
  /** A profile to start from; it is copied and stays as it is. */
  readonly profile?: string
}

export async function openPage(script: string, how: OpenPage = {}): Promise<PageInChromium> {
  const opened = new RealPage(script, how.args ?? [])
  if (how.profile !== undefined) cpSync(how.profile, opened.profile, { recursive: true })
  await opened.reopen()
  return opened
}

class RealPage implements PageInChromium {
  readonly profile = mkdtempSync(join(tmpdir(), 'tuandian-profile-'))
  readonly #script: string
  readonly #extraArgs: readonly string[]
  #running: { process: ChildProcess; browser: Browser; page: Page } | undefined

  constructor(script: string, extraArgs: readonly string[]) {
    this.#script = script
    this.#extraArgs = extraArgs
  }

  get page(): Page {
    if (!this.#running) throw new Error('the browser is not running')
    return this.#running.page
  }

  async reopen(): Promise<Page> {
    const process = await this.#start()
    const browser = await chromium.connectOverCDP(await this.#debuggerAddress(process))
    const [context] = browser.contexts()
    if (!context) throw new Error('Chromium has no default context')
    await context.route(`${address}**`, (route) =>
      route.request().url() === address
        ? route.fulfill({
            contentType: 'text/html',
            body: '<!doctype html><meta charset="utf-8"><title>desk</title><script src="page.js"></script>',
          })
        : route.fulfill({ contentType: 'text/javascript', body: this.#script }),
    )
    const page = context.pages()[0] ?? (await context.newPage())
    this.#running = { process, browser, page }
    await page.goto(address)
    return page
  }

  async #start(): Promise<ChildProcess> {
    const { path, env } = await findChromium()
    rmSync(join(this.profile, 'DevToolsActivePort'), { force: true })
    const args = [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${this.profile}`,
      '--window-size=1366,768',
      ...headlessArgs,
      ...this.#extraArgs,
      'about:blank',
    ]
    // Detached: its own process group, so that one signal reaches every process of the browser.
    return spawn(path, args, { detached: true, stdio: 'ignore', env: { ...process.env, ...env } })
  }

  async #debuggerAddress(started: ChildProcess): Promise<string> {
    const file = join(this.profile, 'DevToolsActivePort')
    for (let tries = 0; tries < 600; tries++) {
      if (started.exitCode !== null) throw new Error(`Chromium ended with ${started.exitCode}`)
      const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
      if (port && path) return `ws://127.0.0.1:${port}${path}`
      await wait(50)
    }
    throw new Error('Chromium did not open its debugging port')
  }

  async newWindow(): Promise<Page> {
    const page = await this.page.context().newPage()
    await page.goto(address)
    return page
  }

  async kill(): Promise<void> {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    const ended = once(running.process, 'exit')
    if (running.process.pid !== undefined) process.kill(-running.process.pid, 'SIGKILL')
    await ended
    await running.browser.close().catch(() => undefined)
  }

  async quit(): Promise<void> {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    const ended = once(running.process, 'exit')
    const session = await running.browser.newBrowserCDPSession()
    await session.send('Browser.close').catch(() => undefined)
    await ended
    await running.browser.close().catch(() => undefined)
  }

  async dispose(): Promise<void> {
    await this.kill()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
}
