import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { framed } from '../../shared/contract/framed'
import { paths, segmentRequest, segmentsType, type SnapshotAnswer } from '../../shared/contract/sync'
import { foldVersion } from '../../shared/domain/startingPoint'
import { sealMark } from '../feed/historyMark'
import { segmentsFrom } from '../feed/segments'
import { type CentreContext, type CentreEnv, route, send, sendBytes, sendJson } from './answer'
import { checkEpoch, feedOf } from './authenticate'
import type { Parts } from './parts'
import { Refusal, readAs } from './refusal'

const lastSegment = 2 ** 40

/** What a new desk starts from: the folded picture, and the whole history in pieces that never change. */
export function historyRoutes({ books }: Parts): Hono<CentreEnv> {
  return new Hono<CentreEnv>()
    .get(route(paths.snapshot(':siteId')), async (c) => {
      const siteId = feedOf(c)
      const { segmentLength } = books
      const { kept, last } = await books.inFeed(siteId, async (book) => {
        const kept = await book.snapshot()
        const inSegments = Math.floor((kept?.position ?? 0) / segmentLength) * segmentLength
        return { kept, last: inSegments > 0 ? (await book.page(inSegments - 1, 1))[0] : undefined }
      })
      if (kept?.foldVersion !== foldVersion) throw new Refusal('not-found')
      const { epoch, markKey } = c.get('caller')
      const mark = last && sealMark(markKey, { epoch, siteId, position: last.position }, last.arrival)
      return send(c, { epoch, ...kept, mark } satisfies SnapshotAnswer)
    })
    .get('/v1/feeds/:siteId/segments/:n', async (c) => {
      const siteId = feedOf(c)
      const { n, most } = segmentAsked(c)
      const packs = c.req.header('accept')?.includes(segmentsType) ?? false
      const { epoch } = c.get('caller')
      const tag = `"${epoch}-${n}"`
      if (!packs && c.req.header('if-none-match') === tag) return c.body(null, 304)
      const segments = await segmentsFrom(books, siteId, { n, most: packs ? most : 1 })
      if (segments === 'not-there-yet') throw new Refusal('not-found')
      if (segments === 'too-large') throw new Refusal('too-large')
      if (packs) return sendBytes(c, segmentsType, framed(segments))
      // An older desk knows them only so.
      const [packed = new Uint8Array()] = segments
      return sendJson(c, `{"epoch":${JSON.stringify(epoch)},${gunzipSync(packed).toString().slice(1)}`, {
        'cache-control': 'private, max-age=31536000, immutable',
        etag: tag,
      })
    })
}

/** @throws Refusal also where the epoch is missing: a cache must not mix two histories under one address */
function segmentAsked(c: CentreContext): { readonly n: number; readonly most: number } {
  const n = Number(c.req.param('n'))
  if (!Number.isInteger(n) || n < 0 || n > lastSegment)
    throw new Refusal('bad-request', { because: 'a segment has a number' })
  const { epoch, most } = readAs(segmentRequest, c.req.query())
  checkEpoch(c, epoch)
  return { n, most }
}
