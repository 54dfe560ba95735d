import { randomBytes } from 'node:crypto'
import { protocol } from 'electron'
import { serveBuiltFiles } from './shell/builtFiles'
import { scheme, station } from './shell/origin'

/** Before `ready`, once: without `standard` the page would have no IndexedDB. */
export function reserveScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the built page, and nothing but the files of that one folder. */
export function serveStation(folder: string): void {
  const answering = serveBuiltFiles(folder, () => randomBytes(18).toString('base64url'))
  protocol.handle(scheme, (request) => {
    const { host, pathname, search } = new URL(request.url)
    const { status, headers, body } = answering(
      host === station ? request.method : 'REFUSED',
      pathname,
      search,
    )
    return new Response(body, { status, headers })
  })
}
