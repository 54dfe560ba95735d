import { connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { type Certificate, selfSigned } from './selfSigned'

const host = 'centre.test'

/**
 * The way to a centre that is found by its name and spoken to in secret, on this machine alone. The browser leaves
 * looking the name up to the one it is told to go through (SOCKS 5), as it leaves it to the system elsewhere.
 */
export class SecureWay {
  /** 'hangs': whoever looks the name up is not answered · 'unknown': there is no such name. */
  name: 'known' | 'hangs' | 'unknown' = 'known'
  private readonly good = selfSigned(host)
  private readonly sockets = new Set<Socket>()
  private readonly front = createTlsServer(this.good, (near) => this.join(near, this.centrePort))
  private readonly names = createServer((near) => this.lookUp(near))

  private constructor(private readonly centrePort: number) {}

  static async open(centre: string): Promise<SecureWay> {
    const way = new SecureWay(Number(new URL(centre).port))
    for (const server of [way.front, way.names])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return way
  }

  get address(): string {
    return `https://${host}:${portOf(this.front)}`
  }

  /** What the browser has to be started with to go this way. */
  get args(): readonly string[] {
    return [
      `--proxy-server=socks5://127.0.0.1:${portOf(this.names)}`,
      `--ignore-certificate-errors-spki-list=${this.good.keyHash}`,
    ]
  }

  /** From now on somebody else answers, with a certificate of his own making. */
  pretend(): void {
    this.front.setSecureContext(selfSigned(host))
  }

  mend(): void {
    this.name = 'known'
    this.front.setSecureContext(this.good satisfies Certificate)
  }

  /** Everything that is open breaks at once. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  async close(): Promise<void> {
    const closed = [this.front, this.names].map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    )
    this.cutAll()
    await Promise.all(closed)
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => this.sockets.delete(socket))
    return socket
  }

  private join(near: Socket, port: number): void {
    const far = this.keep(connect(port, '127.0.0.1'))
    this.keep(near).pipe(far).pipe(near)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  }

  private lookUp(near: Socket): void {
    this.keep(near)
    near.once('data', () => {
      near.write(Buffer.from([5, 0]))
      near.once('data', (asked: Buffer) => {
        // Version, "connect", nothing, "a name", its length, the name, the port.
        const [, , , kind, length = 0] = asked
        const name = asked.subarray(5, 5 + length).toString()
        if (kind !== 3 || name !== host || this.name === 'unknown') near.end(answer(4))
        else if (this.name === 'known') {
          near.write(answer(0))
          this.join(near, asked.readUInt16BE(5 + length))
        }
      })
    })
  }
}

const answer = (outcome: number): Buffer => Buffer.from([5, outcome, 0, 1, 0, 0, 0, 0, 0, 0])

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
