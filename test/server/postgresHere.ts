import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { postgresBin, userForPostgres } from './postgresBin'

export interface PostgresHere {
  /** Of a database of the cluster, which is made when it is not there. */
  url(database?: string, owner?: string): Promise<string>
  /** False once it ended by itself. */
  readonly isRunning: boolean
  /** The power goes: SIGKILL of the whole cluster, then a new start over the same files. */
  killAndRestart(): Promise<void>
  stop(): Promise<void>
}

export { postgresBin }

interface ClusterSettings {
  /** Whether it flushes, as in earnest. */
  readonly durable?: boolean
  /** Where its folder is made. */
  readonly under?: string
  /** Where its journal lies; absent: with the rest. */
  readonly journalUnder?: string
}

/** A cluster of its own in a temporary folder. */
export async function startPostgres(
  bin: string,
  { durable = false, under = tmpdir(), journalUnder }: ClusterSettings = {},
): Promise<PostgresHere> {
  const user = userForPostgres()
  const ofItsOwn = (parent: string) => {
    const made = mkdtempSync(join(parent, 'tuandian-pg-'))
    if (user) chownSync(made, user.uid, user.gid)
    chmodSync(made, 0o700)
    return made
  }
  const folder = ofItsOwn(under)
  const files = join(folder, 'files')
  const port = await freePort()
  const base = `postgres://postgres@127.0.0.1:${port}`
  const initdbArgs = ['-D', files, '-A', 'trust', '-U', 'postgres', '-N', '--locale=C', '-E', 'UTF8']
  const journal = journalUnder === undefined ? undefined : ofItsOwn(journalUnder)
  if (journal !== undefined) initdbArgs.push('-X', join(journal, 'journal'))
  execFileSync(join(bin, 'initdb'), initdbArgs, { stdio: 'pipe', cwd: folder, ...user })
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
    const args = ['-D', files, ...settings]
    const child = spawn(join(bin, 'postgres'), args, { stdio: 'ignore', cwd: folder, ...user })
    await answers(base)
    return child
  }
  let child = await start()
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  const ended = async (): Promise<void> => {
    if (isRunning()) await new Promise<void>((resolve) => child.once('exit', () => resolve()))
  }
  return {
    url: async (database = 'postgres', owner = 'postgres') => {
      if (database !== 'postgres')
        await askOnce(`${base}/postgres`, `create database "${database}" owner ${owner}`)
      return `${base.replace('postgres@', `${owner}@`)}/${database}`
    },
    get isRunning() {
      return isRunning()
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
      if (journal !== undefined) rmSync(journal, { recursive: true, force: true })
    },
  }
}

async function askOnce(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function answers(base: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await askOnce(`${base}/postgres`, 'select 1')
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
