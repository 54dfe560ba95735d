import { z } from 'zod'
import { count } from './sync'

/** Bytes of one photo. A desk makes it smaller before it is kept. */
export const blobBytes = 2 * 2 ** 20
/** Bytes of one part of a photo, as sent or read. */
export const blobPartBytes = 2 ** 18

const bytesOfBlob = z.coerce.number().pipe(z.int().min(0).max(blobBytes))

/** Query of a part on its way up; its bytes are the body. */
export const blobPartRequest = z.object({
  from: bytesOfBlob,
  of: z.coerce.number().pipe(z.int().min(1).max(blobBytes)),
})
/** Query of a part on its way down. */
export const blobReadRequest = z.object({
  from: bytesOfBlob.default(0),
  most: z.coerce.number().pipe(z.int().min(1).max(blobPartBytes)).default(blobPartBytes),
})

/** How many bytes from the start are there, so that the next part begins with them; `whole`: it is kept. */
export const blobAnswer = z.object({ has: count, whole: z.boolean() })
export type BlobAnswer = z.infer<typeof blobAnswer>
