import { Agent, type OutgoingHttpHeaders, request } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { machineAmbient, type SyncAmbient } from '../../renderer/sync/syncAmbient'

/** One request as its desk saw it. */
export interface Seen {
  readonly what: 'push' | 'question'
  readonly ms: number
  /** 0 where the connection broke. */
  readonly status: number
  readonly saysWhen: boolean
}

const gzipped = promisify(gzip)
const gunzipped = promisify(gunzip)
/** As many as a browser opens to one address. */
const connections = 6

/**
 * One of a thousand stations that this one process is. With `fetch`, and packing anew what was sent away before, they
 * took more than half of both cores, their loop stood still for up to 2.7 s, and they measured themselves.
 */
export function aStationsWire(see: (seen: Seen) => void): SyncAmbient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const packed = new Map<string, ReturnType<NonNullable<SyncAmbient['gzip']>>>()
  return {
    ...machineAmbient,
    fetch: (address, init) => exchange(agent, address, init, see),
    gzip: (text) => {
      const bytes = packed.get(text) ?? gzipped(text).then((all) => new Uint8Array(all))
      packed.set(text, bytes)
      return bytes
    },
  }
}

function exchange(
  agent: Agent,
  address: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  see: (seen: Seen) => void,
): Promise<Response> {
  const beganMs = performance.now()
  const note = (status: number, saysWhen: boolean) => {
    const what = method === 'POST' ? 'push' : 'question'
    see({ what, ms: Math.round(performance.now() - beganMs), status, saysWhen })
  }
  const text = body as string | Uint8Array | undefined
  const length = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const asked = request(address, {
      agent,
      method,
      // As `fetch` says, so that the centre packs what it answers.
      headers: { ...(headers as OutgoingHttpHeaders), ...length, 'accept-encoding': 'gzip, deflate' },
      signal: signal ?? undefined,
    })
    const broke = (error: Error) => {
      note(0, false)
      reject(error)
    }
    asked.on('error', broke)
    asked.on('response', (answer) => {
      answer.on('error', broke)
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', async () => {
        const { statusCode: status = 0, headers: heard } = answer
        note(status, heard['retry-after'] !== undefined)
        const bytes = Buffer.concat(parts)
        const text = heard['content-encoding'] === 'gzip' ? await gunzipped(bytes) : bytes
        resolve(new Response(text, { status, headers: new Headers(heard as Record<string, string>) }))
      })
    })
    asked.end(text)
  })
}
