import type { Browser } from 'playwright-core'
import { StandInApp } from './standInApp'
import { StandInProtocol } from './standInProtocol'
import { StandInWindow, type WindowOptions } from './standInWindow'
import { refuse, strict } from './strict'

type Handler = (event: object, ...args: unknown[]) => unknown
export type PermissionRequest = (
  page: object,
  permission: string,
  answer: (yes: boolean) => void,
  details: object,
) => void
export type PermissionCheck = (
  page: object | null,
  permission: string,
  origin: string,
  details: object,
) => boolean

/** A computer with Electron on it, as far as the product uses it. One at a time; `electron.ts` speaks for it. */
export class Machine {
  readonly browser: Browser
  readonly app: StandInApp
  readonly protocol: StandInProtocol
  readonly windows: StandInWindow[] = []
  readonly handlers = new Map<string, Handler>()
  readonly openedOutside: string[] = []
  readonly menus: unknown[] = []
  /** What the person answers in the next dialogs; a dialog nobody expected fails the test. */
  readonly answers = { box: [] as number[], save: [] as (string | undefined)[] }
  readonly asked: object[] = []
  keyRing: 'gnome_libsecret' | 'basic_text' | 'other-account' = 'gnome_libsecret'
  permissions: {
    request?: PermissionRequest
    check?: PermissionCheck
    device?: (details: object) => boolean
  } = {}

  constructor(browser: Browser, packaged: boolean) {
    this.browser = browser
    this.app = new StandInApp(packaged)
    this.protocol = new StandInProtocol(this.app)
  }

  needReady(what: string): void {
    if (!this.app.ready) refuse(`${what} before the app is ready`)
  }

  openWindow(options: WindowOptions): StandInWindow {
    this.needReady('a window')
    const window = new StandInWindow(this, options)
    this.windows.push(window)
    this.app.emit('web-contents-created', {}, strict('webContents', window.webContents))
    return window
  }

  readonly ipcMain = {
    handle: (channel: string, handler: Handler): void => {
      if (this.handlers.has(channel)) refuse(`a second handler for ${channel}`)
      this.handlers.set(channel, handler)
    },
  }

  readonly session = {
    defaultSession: strict('session', {
      setPermissionRequestHandler: (request: PermissionRequest): void => {
        this.needReady('a permission handler')
        this.permissions.request = request
      },
      setPermissionCheckHandler: (check: PermissionCheck): void => {
        this.permissions.check = check
      },
      setDevicePermissionHandler: (device: (details: object) => boolean): void => {
        this.permissions.device = device
      },
    }),
  }

  readonly dialog = {
    showMessageBoxSync: (_window: object, options: object): number => {
      this.asked.push(options)
      return this.answers.box.shift() ?? refuse('a question nobody expected')
    },
    showSaveDialog: async (_window: object, options: object) => {
      this.asked.push(options)
      if (this.answers.save.length === 0) refuse('a save dialog nobody expected')
      const filePath = this.answers.save.shift()
      return { canceled: filePath === undefined, filePath: filePath ?? '' }
    },
  }

  readonly safeStorage = {
    isEncryptionAvailable: (): boolean => {
      this.needReady('safeStorage')
      return true
    },
    getSelectedStorageBackend: (): string => this.keyRing,
    encryptString: (text: string): Buffer =>
      Buffer.from(`sealed:${text}`).map((byte) => byte ^ 0x5a) as Buffer,
    decryptString: (sealed: Buffer): string => {
      const text = Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString()
      if (this.keyRing === 'other-account' || !text.startsWith('sealed:'))
        throw new Error('Error while decrypting')
      return text.slice('sealed:'.length)
    },
  }

  readonly shell = {
    openExternal: async (address: string): Promise<void> => {
      this.openedOutside.push(address)
    },
  }

  readonly menu = {
    setApplicationMenu: (menu: unknown): void => {
      this.menus.push(menu)
    },
  }
}

const place = Symbol.for('tuandian.standIn.machine')
const here = globalThis as { [place]?: Machine | undefined }

/** The machine the product runs on now: kept outside the modules, which a test may load anew. */
export function machine(): Machine {
  return here[place] ?? refuse('electron was used without a machine to run on')
}

export function plugIn(next: Machine | undefined): void {
  here[place] = next
}
