import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { acceptMore } from '../../server/acceptMore'
import { serve } from '../../server/serve'

const desks = 60
const backlog = 100

/** Connects them all, says so in `flag`, and then asks over each. Answers come back as text. */
const desksThatCome = `
  const { connect } = require('node:net')
  const { parentPort, workerData } = require('node:worker_threads')
  const { port, desks, flag } = workerData
  let there = 0
  for (let n = 0; n < desks; n++) {
    const socket = connect(port, '127.0.0.1', () => {
      if (++there === desks) { Atomics.store(flag, 0, 1); Atomics.notify(flag, 0) }
      socket.write('GET / HTTP/1.1\\r\\nhost: x\\r\\nconnection: close\\r\\n\\r\\n')
    })
    let heard = ''
    socket.on('data', (part) => { heard += part })
    socket.on('close', () => parentPort.postMessage(heard.split('\\r\\n\\r\\n')[1]))
  }`

/** So many desks come while the centre is busy. @returns turns of its loop until the last was taken up */
async function turnsUntilAllAreIn(more: number): Promise<number> {
  const server = createServer((_: IncomingMessage, response) => response.end('heard'))
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog }, resolve))
  const others = await acceptMore(server, more, backlog)
  expect(others).toHaveLength(more)
  let taken = 0
  server.on('connection', () => taken++)
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const { port } = server.address() as AddressInfo
  const worker = new Worker(desksThatCome, { eval: true, workerData: { port, desks, flag } })
  const answers: string[] = []
  const answered = new Promise<void>((resolve) =>
    worker.on('message', (answer) => answers.push(answer) === desks && resolve()),
  )
  await new Promise((resolve) => worker.once('online', resolve))
  Atomics.wait(flag, 0, 0)
  let turns = 0
  while (taken < desks) {
    await new Promise((resolve) => setImmediate(resolve))
    turns++
  }
  await answered
  expect(new Set(answers)).toEqual(new Set(['heard']))
  for (const one of [server, ...others]) await new Promise((resolve) => one.close(resolve))
  await worker.terminate()
  return turns
}

test.skipIf(process.platform === 'win32')(
  'desks that come while the centre is busy are taken up several in a turn (skipped on Windows, which does so by itself)',
  async () => {
    expect(await turnsUntilAllAreIn(5)).toBeLessThanOrEqual(desks / 6 + 10)
  },
)

test('a centre that stops before it could take up more leaves nothing that listens', async () => {
  const served = await serve(() => new Response('it'), '127.0.0.1', 0, { more: 4 })
  expect(await (await fetch(served.address)).text()).toBe('it')
  await served.close(1_000)
  await expect(fetch(served.address)).rejects.toThrow()
  const { port } = new URL(served.address)
  const again = await serve(() => new Response('it'), '127.0.0.1', Number(port))
  await again.close(0)
})
