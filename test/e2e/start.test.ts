import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
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

/** A command of the owner's, typed in the home folder. */
async function centre(...argv: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(projectRoot, 'out/centre/main.js'), ...argv],
    { cwd: home, env: { ...process.env, TUANDIAN_HOME: home } },
  )
  return stdout
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

  // The owner's commands are done by the running centre, and its desks hear of them at once.
  await centre('operator', 'add', 'Pickup point', '小王')
  await other.getByTitle('Switch operator').click()
  await other.getByRole('menuitem', { name: '小王' }).click()
  await expect.poll(() => other.getByRole('banner').innerText()).toContain('小王')
  writeFileSync(join(home, 'goods.csv'), '商品名称,规格,单价\n西红柿,500g,3.5\n')
  expect(await centre('round', 'import', 'Pickup point', 'goods.csv', '--round', '周二团')).toContain(
    '周二团',
  )
  await desk.getByTitle('切换团期').click()
  await desk.getByRole('menuitem', { name: '周二团' }).waitFor({ timeout: 30_000 })
  await desk.keyboard.press('Escape')

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
  expect(await desk.getByRole('banner').innerText()).toContain('周二团')
  expect(await nextDay.end()).toBe(0)
})
