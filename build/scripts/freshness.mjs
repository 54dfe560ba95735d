// Is what was built still what the sources say? Node built-ins only: read before `npm ci` has run.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

const sources = [
  'shared',
  'renderer',
  'electron',
  'build/host',
  'electron.vite.config.ts',
  'package-lock.json',
]
const built = ['out/main/index.js', 'out/main/host.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/** @param {string} path @returns {number} when the file, or the newest file in the folder, last changed */
function newest(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** @param {string} root @param {string[]} outputs @param {string[]} inputs */
function isFresh(root, outputs, inputs) {
  const oldestOutput = Math.min(...outputs.map((path) => newest(join(root, path))))
  return oldestOutput > 0 && oldestOutput >= Math.max(...inputs.map((path) => newest(join(root, path))))
}

export function isBuilt(root = projectRoot) {
  return isFresh(root, built, sources)
}

export function isCentreBuilt(root = projectRoot) {
  return isFresh(
    root,
    ['out/centre/main.js'],
    ['shared', 'server', 'build/centre.vite.config.ts', 'package-lock.json'],
  )
}

/**
 * npm notes what it installed in node_modules/.package-lock.json: the lock file without the project itself.
 * @param {string} root @param {{ toRun?: boolean }} [what] `toRun`: without what only building and testing needs
 */
export function isInstalled(root = projectRoot, { toRun = false } = {}) {
  const noted = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(noted)) return false
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(noted)
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      present[path]?.version === entry.version ||
      isOptional(entry) ||
      (toRun && entry.dev === true),
  )
}

/** @param {string} file @returns {Record<string, { version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/**
 * Packages for other machines are in the lock file and rightly not on the disk.
 * @param {{ optional?: boolean, devOptional?: boolean }} entry
 */
function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true
}
