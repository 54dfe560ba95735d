import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'

/** A handle of one's own comes back as another one, on the same socket. */
const sendBack =
  "process.on('message', (text, handle) => process.send(text, handle)).on('disconnect', () => process.exit())"
const patienceMs = 10_000

/** What listens on a server's socket besides it. */
export interface MoreHandles {
  /** How many, once no more will come. Never rejects. */
  readonly opened: Promise<number>
  /** Resolves when none listens, and what came by them has ended. */
  close(): Promise<unknown>
}

/**
 * Node takes up one connection in each turn of its loop (libuv since 1.45; nodejs/performance#95), and while a
 * thousand desks come back a turn takes some 15 ms: a desk, or whoever asks `/healthz`, stood before the door for
 * 13 s. With more handles on its socket, as many more are taken up in a turn. Only by way of another process can Node
 * have one twice; that one listens to nobody and is gone in a moment. Where it may not be started, one has to do.
 * Windows takes up several by itself.
 */
export function acceptMore(server: Server, handles: number, backlog: number): MoreHandles {
  const others: Server[] = []
  let child: ChildProcess | undefined
  let isOver = false
  const came = (handle: unknown) => {
    if (isOver) return (handle as { close(): void }).close()
    const other = createServer({ allowHalfOpen: true, noDelay: true })
    for (const event of ['connection', 'error']) other.on(event, (what) => server.emit(event, what))
    others.push(other.listen(handle, backlog))
    if (others.length === handles) child?.disconnect()
  }
  const opened = new Promise<number>((resolve) => {
    const handle = (server as { _handle?: object })._handle
    if (handles === 0 || !handle || process.platform === 'win32') return resolve(0)
    const end = () => resolve(others.length)
    try {
      // It needs none of our settings, and what is meant for every Node of this machine could keep it alive.
      const lean = { env: {}, timeout: patienceMs, killSignal: 'SIGKILL' } as const
      child = spawn(process.execPath, ['-e', sendBack], {
        ...lean,
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
      child.on('exit', end).on('error', end)
      child.on('message', (_, back) => came(back))
      for (let n = 0; n < handles; n++)
        child.send('', handle as Server, (failed) => failed && child?.kill('SIGKILL'))
    } catch {
      child?.kill('SIGKILL')
      end()
    }
  })
  return {
    opened,
    close: () => {
      isOver = true
      child?.kill('SIGKILL')
      return Promise.all(others.map((other) => new Promise((resolve) => other.close(resolve))))
    },
  }
}
