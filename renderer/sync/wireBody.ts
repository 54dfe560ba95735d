import type { Asking } from './centreClient'
import type { SyncAmbient } from './syncAmbient'
import { freeBytes, utf8Size } from './uplink'

/** What goes up. */
export interface WireBody {
  readonly body: Blob | string | Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
}

const json = { 'content-type': 'application/json' }

/** @param gzip where the centre takes it; what leaves at once anyway is not packed */
export async function wireBody(
  { body, bytes }: Asking,
  gzip: SyncAmbient['gzip'],
): Promise<WireBody | undefined> {
  if (bytes !== undefined)
    return { body: bytes, headers: { 'content-type': 'application/octet-stream' }, bytes: bytes.size }
  if (body === undefined) return undefined
  const text = JSON.stringify(body)
  const size = utf8Size(text)
  if (!gzip || size <= freeBytes) return { body: text, headers: json, bytes: size }
  const packed = await gzip(text)
  return { body: packed, headers: { ...json, 'content-encoding': 'gzip' }, bytes: packed.length }
}
