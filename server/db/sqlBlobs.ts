import { z } from 'zod'
import type { FeedBook } from '../feed/feedBook'
import type { Queries } from './sql'

const bytesRows = z.array(z.object({ bytes: z.instanceof(Uint8Array) }))
const lengthRows = z.array(z.object({ length: z.coerce.number() }))

/** Photos of one feed, and what has come of those still on their way. */
export function sqlBlobs(
  tx: Queries,
  siteId: string,
): Pick<
  FeedBook,
  'blobs' | 'blobLength' | 'blobBytes' | 'keepBlob' | 'blobParts' | 'keepBlobPart' | 'dropBlobParts'
> {
  const of = async (text: string, ...values: readonly unknown[]): Promise<readonly unknown[]> =>
    tx.query(text, [siteId, ...values])
  return {
    blobs: async () => Number(lengthRows.parse(await of(countBlobs))[0]?.length),
    blobLength: async (sha256) => lengthRows.parse(await of(selectLength, sha256))[0]?.length,
    blobBytes: async (sha256, from, most) =>
      bytesRows.parse(await of(selectBytes, sha256, from + 1, most))[0]?.bytes,
    keepBlob: async (sha256, bytes, broughtBy, receivedAtMs) => {
      await of(insertBlob, sha256, bytes, broughtBy, receivedAtMs)
    },
    blobParts: async (deviceId, sha256) =>
      bytesRows.parse(await of(selectParts, deviceId, sha256)).map(({ bytes }) => bytes),
    keepBlobPart: async ({ deviceId, sha256, from, bytes }) => {
      await of(insertPart, deviceId, sha256, from, bytes)
    },
    dropBlobParts: async (deviceId) => {
      await of('delete from blob_parts where site_id = $1 and device_id = $2', deviceId)
    },
  }
}

/** In the index alone: a photo is not looked at. */
export const countBlobs = 'select count(*) as length from blobs where site_id = $1'

export const selectLength =
  'select octet_length(bytes) as length from blobs where site_id = $1 and sha256 = $2'

export const selectBytes =
  'select substring(bytes from $3 for $4) as bytes from blobs where site_id = $1 and sha256 = $2'

const insertBlob = `
  insert into blobs (site_id, sha256, bytes, brought_by, received_at_ms) values ($1, $2, $3, $4, $5)
  on conflict do nothing`

export const selectParts =
  'select bytes from blob_parts where site_id = $1 and device_id = $2 and sha256 = $3 order by from_byte'

/** The same part twice at once: one of them is enough. */
const insertPart = `
  insert into blob_parts (site_id, device_id, sha256, from_byte, bytes) values ($1, $2, $3, $4, $5)
  on conflict do nothing`
