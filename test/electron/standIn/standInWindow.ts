import type { BrowserContext, Page, Route } from 'playwright-core'
import type { Machine } from './machine'
import { exposeInPage, runPreload } from './preloadWorld'
import { toDesk, toPage } from './stationAddress'
import { Emitting, Preventable, refuse, strict } from './strict'

export interface WindowOptions {
  readonly show?: boolean
  readonly webPreferences?: Readonly<Record<string, unknown>>
}

const mustBe = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false }
const mustNotBe = {
  webSecurity: false,
  allowRunningInsecureContent: true,
  experimentalFeatures: true,
  nodeIntegrationInWorker: true,
  nodeIntegrationInSubFrames: true,
}

function checkPreferences(preferences: Readonly<Record<string, unknown>>): string {
  for (const [name, value] of Object.entries(mustBe)) {
    if (preferences[name] !== value) refuse(`webPreferences.${name} must be ${value}`)
  }
  for (const [name, value] of Object.entries(mustNotBe)) {
    if (preferences[name] === value) refuse(`webPreferences.${name} must not be ${value}`)
  }
  const { preload } = preferences
  return typeof preload === 'string' ? preload : refuse('a window without a preload')
}

export interface Printing {
  readonly printers: readonly { readonly name: string }[]
  readonly outcome: readonly [success: boolean, reason: string]
}

type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' }

export class StandInPage extends Emitting {
  printing: Printing = { printers: [], outcome: [true, ''] }
  readonly printed: object[] = []
  opens: OpenHandler | undefined
  readonly #window: StandInWindow

  constructor(window: StandInWindow) {
    super('webContents', [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'render-process-gone',
    ])
    this.#window = window
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.opens = handler
  }
  getURL(): string {
    return toDesk(this.#window.shown.url())
  }
  async getPrintersAsync(): Promise<readonly object[]> {
    return this.printing.printers
  }
  print(options: object, done: (success: boolean, reason: string) => void): void {
    this.printed.push(options)
    done(...this.printing.outcome)
  }
  sameAs(other: object): boolean {
    return other === this || (other as { standInFor?: StandInPage }).standInFor === this
  }
  get standInFor(): StandInPage {
    return this
  }
}

export class StandInWindow extends Emitting {
  readonly webContents: StandInPage
  readonly violations: string[] = []
  readonly problems: string[] = []
  loads = 0
  visible = false
  focused = 0
  minimized = false
  closed = false
  readonly #machine: Machine
  readonly #preload: string
  #context: BrowserContext | undefined
  #page: Page | undefined

  constructor(machine: Machine, options: WindowOptions) {
    super('BrowserWindow', ['ready-to-show', 'close'])
    this.#machine = machine
    this.#preload = checkPreferences(options.webPreferences ?? {})
    this.visible = options.show ?? true
    this.webContents = new StandInPage(this)
  }

  /** The real page in a real Chromium. */
  get shown(): Page {
    return this.#page ?? refuse('the window has not loaded a page')
  }

  async loadURL(address: string): Promise<void> {
    if (!this.#page) await this.#open()
    this.loads += 1
    await this.shown.goto(toPage(address))
    this.emit('ready-to-show')
  }

  async #open(): Promise<void> {
    const context = await this.#machine.browser.newContext({ viewport: { width: 1366, height: 768 } })
    const page = await context.newPage()
    this.#context = context
    this.#page = page
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
    await context.exposeBinding('__violation', (_source, text: string) => this.violations.push(text))
    await context.addInitScript(() => {
      const told = window as unknown as { __violation(text: string): void }
      document.addEventListener('securitypolicyviolation', (event) =>
        told.__violation(
          `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        ),
      )
    })
    const exposed = runPreload(this.#preload, (channel, args, asker) => this.invoke(channel, args, asker))
    await exposeInPage(context, exposed)
    await context.route('**/*', (route) => this.#answer(route))
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const address = toDesk(request.url())
    const { from, isMain } = await whoAsks(route)
    if (from !== this.#page) {
      if (this.webContents.opens?.({ url: address }).action !== 'deny')
        this.problems.push(`opened ${address}`)
      await route.abort()
      await from?.close()
      return
    }
    const leaves = request.isNavigationRequest() && !address.startsWith('app://station/')
    if (leaves) {
      const event = new Preventable(address)
      this.webContents.emit(isMain ? 'will-navigate' : 'will-frame-navigate', event)
      if (!event.prevented) this.problems.push(`went to ${address}`)
      // No content: the browser stays where it is, as it does when Electron prevents a navigation.
      await route.fulfill({ status: 204 })
      return
    }
    if (!address.startsWith('app:')) {
      this.problems.push(`asked for ${address}`)
      await route.abort()
      return
    }
    const answer = await this.#machine.protocol.answer(new Request(address, { method: request.method() }))
    const body = Buffer.from(await answer.arrayBuffer())
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body })
  }

  /** A message to main, from whoever says he is `asker`: the wire the preload speaks on. */
  async invoke(
    channel: string,
    args: unknown[],
    asker: { url: string; parent: object | null },
  ): Promise<unknown> {
    const handler = this.#machine.handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return handler({ sender: strict('webContents', this.webContents), senderFrame: asker }, ...args)
  }

  show(): void {
    this.visible = true
  }
  focus(): void {
    this.focused += 1
  }
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.minimized = false
  }

  /** The person clicks the cross. Says whether the window went. */
  async close(): Promise<boolean> {
    const event = new Preventable()
    this.emit('close', event)
    if (event.prevented) return false
    await this.#go()
    return true
  }

  /** Goes without asking anybody. */
  destroy(): void {
    void this.#go()
  }

  async #go(): Promise<void> {
    this.closed = true
    await this.#context?.close()
    if (this.#machine.windows.every(({ closed }) => closed)) this.#machine.app.emit('window-all-closed')
  }
}

/** A request of a page that is only being opened has no frame yet: it is not ours in any case. */
async function whoAsks(route: Route): Promise<{ from: Page | undefined; isMain: boolean }> {
  try {
    const frame = route.request().frame()
    return { from: frame.page(), isMain: frame.parentFrame() === null }
  } catch {
    return { from: undefined, isMain: true }
  }
}
