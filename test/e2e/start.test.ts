import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium, headlessArgs } from '../../build/scripts/findChromium.mjs'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { buildCentreOnce, buildOnce } from '../../build/scripts/setUp.mjs'
import { type AStart, startDesk } from './aStart'

const home = mkdtempSync(join(tmpdir(), 'tuandian-home-'))
const starts: AStart[] = []
let browser: Browser

beforeAll(async () => {
  buildOnce()
  buildCentreOnce()
  const { path, env } = await findChromium()
  browser = await chromium.launch({
    executablePath: path,
    args: headlessArgs,
    env: { ...process.env, ...env } as Record<string, string>,
  })
})
afterAll(async () => {
  await browser?.close()
  for (const start of starts) await start.end()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => resolve(typeof at === 'object' && at ? at.port : 0))
    })
  })
}

function start(...words: string[]): AStart {
  const started = startDesk(home, words)
  starts.push(started)
  return started
}

async function open(address: string, locale = 'zh-CN'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale })
  const page = await context.newPage()
  await page.goto(address)
  return page
}

const inStep = (page: Page) => page.locator('[data-state="online"]').waitFor({ timeout: 60_000 })

async function look(page: Page, name: string): Promise<void> {
  const screens = join(projectRoot, 'test/e2e/screens')
  mkdirSync(screens, { recursive: true })
  await page.screenshot({ path: join(screens, `${name}.png`) })
}

test('the desk that is opened with its centre works at once, joins by itself, and a second one gets its round', async () => {
  const centrePort = await freePort()
  const ports = ['--centre-port', String(centrePort), '--port']
  const deskPort = String(await freePort())
  const first = start(...ports, deskPort)
  const desk = await open(await first.address())
  // Nobody waited for the centre: orders are on the screen whether or not it is there yet.
  await desk.locator('[data-step="receive"]').waitFor({ timeout: 60_000 })
  console.info(
    `when the desk had its round, the centre ${first.said.includes('The centre is') ? 'was' : 'was not yet'} there`,
  )
  await inStep(desk)
  expect(desk.url()).not.toContain('join=')
  await first.says('The desk has joined')
  await look(desk, 'start-first')

  const second = start(...ports, String(await freePort()), '--second')
  const other = await open(await second.address(), 'en-US')
  await inStep(other)
  await second.says('running already')
  await second.says('The desk has joined')
  expect(await other.getByRole('banner').innerText()).toContain('示例团')
  await other.getByText('500 households').waitFor()
  await look(other, 'start-second')

  // Killed, the centre comes back by itself, and what was done meanwhile gets there.
  process.kill(Number.parseInt(readFileSync(join(home, 'centre/centre.lock'), 'utf8'), 10), 'SIGKILL')
  await first.says('is started again')
  await expect.poll(() => first.said.split('The centre is at').length, { timeout: 60_000 }).toBe(3)

  await inStep(desk)

  expect(await second.end()).toBe(0)
  expect(await first.end()).toBe(0)
  await expect(fetch(`http://127.0.0.1:${centrePort}/healthz`)).rejects.toThrow()
  await desk.locator('[data-state="offline"]').waitFor({ timeout: 60_000 })

  // The next day: the same desk, no second sample round.
  const nextDay = start(...ports, deskPort)
  const address = await nextDay.address()
  expect(address).not.toContain('sample')
  await desk.goto(address)
  await inStep(desk)
  expect(await desk.getByRole('banner').innerText()).toContain('示例团')
  expect(await nextDay.end()).toBe(0)
})
