import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'

/** A handle of one's own comes back as another one, on the same socket. */
const sendBack = "process.on('message', (text, handle) => process.send(text, handle))"
const patienceMs = 10_000

/**
 * Node takes up one connection in each turn of its loop (libuv since 1.45; nodejs/performance#95), and while a
 * thousand desks come back a turn takes some 15 ms: a desk, or whoever asks `/healthz`, stood before the door for
 * 13 s. With more handles on its socket, as many more are taken up in a turn. Only by way of another process can Node
 * have one twice; that one listens to nobody and ends at once. Windows takes up several by itself.
 * @returns what listens besides; as many as could be had
 */
export function acceptMore(server: Server, more: number, backlog: number): Promise<Server[]> {
  const handle = (server as { _handle?: object })._handle
  if (more === 0 || !handle || process.platform === 'win32') return Promise.resolve([])
  return new Promise((resolve) => {
    const others: Server[] = []
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const
    const child = spawn(process.execPath, ['-e', sendBack], { stdio: [...stdio], timeout: patienceMs })
    child.on('message', (_, back) => {
      const other = createServer({ allowHalfOpen: true, noDelay: true })
      for (const event of ['connection', 'error']) other.on(event, (what) => server.emit(event, what))
      others.push(other.listen(back, backlog))
      if (others.length === more) child.disconnect()
    })
    child.once('error', () => resolve(others))
    child.once('exit', () => resolve(others))
    for (let n = 0; n < more; n++) child.send('', handle as Server, (failed) => failed && child.kill())
  })
}
