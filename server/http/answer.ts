import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import type { Context } from 'hono'
import {
  isUnderstood,
  oldestProtocol,
  protocolHeader,
  protocolVersion,
  pushBytes,
} from '../../shared/contract/sync'
import type { Caller } from '../hq/accounts'
import { Refusal } from './refusal'

export interface CentreEnv {
  Variables: {
    caller: Caller
    device: string | null
    /** Admitted by a gate and not yet in its line. */
    coming: boolean
  }
  Bindings: { incoming?: { readonly socket?: { readonly remoteAddress?: string } } }
}
export type CentreContext = Context<CentreEnv>

const gzipText = promisify(gzip)
const worthZipping = 1024

/** A path of the contract with its parameters (':siteId') as the router reads them. */
export const route = (path: string): string => decodeURIComponent(path)

/** JSON text that is already written, compressed where it pays. */
export async function sendJson(
  c: CentreContext,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  c.header('content-type', 'application/json; charset=utf-8')
  c.header('vary', 'accept-encoding')
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (!headers['cache-control']) c.header('cache-control', 'no-store')
  const zips = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  if (!zips || text.length < worthZipping) return c.body(text)
  c.header('content-encoding', 'gzip')
  return c.body(new Uint8Array(await gzipText(text, { level: 5 })))
}

export function send(c: CentreContext, value: unknown): Promise<Response> {
  return sendJson(c, JSON.stringify(value))
}

/** @throws Refusal where the other side speaks another protocol */
export function checkProtocol(c: CentreContext): void {
  const understood = { oldest: oldestProtocol, newest: protocolVersion }
  if (!isUnderstood(c.req.header(protocolHeader), understood))
    throw new Refusal('protocol', { min: oldestProtocol, max: protocolVersion })
}

/** What came, parsed as JSON and otherwise unread. @throws Refusal `bad-json`, `too-large` */
export async function jsonBody(c: CentreContext): Promise<unknown> {
  const isPacked = c.req.header('content-encoding') === 'gzip'
  const text = isPacked ? unpacked(await c.req.arrayBuffer()) : await c.req.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad-json')
  }
}

/** No more than may be sent unpacked. */
function unpacked(packed: ArrayBuffer): string {
  try {
    return gunzipSync(packed, { maxOutputLength: pushBytes }).toString()
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new Refusal(isTooLarge ? 'too-large' : 'bad-json')
  }
}

/** Where the request came from; only for limits, never kept. */
export function addressOf(c: CentreContext, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? c.env?.incoming?.socket?.remoteAddress ?? 'here'
}
