import type { Asking } from './centreClient'
import type { SyncAmbient } from './syncAmbient'
import { freeBytes, utf8Size } from './uplink'

/** What goes up. */
export interface WireBody {
  readonly body: Blob | string | Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
  readonly isPacked: boolean
}

const json = { 'content-type': 'application/json' }
const octets = { 'content-type': 'application/octet-stream' }

/** @param gzip where the centre takes it; what leaves at once anyway is not packed */
export async function wireBody(
  { body, bytes }: Asking,
  gzip: SyncAmbient['gzip'],
): Promise<WireBody | undefined> {
  if (bytes !== undefined) return { body: bytes, headers: octets, bytes: bytes.size, isPacked: false }
  if (body === undefined) return undefined
  const text = JSON.stringify(body)
  const size = utf8Size(text)
  if (!gzip || size <= freeBytes) return { body: text, headers: json, bytes: size, isPacked: false }
  const packed = await gzip(text)
  const headers = { ...json, 'content-encoding': 'gzip' }
  return { body: packed, headers, bytes: packed.length, isPacked: true }
}
