// Where this machine keeps what is Tuandian's, and which of its desks is opened. Node built-ins only.
import { existsSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The desk's records belong to its address and lie in its browser profile: neither may wander. */
export const firstDesk = { port: 47_800, profile: 'browser' }
/** Beside it on the same machine: another desk of the same site. */
export const secondDesk = { port: 47_810, profile: 'browser-2', electron: 'electron-2', counter: '2' }
export const centrePort = 47_900

export function home(env = process.env, platform = process.platform) {
  if (env['TUANDIAN_HOME']) return env['TUANDIAN_HOME']
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'Tuandian')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Tuandian')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'tuandian')
}

export function centreFolder(env = process.env) {
  return env['TUANDIAN_CENTRE_FOLDER'] ?? join(home(env), 'centre')
}

/** The site has records at the centre: whoever joins gets them, and no other sample round is made. */
export function siteHasRecords() {
  return existsSync(join(centreFolder(), 'site-has-records'))
}

export function noteSiteHasRecords() {
  writeFileSync(join(centreFolder(), 'site-has-records'), new Date().toISOString())
}
