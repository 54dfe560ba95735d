// Brings a fresh clone to where it can run: packages from the npm registry, then a build. Does nothing twice.
// Node built-ins only: this runs before `npm ci`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isBuilt, isCentreBuilt, isInstalled, projectRoot } from './freshness.mjs'

/** @param {string} command @param {string[]} args @param {{ quiet?: boolean }} [how] */
export function runHere(command, args, { quiet = false } = {}) {
  const ran = spawnSync(command, args, {
    cwd: projectRoot,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
  })
  if (quiet && ran.status !== 0) process.stderr.write(`${ran.stdout ?? ''}${ran.stderr ?? ''}`)
  return ran.status === 0
}

/**
 * A tool out of node_modules, run by this very Node: no shell, so it is the same on every system.
 * @param {string} path @param {string[]} args @param {{ quiet?: boolean }} [how]
 */
export function runTool(path, args, how) {
  return runHere(process.execPath, [join(projectRoot, 'node_modules', path), ...args], how)
}

export function installOnce() {
  if (isInstalled()) return
  console.log('Installing the packages of package-lock.json …')
  const npm = process.env['npm_execpath']
  // No package of ours needs its install script; Electron fetches its binary when it is first asked for.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const done = npm?.endsWith('.js')
    ? runHere(process.execPath, [npm, ...args])
    : runHere(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)
  if (!done) throw new Error('The packages could not be installed: is the npm registry reachable?')
}

export function buildOnce() {
  if (isBuilt()) return
  console.log('Building …')
  if (!build()) throw new Error('The build failed; what is wrong stands above.')
}

export function build() {
  return runTool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'], { quiet: true })
}

export function buildCentreOnce() {
  if (isCentreBuilt()) return
  console.log('Building the centre …')
  if (!buildCentre()) throw new Error('The build of the centre failed; what is wrong stands above.')
}

export function buildCentre() {
  return runTool('vite/bin/vite.js', ['build', '--config', 'build/centre.vite.config.ts'], { quiet: true })
}
