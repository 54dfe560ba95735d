import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import { isUnderstood, oldestProtocol, protocolHeader, protocolVersion } from '../../shared/contract/sync'
import type { Caller } from '../hq/accounts'
import { Refusal } from './refusal'

export interface CentreEnv {
  Variables: {
    caller: Caller
    device: string | null
    /** Read before its turn, and not yet taken by whoever reads what it says. */
    body: ArrayBuffer | undefined
    /** Gives back what the gate holds for it: whoever is refused may still be sending for long. */
    release: (() => void) | undefined
  }
  Bindings: { incoming?: IncomingMessage }
}
export type CentreContext = Context<CentreEnv>

const gzipText = promisify(gzip)
const worthZipping = 1024
/** In UTF-16 units: up to here it takes longer to hand a text to another thread than to zip it. */
const zippedHere = 32_768

/** A path of the contract with its parameters (':siteId') as the router reads them. */
export const route = (path: string): string => decodeURIComponent(path)

/** JSON text that is already written, compressed where it pays. */
export async function sendJson(
  c: CentreContext,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  c.header('content-type', 'application/json; charset=utf-8')
  c.header('vary', 'accept, accept-encoding')
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (!headers['cache-control']) c.header('cache-control', 'no-store')
  const zips = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  if (!zips || text.length < worthZipping) return c.body(text)
  c.header('content-encoding', 'gzip')
  const zipped =
    text.length <= zippedHere
      ? gzipSync(text, { level: 3, memLevel: 6, windowBits: 13 })
      : await gzipText(text, { level: 5 })
  return c.body(new Uint8Array(zipped))
}

/** Bytes as they are. */
export function sendBytes(c: CentreContext, type: string, bytes: Uint8Array<ArrayBuffer>): Response {
  c.header('content-type', type)
  c.header('vary', 'accept')
  c.header('cache-control', 'no-store')
  return c.body(bytes)
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

/** Where the request came from; only for limits, never kept. */
export function addressOf(c: CentreContext, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? c.env?.incoming?.socket?.remoteAddress ?? 'here'
}
