import { Hono } from 'hono'
import { paths } from '../../shared/contract/sync'
import { sha256Hex } from '../hq/secrets'
import type { CentreContext, CentreEnv } from './answer'
import type { Parts } from './parts'
import { Refusal } from './refusal'

/** Photos: named by what is in them, so that sending one twice is sending it once. */
export function blobRoutes({ books, nowMs }: Parts): Hono<CentreEnv> {
  /** Looked for in every feed of the device; kept in its own site's. */
  const find = async (c: CentreContext): Promise<Uint8Array> => {
    const sha256 = nameOf(c)
    for (const { siteId } of c.get('caller').feeds) {
      const bytes = await books.inFeed(siteId, (book) => book.blob(sha256))
      if (bytes) return bytes
    }
    throw new Refusal('not-found')
  }
  return new Hono<CentreEnv>()
    .put(paths.blob(':sha256'), async (c) => {
      const sha256 = nameOf(c)
      const { site, deviceId } = c.get('caller')
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      if (sha256Hex(bytes) !== sha256)
        throw new Refusal('bad-request', { because: 'the bytes are not what the name says' })
      await books.inFeed(site.siteId, (book) => book.keepBlob(sha256, bytes, deviceId, nowMs()))
      return c.body(null, 204)
    })
    .get(paths.blob(':sha256'), async (c) => {
      const bytes = await find(c)
      c.header('content-type', 'application/octet-stream')
      c.header('cache-control', 'private, max-age=31536000, immutable')
      return c.body(new Uint8Array(bytes))
    })
}

function nameOf(c: CentreContext): string {
  const sha256 = c.req.param('sha256') ?? ''
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal('not-found')
  return sha256
}
