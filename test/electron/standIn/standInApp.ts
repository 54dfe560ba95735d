import { existsSync } from 'node:fs'
import { Emitting, refuse } from './strict'

const events = ['web-contents-created', 'second-instance', 'window-all-closed']

export class StandInApp extends Emitting {
  ready = false
  sandboxed = false
  ended: 'no' | 'quit' | number = 'no'
  /** Another instance of the product already runs. */
  alreadyRuns = false
  lockAsked = false
  locale = 'en-US'
  readonly paths = new Map<string, string>()
  readonly isPackaged: boolean
  #becomeReady: () => void = () => undefined
  readonly #whenReady: Promise<void>

  constructor(packaged: boolean) {
    super('app', events)
    this.isPackaged = packaged
    this.#whenReady = new Promise((resolve) => {
      this.#becomeReady = resolve
    })
  }

  becomeReady(): void {
    this.ready = true
    this.#becomeReady()
  }

  whenReady(): Promise<void> {
    return this.#whenReady
  }

  enableSandbox(): void {
    if (this.ready) refuse('app.enableSandbox after the app is ready does nothing')
    this.sandboxed = true
  }

  setPath(name: string, path: string): void {
    if (this.ready || this.lockAsked)
      refuse(`app.setPath('${name}') so late leaves part of it at the usual place`)
    if (!existsSync(path)) refuse(`app.setPath('${name}') to a folder that is not there throws`)
    this.paths.set(name, path)
  }

  requestSingleInstanceLock(): boolean {
    this.lockAsked = true
    return !this.alreadyRuns
  }

  getLocale(): string {
    if (!this.ready) refuse('app.getLocale before the app is ready is empty')
    return this.locale
  }

  getVersion(): string {
    return '0.1.0-stand-in'
  }

  quit(): void {
    this.ended = 'quit'
  }

  exit(code = 0): void {
    this.ended = code
  }
}
