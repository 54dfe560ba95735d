import { type BlobAnswer, blobBytes } from '../../shared/contract/photos'
import { sha256Hex } from '../hq/secrets'
import type { FeedBook } from './feedBook'

/** Photos of one feed. A desk makes tens on a bad day, and after 90 days they are erased. */
export const mostPhotos = 20_000

export interface BlobPart {
  readonly sha256: string
  readonly deviceId: string
  /** Bytes of the whole. */
  readonly of: number
  readonly from: number
  /** None: only asks how much is there. */
  readonly bytes: Uint8Array
  readonly nowMs: number
}

/**
 * Takes the next part of a photo, or says where to go on from: a part that was lost, repeated or cut changes nothing.
 * It counts as there when its bytes are what its name says; if they are not, all of them are thrown away.
 */
export async function takeBlobPart(book: FeedBook, part: BlobPart): Promise<BlobAnswer | 'full'> {
  const { sha256, deviceId, of, from, bytes, nowMs } = part
  const whole = await book.blobLength(sha256)
  if (whole !== undefined) return { has: whole, whole: true }
  const held = await book.blobParts(deviceId, sha256)
  const has = held.reduce((sum, one) => sum + one.byteLength, 0)
  const upTo = has + bytes.byteLength
  if (bytes.byteLength === 0 || from !== has || upTo > Math.min(of, blobBytes)) return { has, whole: false }
  if (from === 0 && (await book.blobs()) >= mostPhotos) return 'full'
  if (upTo < of) {
    // Of a device one at a time: what it began and left is not kept for ever.
    if (from === 0) await book.dropBlobParts(deviceId)
    await book.keepBlobPart({ deviceId, sha256, from, bytes })
    return { has: upTo, whole: false }
  }
  const all = Buffer.concat([...held, bytes])
  await book.dropBlobParts(deviceId)
  if (sha256Hex(all) !== sha256) return { has: 0, whole: false }
  await book.keepBlob(sha256, all, deviceId, nowMs)
  return { has: upTo, whole: true }
}
