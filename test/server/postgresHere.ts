import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PostgresHere {
  /** Of a database of the cluster, which is made when it is not there. */
  url(database?: string, owner?: string): Promise<string>
  /** The power goes: SIGKILL of the whole cluster, then a new start over the same files. */
  killAndRestart(): Promise<void>
  stop(): Promise<void>
}

/** Debian's PostgreSQL, the newest; undefined where there is none. */
export function postgresBin(): string | undefined {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions)) return undefined
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
}

const isRoot = process.getuid?.() === 0

/** PostgreSQL refuses to run as root: then the system's own user for it does. */
function asPostgres(command: string, args: readonly string[]): [string, string[]] {
  return isRoot
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]]
    : [command, [...args]]
}

/** A cluster of its own in a temporary folder. @param durable whether it flushes, as in earnest */
export async function startPostgres(bin: string, { durable = false } = {}): Promise<PostgresHere> {
  const folder = mkdtempSync(join(tmpdir(), 'tuandian-pg-'))
  if (isRoot) execFileSync('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  const files = join(folder, 'files')
  const port = await freePort()
  const [initdb, initdbArgs] = asPostgres(join(bin, 'initdb'), [
    '-D',
    files,
    '-A',
    'trust',
    '-U',
    'postgres',
    '-N',
    '--locale=C',
    '-E',
    'UTF8',
  ])
  execFileSync(initdb, initdbArgs, { stdio: 'pipe', cwd: folder })
  const start = async () => {
    const settings = [
      '-p',
      String(port),
      '-k',
      folder,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=100',
    ]
    if (!durable) settings.push('-c', 'fsync=off')
    const [command, args] = asPostgres(join(bin, 'postgres'), ['-D', files, ...settings])
    const child = spawn(command, args, { stdio: 'ignore', cwd: folder })
    await answers(bin, port)
    return child
  }
  let child = await start()
  const ended = (): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()))
  const base = `postgres://postgres@127.0.0.1:${port}`
  return {
    url: async (database = 'postgres', owner = 'postgres') => {
      if (database !== 'postgres')
        execFileSync(
          join(bin, 'psql'),
          ['-q', `${base}/postgres`, '-c', `create database "${database}" owner ${owner}`],
          {
            stdio: 'pipe',
          },
        )
      return `${base.replace('postgres@', `${owner}@`)}/${database}`
    },
    killAndRestart: async () => {
      const gone = ended()
      child.kill('SIGKILL')
      await gone
      // Its children notice within moments; a new start waits for the last of them.
      for (let tries = 0; ; tries++) {
        try {
          child = await start()
          return
        } catch (error) {
          if (tries > 20) throw error
        }
      }
    },
    stop: async () => {
      const gone = ended()
      child.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(bin: string, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('PostgreSQL did not start')
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
