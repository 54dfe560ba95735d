import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { AnswerLost, askRunning, DoorShut } from '../../server/command/ownerDoor'
import { serve } from '../../server/serve'
import { ARunningCentre } from './aRunningCentre'

const home = mkdtempSync(join(tmpdir(), 'tuandian-line-'))
const folder = join(home, 'centre')
const env = { TUANDIAN_CENTRE_FOLDER: folder, DATABASE_URL: '' }
beforeAll(() => buildCentreOnce(), 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A command as it is typed, in `home`. */
function type(argv: readonly string[], more: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) =>
    execFile(
      process.execPath,
      [join(projectRoot, 'out/centre/main.js'), ...argv],
      { cwd: home, env: { ...process.env, ...env, ...more } },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    ),
  )
}

/** A sentence on standard error, no stack, and 1 for scripts. */
async function refuses(argv: readonly string[], sentence: RegExp, more: NodeJS.ProcessEnv = {}) {
  const { code, out, err } = await type(argv, more)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(sentence)
  expect(err).not.toMatch(/^\s+at /m)
}

test('with a centre running and without one, what went wrong is a sentence; the centre runs on, and its refusal leads to a restore', async () => {
  expect((await type(['site', 'add', 'East'])).out).toContain('Added "East"')
  await refuses(['backup', 'make', 'gone/it.backup'], /there is no folder .+gone/)
  const centre = await ARunningCentre.start({ ...env, HOST: '0.0.0.0' })
  const { address } = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8'))
  expect(address).toBe(centre.address)
  expect((await type(['backup', 'make', 'it.backup'])).code).toBe(0)
  await refuses(['backup', 'make', 'gone/it.backup'], /there is no folder .+gone/)
  await refuses(
    ['site', 'add', 'West', '--orgnisation', 'x'],
    /takes no option --orgnisation, but --organisation/,
  )
  await refuses(['frobnicate'], /no such command/)
  const { err } = await type(['backup', 'restore', 'it.backup'])
  const moved = /not empty.+move the folder (.+) away/.exec(err)?.[1] ?? ''
  await centre.end('SIGTERM')
  renameSync(moved, `${moved}.old`)

  await centre.start()
  writeFileSync(join(home, 'cut.backup'), readFileSync(join(home, 'it.backup')).subarray(0, 60))
  await refuses(['backup', 'restore', 'gone.backup'], /there is no file .+gone\.backup/)
  await refuses(['backup', 'restore', 'cut.backup'], /cut off/)
  expect(centre.isRunning).toBe(true)
  await centre.end('SIGTERM')
  await refuses(['backup', 'restore', 'gone.backup'], /there is no file .+gone\.backup/)
  expect((await type(['backup', 'restore', 'it.backup'])).out).toMatch(/rows are back/)
}, 300_000)

test('a folder the centre cannot work in, or an address that is not its machine’s, is named', async () => {
  writeFileSync(join(home, 'file'), '')
  const inFile = { TUANDIAN_CENTRE_FOLDER: join(home, 'file/centre') }
  await refuses(['site', 'list'], /cannot work in .+file.centre.+TUANDIAN_CENTRE_FOLDER/, inFile)
  await expect(serve(() => new Response(), '203.0.113.7', 0)).rejects.toThrow(/HOST=203\.0\.113\.7/)
})

test('a database that is away, or an address that is none, is named with what to look at', async () => {
  const at = (url: string) => ({ DATABASE_URL: url })
  await refuses(['site', 'list'], /database .+just now: .*ECONNREFUSED/, at('postgres://x@127.0.0.1:9/x'))
  await refuses([], /just now: .*ECONNREFUSED.+start the centre again/, at('postgres://x@127.0.0.1:9/x'))
  await refuses(['site', 'list'], /^DATABASE_URL has to be .+ one host/, at('postgres://x:y@[z/x'))
})

test('a door behind which nobody is, or another program, is shut; an answer that breaks off is lost', async () => {
  const answers = [
    (end: (text: string, status: number) => void) => end('404 Not Found', 404),
    (end: (text: string, status: number) => void) => end('<html>', 200),
    (end: (text: string, status: number) => void) => end('{"ok":false,"text":"a fault","fault":true}', 500),
  ]
  let asked = 0
  const server = createServer((request, response) => {
    const answer = answers[asked++]
    if (answer) answer((text, status) => response.writeHead(status).end(text))
    else request.socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const door = { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret: 's' }
  const ask = () => askRunning(door, ['site', 'list'], '.')
  await expect(ask()).rejects.toThrow(DoorShut)
  await expect(ask()).rejects.toThrow(AnswerLost)
  expect(await ask()).toEqual({ ok: false, text: 'a fault', fault: true })
  await expect(ask()).rejects.toThrow(AnswerLost)
  await new Promise((resolve) => server.close(resolve))
  const served = await serve(() => new Response(), '127.0.0.1', 0)
  await served.close(0)
  await expect(askRunning({ ...door, address: served.address }, [], '.')).rejects.toThrow(DoorShut)
})

test('wherever a centre listens, its own machine has an address of it that it can reach', async () => {
  const all = Object.values(networkInterfaces()).flat()
  const speaksIpv6 = all.some((one) => one?.address === '::1')
  for (const [host, here] of [
    ['0.0.0.0', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ...(speaksIpv6 ? [['::', '[::1]']] : []),
  ] as [string, string][]) {
    const served = await serve(() => new Response('it'), host, 0)
    expect(new URL(served.addressHere).hostname).toBe(here)
    expect(await (await fetch(served.addressHere)).text()).toBe('it')
    await served.close(0)
  }
})
