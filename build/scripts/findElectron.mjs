// Where Electron's binary is, or whether it can be fetched. Never waits long for a network that is not there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './freshness.mjs'
import { runTool } from './setUp.mjs'

const folder = join(projectRoot, 'node_modules/electron')

/** @returns {string | undefined} */
export function electronOnDisk(env = process.env) {
  if (env['ELECTRON_EXEC_PATH']) return env['ELECTRON_EXEC_PATH']
  if (!existsSync(join(folder, 'path.txt'))) return undefined
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist')
  const path = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8').trim())
  return existsSync(path) ? path : undefined
}

/** @returns {string} the address Electron's own installer would fetch from */
export function electronSource(env = process.env) {
  const mirror = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror']
  return mirror ?? 'https://github.com/electron/electron/releases/download/'
}

/**
 * @param {number} patienceMs how long to wait for an answer before the source counts as out of reach
 * @returns {Promise<string | undefined>}
 */
export async function findElectron(patienceMs = 4_000) {
  const present = electronOnDisk()
  if (present) return present
  const reachable = await fetch(electronSource(), {
    method: 'HEAD',
    signal: AbortSignal.timeout(patienceMs),
  }).then(
    () => true,
    () => false,
  )
  if (!reachable) return undefined
  console.log('Fetching Electron …')
  return runTool('electron/install.js', []) ? electronOnDisk() : undefined
}
