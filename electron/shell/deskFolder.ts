import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { ownHome } from './startArguments'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Where the desk's records lie, for good. Electron would name the folder after the product, whose name may change, and
 * on Windows put it into the roaming profile: copied from PC to PC, two desks would write in one name.
 * Undefined where whoever starts Chromium says it with its own switch.
 */
export function deskFolder(argv: readonly string[], env: Env, platform: NodeJS.Platform): string | undefined {
  const own = ownHome(argv)
  if (own !== undefined) return own
  if (argv.some((argument) => /^(--?|\/)user-data-dir=./.test(argument))) return undefined
  return resolve(machineHome(env, platform), 'electron')
}

/** What is Tuandian's on this machine, as the start script and the centre have it: each keeps its own folder in it. */
function machineHome(env: Env, platform: NodeJS.Platform): string {
  if (env['TUANDIAN_HOME']) return env['TUANDIAN_HOME']
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'Tuandian')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Tuandian')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'tuandian')
}
