import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test, vi } from 'vitest'
import { acceptMore } from '../../server/acceptMore'
import { serve } from '../../server/serve'

type Spawn = (program: string, args: readonly string[], how: SpawnOptions) => ChildProcess
const { spawn: spawnTruly } = await vi.importActual<{ spawn: Spawn }>('node:child_process')
const spawning = vi.hoisted((): { as?: Spawn | undefined } => ({}))
vi.mock('node:child_process', async (original) => ({
  ...(await original<object>()),
  spawn: (...how: Parameters<Spawn>) => (spawning.as ?? spawnTruly)(...how),
}))
afterEach(() => {
  spawning.as = undefined
})

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
async function turnsUntilAllAreIn(handles: number): Promise<number> {
  const server = createServer((_: IncomingMessage, response) => response.end('heard'))
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog }, resolve))
  const others = acceptMore(server, handles, backlog)
  expect(await others.opened).toBe(handles)
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
  expect(Atomics.wait(flag, 0, 0, 60_000)).not.toBe('timed-out')
  let turns = 0
  while (taken < desks) {
    await new Promise((resolve) => setImmediate(resolve))
    turns++
  }
  await answered
  expect(new Set(answers)).toEqual(new Set(['heard']))
  await Promise.all([new Promise((resolve) => server.close(resolve)), others.close()])
  await worker.terminate()
  return turns
}

test.skipIf(process.platform === 'win32')(
  'desks that come while the centre is busy are taken up several in a turn (skipped on Windows, which does so by itself)',
  async () => {
    expect(await turnsUntilAllAreIn(5)).toBeLessThanOrEqual(desks / 6 + 10)
  },
)

const aCentreOf = (acceptedMore: number, port = 0) =>
  serve(() => new Response('it'), '127.0.0.1', port, { acceptedMore })

/** Nobody listens, and another may. */
async function isShut(address: string): Promise<void> {
  await expect(fetch(address)).rejects.toThrow()
  const again = await aCentreOf(0, Number(new URL(address).port))
  await again.close(0)
}

test('a centre that stops leaves nothing that listens, whether it had come to take up more or not', async () => {
  for (const waits of [true, false]) {
    const served = await aCentreOf(4)
    if (waits) expect(await served.acceptsMore).toBe(process.platform === 'win32' ? 0 : 4)
    expect(await (await fetch(served.address)).text()).toBe('it')
    await served.close(1_000)
    await isShut(served.address)
  }
})

test('a centre that may start no other process serves all the same', async () => {
  spawning.as = () => {
    throw new Error('spawn EACCES')
  }
  const served = await aCentreOf(4)
  expect(await served.acceptsMore).toBe(0)
  expect(await (await fetch(served.address)).text()).toBe('it')
  await served.close(1_000)
})

test('a process that will not end keeps no centre from stopping, nor its port', async () => {
  const stays =
    "process.on('SIGTERM', () => {}); process.on('message', () => {}); setInterval(() => {}, 1000)"
  spawning.as = (program, _, how) => spawnTruly(program, ['-e', stays], how)
  const served = await aCentreOf(4)
  await served.close(1_000)
  expect(await served.acceptsMore).toBe(0)
  await isShut(served.address)
})
