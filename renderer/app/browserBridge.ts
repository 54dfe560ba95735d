import type { DesktopBridge, UnsavedWork } from '../../shared/contract/desktopBridge'
import { isOwnReload } from './ownReload'

/** The same bridge without Electron. What a browser cannot do it says, and the desk finds another way. */
export function browserBridge(page: Window & typeof globalThis): DesktopBridge {
  let unsaved: UnsavedWork | undefined
  page.addEventListener('beforeunload', (leaving) => {
    if (!isOwnReload() && unsaved && unsaved.count > 0) leaving.preventDefault()
  })
  return {
    host: async () => ({ kind: 'browser', version: import.meta.env['VITE_VERSION'] ?? 'unbuilt' }),
    // The browser always asks, and never tells whether paper came out.
    printPage: async () => {
      page.print()
      return 'printed'
    },
    saveFile: async (name, bytes) => {
      download(page, name, bytes)
      return 'saved'
    },
    sealKey: async () => ({ ok: false, because: 'not-available' }),
    unsealKey: async () => ({ ok: false, because: 'not-available' }),
    reportUnsaved: async (work) => {
      unsaved = work
      return 'noted'
    },
  }
}

function download(page: Window & typeof globalThis, name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
  const link = page.document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download reads the address after this turn; a minute is far more than it needs.
  page.setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
