import type { StandInApp } from './standInApp'
import { refuse } from './strict'

interface CustomScheme {
  readonly scheme: string
  readonly privileges?: Readonly<Record<string, boolean>>
}
type Handler = (request: Request) => Response | Promise<Response>

export class StandInProtocol {
  readonly schemes = new Map<string, Readonly<Record<string, boolean>>>()
  readonly handlers = new Map<string, Handler>()
  #registered = false
  readonly #app: StandInApp

  constructor(app: StandInApp) {
    this.#app = app
  }

  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (this.#app.ready) refuse('a scheme registered after the app is ready has no privileges')
    if (this.#registered) refuse('registering schemes a second time forgets the first')
    this.#registered = true
    for (const { scheme, privileges = {} } of schemes) {
      if (!privileges['standard'] || !privileges['secure'])
        refuse(`${scheme}: without standard and secure, no IndexedDB`)
      if (!privileges['supportFetchAPI']) refuse(`${scheme}: the page could not fetch its own files`)
      if (privileges['bypassCSP'] || privileges['corsEnabled'])
        refuse(`${scheme} has more privileges than it needs`)
      this.schemes.set(scheme, privileges)
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.#app.ready) refuse('protocol.handle before the app is ready')
    if (!this.schemes.has(scheme)) refuse(`${scheme} was never registered as privileged`)
    if (this.handlers.has(scheme)) refuse(`a second handler for ${scheme}`)
    this.handlers.set(scheme, handler)
  }

  answer(request: Request): Response | Promise<Response> {
    const scheme = request.url.slice(0, request.url.indexOf(':'))
    const handler = this.handlers.get(scheme) ?? refuse(`nobody serves ${scheme}:`)
    return handler(request)
  }
}
