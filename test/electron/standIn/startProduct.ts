import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { findChromium, headlessArgs } from '../../../build/scripts/findChromium.mjs'
import { isBuilt, projectRoot } from '../../../build/scripts/freshness.mjs'
import { Machine, plugIn } from './machine'
import type { StandInWindow } from './standInWindow'

export function buildIfStale(): void {
  if (isBuilt()) return
  const tool = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js')
  execFileSync(process.execPath, [tool, 'build'], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

export async function openChromium(): Promise<Browser> {
  buildIfStale()
  const { path, env } = await findChromium()
  return chromium.launch({
    executablePath: path,
    args: headlessArgs,
    env: { ...process.env, ...env } as Record<string, string>,
  })
}

let starts = 0

interface Start {
  readonly argv?: readonly string[]
  readonly packaged?: boolean
  readonly alreadyRuns?: boolean
}

/** Runs the real built main file on a fresh stand-in machine, up to the moment the app is ready. */
export async function startMain(
  browser: Browser,
  { argv = [], packaged = true, alreadyRuns = false }: Start = {},
) {
  const machine = new Machine(browser, packaged)
  machine.app.alreadyRuns = alreadyRuns
  plugIn(machine)
  const usual = process.argv
  const usualHome = process.env['TUANDIAN_HOME']
  const home = mkdtempSync(join(tmpdir(), 'tuandian-stand-in-'))
  process.argv = ['Tuandian', ...argv]
  process.env['TUANDIAN_HOME'] = home
  starts += 1
  try {
    const main = pathToFileURL(join(projectRoot, 'out/main/index.js')).href
    await import(/* @vite-ignore */ `${main}?start=${starts}`)
    machine.app.becomeReady()
    // Everything main does once ready happens in the turns right after.
    await new Promise((resolve) => setImmediate(resolve))
  } finally {
    process.argv = usual
    if (usualHome === undefined) delete process.env['TUANDIAN_HOME']
    else process.env['TUANDIAN_HOME'] = usualHome
    rmSync(home, { recursive: true })
  }
  return machine
}

/** The whole product, with its page on screen. */
export async function startProduct(
  browser: Browser,
  start: Start = {},
): Promise<{ machine: Machine; window: StandInWindow }> {
  const machine = await startMain(browser, start)
  const window = machine.windows[0]
  if (!window) throw new Error('the product opened no window')
  await expectSoon(() => window.visible)
  return { machine, window }
}

export async function expectSoon(holds: () => boolean, withinMs = 15_000): Promise<void> {
  const until = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > until) throw new Error(`not within ${withinMs} ms: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
