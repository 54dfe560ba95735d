import type { Asking } from './centreClient'
import type { SyncAmbient } from './syncAmbient'
import { freeBytes, type Load, utf8Size } from './uplink'

/** What goes up. */
export interface WireBody extends Load {
  readonly body: Blob | string | Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
  readonly isPacked: boolean
}

const json = { 'content-type': 'application/json' }
const octets = { 'content-type': 'application/octet-stream' }

/** @param gzip where the centre takes it; what leaves at once anyway is not packed */
export async function wireBody(
  { body, bytes }: Asking,
  gzip: SyncAmbient['gzip'],
): Promise<WireBody | undefined> {
  if (bytes !== undefined) return { body: bytes, headers: octets, ...unpacked(bytes.size) }
  if (body === undefined) return undefined
  const text = JSON.stringify(body)
  const size = utf8Size(text)
  if (!gzip || size <= freeBytes) return { body: text, headers: json, ...unpacked(size) }
  const packed = await gzip(text)
  const headers = { ...json, 'content-encoding': 'gzip' }
  return { body: packed, headers, bytes: packed.length, unpackedBytes: size, isPacked: true }
}

const unpacked = (bytes: number) => ({ bytes, unpackedBytes: bytes, isPacked: false })
