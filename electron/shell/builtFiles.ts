import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { centreOfQuery } from '../../shared/contract/centreAddress'
import { mimeType, resolveAsset } from './resolveAsset'
import { noncePlaceholder, securityHeaders } from './securityHeaders'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}

/** @param query '?…' as it stands in the address: it may name the one centre the page is to talk to */
export type Answering = (method: string, pathname: string, query?: string) => Answer

const nothing = new Uint8Array(0)

/**
 * Answers requests from one folder of built files. The same for `app://station` and for the browser host.
 * @param newNonce gives a fresh, unguessable word for every answer
 */
export function serveBuiltFiles(folder: string, newNonce: () => string): Answering {
  const files = listFiles(folder)
  return (method, pathname, query = '') => {
    const centre = centreOfQuery(query)
    const connect = centre === undefined ? [] : [centre]
    const nonce = newNonce()
    const refuse = (status: number): Answer => ({
      status,
      headers: { ...securityHeaders('', nonce), 'content-type': 'text/plain; charset=utf-8' },
      body: nothing,
    })
    if (method !== 'GET' && method !== 'HEAD') return refuse(405)
    const name = resolveAsset(pathname, files)
    if (name === undefined) return refuse(404)
    const headers = { ...securityHeaders(name, nonce, connect), 'content-type': mimeType(name) }
    if (method === 'HEAD') return { status: 200, headers, body: nothing }
    const bytes = new Uint8Array(readFileSync(join(folder, name)))
    return { status: 200, headers, body: name.endsWith('.html') ? withNonce(bytes, nonce) : bytes }
  }
}

function withNonce(page: Uint8Array, nonce: string): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(page).replaceAll(noncePlaceholder, nonce)
  return new Uint8Array(new TextEncoder().encode(text))
}

function listFiles(folder: string): ReadonlySet<string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Set(
    names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => name.split(sep).join('/')),
  )
}
