import type { Server } from 'node:http'
import { serve as listen } from '@hono/node-server'

export interface Served {
  readonly address: string
  /** Takes no more requests, lets those that run come to their end, and cuts what is left after `patienceMs`. */
  close(patienceMs: number): Promise<void>
}

/** The port is taken, or not for us. */
export class PortTaken extends Error {}

type Answers = (request: Request, env: unknown) => Response | Promise<Response>

export function serve(answers: Answers, host: string, port: number): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = listen(
      {
        fetch: answers,
        hostname: host,
        port,
        // Connections are kept open for longer than a desk is told to wait.
        serverOptions: {
          requestTimeout: 30_000,
          headersTimeout: 10_000,
          keepAliveTimeout: 65_000,
          maxHeaderSize: 16_384,
        },
      },
      (bound) => {
        const name = host.includes(':') ? `[${host}]` : host
        resolve({ address: `http://${name}:${bound.port}`, close: (ms) => close(server as Server, ms) })
      },
    ) as Server
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new PortTaken(`Port ${port} is taken by another program, or not for us.`)
          : error,
      ),
    )
  })
}

function close(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
