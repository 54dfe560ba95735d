// Brings a fresh clone to where it can run: packages from the npm registry, then a build. Does nothing twice.
// Node built-ins only: this runs before `npm ci`.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isBuilt, isCentreBuilt, isInstalled, projectRoot } from './freshness.mjs'

/** @param {string} command @param {string[]} args @param {{ quiet?: boolean, cwd?: string }} [how] */
export function runHere(command, args, { quiet = false, cwd = projectRoot } = {}) {
  const ran = spawnSync(command, args, {
    cwd,
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
  if (!npmCi(projectRoot))
    throw new Error('The packages could not be installed: is the npm registry reachable?')
}

/** @param {string} cwd */
function npmCi(cwd) {
  const npm = process.env['npm_execpath']
  // No package of ours needs its install script; Electron fetches its binary when it is first asked for.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  return npm?.endsWith('.js')
    ? runHere(process.execPath, [npm, ...args], { cwd })
    : runHere(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd })
}

/**
 * Packages that only few ever need, with a lock of their own, so that `npm ci` stays light. Installed once.
 * @param {string} source a folder of the project with package.json and package-lock.json
 * @returns {string | undefined} the folder they are installed in; undefined where they could not be had
 */
export function installBeside(source) {
  const lock = readFileSync(join(projectRoot, source, 'package-lock.json'))
  const name = `${basename(source)}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`
  const folder = join(projectRoot, 'node_modules/.cache/beside', name)
  if (existsSync(folder)) return folder
  const making = `${folder}-${process.pid}`
  mkdirSync(making, { recursive: true })
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(projectRoot, source, file), join(making, file))
  console.log(`Installing the packages of ${source} …`)
  const done = npmCi(making)
  if (done && !existsSync(folder)) renameSync(making, folder)
  rmSync(making, { recursive: true, force: true })
  return done ? folder : undefined
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
