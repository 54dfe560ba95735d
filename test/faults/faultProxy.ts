import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'

export interface Asked {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Passed {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** A stream where the reply has no end. */
  readonly body: Buffer | Readable
  /** The connection is cut after so many bytes of it. */
  readonly cutAt?: number
  readonly bytesPerSecond?: number
}

/** `pass` asks the centre, as often as it is called; what comes back is what the desk gets. */
export type Way = (
  asked: Asked,
  pass: (instead?: Partial<Asked>) => Promise<Passed>,
) => Promise<Passed | 'reset' | 'hang'>

export const straight: Way = (_asked, pass) => pass()

/** A real socket between desks and a centre, with whatever a test puts in the way. */
export class FaultProxy {
  way: Way = straight
  private readonly sockets = new Set<Socket>()
  private readonly streams = new Set<{ readonly from: IncomingMessage; readonly to: ServerResponse }>()
  private readonly server = createServer((from, to) => {
    this.carry(from, to).catch(() => to.socket?.destroy())
  })

  private constructor(public upstream: string) {
    this.server.requestTimeout = 0
    this.server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => this.sockets.delete(socket))
    })
  }

  /** @param upstream the centre's address */
  static async open(upstream: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream)
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get address(): string {
    const address = this.server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  /** Nothing of what is open says another word, and nobody is told. */
  fallSilent(): void {
    for (const { from, to } of this.streams) from.unpipe(to)
  }

  /** Everything that is open breaks at once. */
  cutAll(): void {
    for (const socket of this.sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private async carry(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = from
    const asked: Asked = { method, path: url, headers, body: await bodyOf(from) }
    const pass = (instead: Partial<Asked> = {}) => this.ask({ ...asked, ...instead })
    const outcome = await this.way(asked, pass)
    if (outcome === 'hang') return
    if (outcome === 'reset') to.socket?.resetAndDestroy()
    else if (Buffer.isBuffer(outcome.body)) await answer(to, outcome, outcome.body)
    else this.stream(to, outcome, outcome.body as IncomingMessage)
  }

  private ask({ method, path, headers, body }: Asked): Promise<Passed> {
    return new Promise((resolve, reject) => {
      const { host, connection, 'transfer-encoding': encoding, ...others } = headers
      const options = {
        method,
        headers: { ...others, 'content-length': String(body.length) },
        agent: false,
      } as const
      const asking = request(`${this.upstream}${path}`, options, (reply) => {
        const { statusCode: status = 502, headers } = reply
        if (headers['content-type'] === 'text/event-stream') resolve({ status, headers, body: reply })
        else bodyOf(reply).then((whole) => resolve({ status, headers, body: whole }), reject)
      })
      asking.once('error', reject)
      asking.end(body)
    })
  }

  private stream(to: ServerResponse, { status, headers, cutAt }: Passed, from: IncomingMessage): void {
    const one = { from, to }
    this.streams.add(one)
    to.once('close', () => {
      this.streams.delete(one)
      from.destroy()
    })
    from.once('error', () => to.socket?.destroy())
    to.writeHead(status, headers)
    if (cutAt === undefined) {
      from.pipe(to)
      return
    }
    let left = cutAt
    from.on('data', (part: Buffer) => {
      to.write(part.subarray(0, left))
      left -= part.length
      if (left <= 0) to.socket?.destroySoon()
    })
  }
}

async function answer(
  to: ServerResponse,
  { status, headers, cutAt, bytesPerSecond }: Passed,
  body: Buffer,
): Promise<void> {
  const { 'transfer-encoding': encoding, 'content-length': length, connection, ...others } = headers
  to.writeHead(status, bodiless(status) ? others : { ...others, 'content-length': String(body.length) })
  const part = body.subarray(0, cutAt ?? body.length)
  if (bytesPerSecond !== undefined) {
    for (let at = 0; at < part.length && !to.destroyed; at += bytesPerSecond / 10) {
      to.write(part.subarray(at, at + bytesPerSecond / 10))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    to.end()
  } else if (cutAt === undefined) to.end(part)
  else {
    to.flushHeaders()
    to.write(part, () => to.socket?.destroySoon())
  }
}

const bodiless = (status: number): boolean => status === 204 || status === 304

async function bodyOf(from: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of from) parts.push(part)
  return Buffer.concat(parts)
}
