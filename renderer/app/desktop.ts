import type { DesktopBridge } from '../../shared/contract/desktopBridge'
import { browserBridge } from './browserBridge'

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a plain browser. */
    readonly desktop?: DesktopBridge
  }
}

let bridge: DesktopBridge | undefined

/** The machine the desk runs on. The only reader of `window.desktop`. */
export function desktop(): DesktopBridge {
  bridge ??= window.desktop ?? browserBridge(window)
  return bridge
}
