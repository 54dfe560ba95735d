import { app, BrowserWindow, dialog } from 'electron'
import type { UnsavedWork } from '../shared/contract/desktopBridge'
import { startAddress } from './shell/origin'
import { mayReload } from './shell/reloadPolicy'
import { stoppedWords } from './shell/stoppedWords'
import { windowOptions } from './shell/windowOptions'

export interface DeskWindow {
  /** Brings it to the front, e.g. when the app is started a second time. */
  show(): void
  /** Remembered for the moment the window is asked to close. */
  noteUnsaved(work: UnsavedWork): void
}

interface OpenWindow {
  readonly preload: string
  readonly devTools: boolean
  /** What follows the address, e.g. `?sample=1`. */
  readonly query: string
}

export function openWindow({ preload, devTools, query }: OpenWindow): DeskWindow {
  const window = new BrowserWindow(windowOptions(preload, devTools))
  let unsaved: UnsavedWork | undefined
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    if (unsaved && unsaved.count > 0 && !mayLeave(window, unsaved)) event.preventDefault()
  })
  // A page that died is loaded anew: what was recorded is on the disk, and the queue at the counter waits.
  const diedAtMs: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const nowMs = Date.now()
    const goesOn = mayReload(diedAtMs, nowMs) || wantsItAgain(window)
    diedAtMs.push(nowMs)
    if (goesOn) load(window, query)
    // No question about what is unsent: the page that could ask it is gone.
    else window.destroy()
  })
  load(window, query)
  return {
    show: () => {
      if (window.isMinimized()) window.restore()
      // Still hidden where its page never came: the second start would do nothing that anybody sees.
      window.show()
      window.focus()
    },
    noteUnsaved: (work) => {
      unsaved = work
    },
  }
}

function load(window: BrowserWindow, query: string): void {
  window.loadURL(startAddress + query).catch((error) => console.error('the page did not load', error))
}

/** A page that dies again and again, perhaps before the window was ever shown: somebody has to hear of it. */
function wantsItAgain(window: BrowserWindow): boolean {
  const { message, detail, again, quit } = stoppedWords(app.getLocale())
  window.show()
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'error',
    message,
    detail,
    buttons: [again, quit],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return chosen === 0
}

/** Leaving is always allowed, and never by accident. */
function mayLeave(window: BrowserWindow, { question, leave, stay }: UnsavedWork): boolean {
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: question,
    buttons: [stay, leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return chosen === 1
}
