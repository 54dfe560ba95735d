import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { acceptMore, type MoreHandles } from './acceptMore'
import { WrongConfig } from './config'

export interface Served {
  readonly address: string
  /** The same for this machine itself: one that listens everywhere is reached over loopback. */
  readonly addressHere: string
  /** How many connections more than one it came to take up in a turn. */
  readonly acceptsMore: Promise<number>
  /** Takes no more requests, lets those that run come to their end, and cuts what is left after `patienceMs`. */
  close(patienceMs: number): Promise<void>
}

/** The port is taken, or not for us. */
export class PortTaken extends Error {}

type Answers = (request: Request, env: unknown) => Response | Promise<Response>

/** Connections that wait to be taken up. Of more the system drops the first packet, and a desk hangs for seconds. */
const backlog = 4096

/** Whoever sends nothing for so long in the middle of what he has to say is cut off, ms. */
const silentMs = 30_000

interface Serving {
  readonly cutAfterMs?: number
  /** So many connections more than one are taken up in a turn of the loop. */
  readonly acceptedMore?: number
}

export function serve(
  answers: Answers,
  host: string,
  port: number,
  { cutAfterMs = silentMs, acceptedMore = 0 }: Serving = {},
): Promise<Served> {
  const server = createAdaptorServer({
    fetch: answers,
    // Connections are kept open for longer than a desk is told to wait.
    serverOptions: {
      // A long entry on a slow line; whoever falls silent is cut off before.
      requestTimeout: 600_000,
      headersTimeout: 10_000,
      // By itself Node looks every 30 s only.
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
  }) as Server
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    // Kept open, the connection of the last who was heard would hold a centre that stops until it is cut.
    response.once('finish', () => server.listening || server.closeIdleConnections())
    if (request.method === 'GET' || request.complete) return
    socket.setTimeout(cutAfterMs)
    // Once it is answered, the time for keeping the connection open runs.
    request.once('end', () => response.writableEnded || socket.setTimeout(0))
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new PortTaken(`Port ${port} is taken by another program, or not for us.`)
          : notOurs.test(error.code ?? '')
            ? new WrongConfig(
                `HOST=${host} is no address of this machine: set one that is, or 0.0.0.0 for all.`,
              )
            : error,
      ),
    )
    server.listen({ host, port, backlog }, () => {
      const { address, port: bound } = server.address() as AddressInfo
      const others = acceptMore(server, acceptedMore, backlog)
      const at = (name: string) => `http://${name.includes(':') ? `[${name}]` : name}:${bound}`
      resolve({
        address: at(host),
        addressHere: at(loopbackOf[address] ?? host),
        acceptsMore: others.opened,
        close: (ms) => close(server, others, ms),
      })
    })
  })
}

/** The machine has no such address, or knows no such name. */
const notOurs = /^(EADDRNOTAVAIL|EAFNOSUPPORT|ENOTFOUND|EAI_AGAIN)$/

/** An address that stands for all of a machine's is none to connect to everywhere. */
const loopbackOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

async function close(server: Server, others: MoreHandles, patienceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
  const closed = new Promise((resolve) => server.close(resolve))
  const othersClosed = others.close()
  server.closeIdleConnections()
  await Promise.all([closed, othersClosed])
  clearTimeout(cut)
}
