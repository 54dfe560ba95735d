import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answering, serveBuiltFiles } from '../../electron/shell/builtFiles'

/**
 * The desk in a plain browser: the built renderer on loopback, nothing else and nobody else.
 * What is recorded lives in the browser's storage, which belongs to the address: the port must not wander.
 */

export const usualPort = 47_800
/** Tells our own host from a stranger on the same port. */
export const hostMark = 'tuandian'

export interface BrowserHost {
  readonly address: string
  close(): Promise<void>
}

export type Started =
  | { readonly ok: true; readonly host: BrowserHost }
  | { readonly ok: false; readonly because: 'port-taken' }

/** @param port 0 takes any free one: for tests only, since what is stored would be lost with the address. */
export async function startBrowserHost(folder: string, port: number): Promise<Started> {
  const answering = serveBuiltFiles(folder, () => randomBytes(18).toString('base64url'))
  let authority = ''
  const server = createServer((request, response) => answer(answering, authority, request, response))
  const listening = await new Promise<boolean>((resolve, reject) => {
    server.once('listening', () => resolve(true))
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    )
    server.listen(port, '127.0.0.1')
  })
  if (!listening) return { ok: false, because: 'port-taken' }
  const bound = server.address()
  authority = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}`
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { ok: true, host: { address: `http://${authority}/`, close } }
}

function answer(
  answering: Answering,
  authority: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // A page elsewhere whose name was made to point at this machine still sends its own name: refuse it.
  if (request.headers.host !== authority) {
    response.writeHead(421, { 'content-type': 'text/plain' }).end()
    return
  }
  const [, pathname = '/', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(request.url ?? '/') ?? []
  const { status, headers, body } = answering(request.method ?? 'GET', pathname, query)
  response.writeHead(status, { ...headers, server: hostMark, 'content-length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}
