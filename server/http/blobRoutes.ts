import { Hono } from 'hono'
import { blobPartBytes, blobPartRequest, blobReadRequest } from '../../shared/contract/photos'
import { paths } from '../../shared/contract/sync'
import { takeBlobPart } from '../feed/takeBlobPart'
import { type CentreContext, type CentreEnv, route, send } from './answer'
import { feedOf } from './authenticate'
import { takeBody } from './body'
import type { Parts } from './parts'
import { Refusal, readAs } from './refusal'

/** Photos: named by what is in them, in the feed whose entries name them, sent and read part by part. */
export function blobRoutes({ books, nowMs }: Parts): Hono<CentreEnv> {
  const path = route(paths.blob(':siteId', ':sha256'))
  return new Hono<CentreEnv>()
    .put(path, async (c) => {
      const siteId = feedOf(c)
      const asked = readAs(blobPartRequest, c.req.query())
      // Packed they would be kept as they came, and the whole would never be what its name says.
      if (c.req.header('content-encoding') !== undefined)
        throw new Refusal('bad-request', { because: 'a photo is sent as it is: no content-encoding' })
      const bytes = new Uint8Array(await takeBody(c))
      if (bytes.byteLength > blobPartBytes) throw new Refusal('too-large')
      const { deviceId } = c.get('caller')
      const part = { ...asked, sha256: nameOf(c), deviceId, bytes, nowMs: nowMs() }
      const taken = await books.inFeed(siteId, (book) => takeBlobPart(book, part))
      if (taken === 'full') throw new Refusal('too-large', { because: 'no room: photo erase makes some' })
      return send(c, taken)
    })
    .get(path, async (c) => {
      const siteId = feedOf(c)
      const sha256 = nameOf(c)
      const { from, most } = readAs(blobReadRequest, c.req.query())
      const bytes = await books.inFeed(siteId, (book) => book.blobBytes(sha256, from, most))
      if (!bytes) throw new Refusal('not-found')
      c.header('content-type', 'application/octet-stream')
      // It may show people: it is kept where it can be erased, and nowhere on the way.
      c.header('cache-control', 'no-store')
      return c.body(new Uint8Array(bytes))
    })
}

function nameOf(c: CentreContext): string {
  const sha256 = c.req.param('sha256') ?? ''
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal('not-found')
  return sha256
}
