// What `import … from 'electron'` gives in every test: the strict stand-in, never the real package, which
// would fetch a binary. Each name speaks for the machine that runs at the moment of use.
import { type Machine, machine } from './machine'
import type { StandInWindow, WindowOptions } from './standInWindow'
import { strict } from './strict'

function live<T extends object>(name: string, part: (on: Machine) => T): T {
  return new Proxy({} as T, {
    get: (_target, property) => {
      if (property === 'then') return undefined
      return Reflect.get(strict(name, part(machine())), property)
    },
  })
}

export const app = live('app', (on) => on.app)
export const protocol = live('protocol', (on) => on.protocol)
export const ipcMain = live('ipcMain', (on) => on.ipcMain)
export const session = live('session', (on) => on.session)
export const dialog = live('dialog', (on) => on.dialog)
export const safeStorage = live('safeStorage', (on) => on.safeStorage)
export const shell = live('shell', (on) => on.shell)
export const Menu = live('Menu', (on) => on.menu)

export const BrowserWindow = Object.assign(
  // A constructor that returns an object hands out that object.
  function OpenWindow(options: WindowOptions): StandInWindow {
    return strict('BrowserWindow', machine().openWindow(options))
  } as unknown as new (
    options: WindowOptions,
  ) => StandInWindow,
  {
    fromWebContents: (page: object): StandInWindow | null =>
      machine().windows.find((window) => window.webContents.sameAs(page)) ?? null,
  },
)
