import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installBeside } from '../../../build/scripts/setUp.mjs'
import type { Entry } from '../../../shared/domain/entry/entry'

export interface PouchServer {
  readonly address: string
  /** PouchDB for a page. */
  readonly script: string
  put(database: string, entries: readonly Entry[]): Promise<void>
  stop(): void
}

/** Undefined where its packages cannot be installed. */
export async function startPouchServer(): Promise<PouchServer | undefined> {
  const folder = installBeside('test/bench/peers')
  if (folder === undefined) return undefined
  const child = spawn(process.execPath, [join(import.meta.dirname, 'servePouch.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: folder,
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part) => {
      const [, said] = /listening at (\S+)/.exec(String(part)) ?? []
      if (said !== undefined) resolve(said)
    })
    child.once('exit', (code) => reject(new Error(`pouchdb-server ended with ${code}`)))
  })
  const ask = async (path: string, method: string, body?: unknown): Promise<void> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${address}/${path}`, { method, headers, ...init })
    if (!response.ok) throw new Error(`pouchdb-server: ${response.status} ${await response.text()}`)
  }
  return {
    address,
    script: readFileSync(join(folder, 'node_modules/pouchdb/dist/pouchdb.min.js'), 'utf8'),
    put: async (database, entries) => {
      await ask(database, 'PUT')
      for (let from = 0; from < entries.length; from += 1000) {
        const docs = entries.slice(from, from + 1000).map(({ id, ...entry }) => ({ _id: id, ...entry }))
        await ask(`${database}/_bulk_docs`, 'POST', { docs })
      }
    },
    stop: () => child.kill('SIGKILL'),
  }
}
