import { Hono } from 'hono'
import { paths, type SnapshotAnswer, segmentLength } from '../../shared/contract/sync'
import { foldVersion } from '../../shared/domain/startingPoint'
import type { PlacedEntry } from '../feed/feedBook'
import { sealMark } from '../feed/historyMark'
import { type CentreContext, type CentreEnv, route, send, sendJson } from './answer'
import { checkEpoch, feedOf } from './authenticate'
import type { Parts } from './parts'
import { Refusal } from './refusal'

const lastSegment = 2 ** 40

/** What a new desk starts from: the folded picture, and the whole history in pieces that never change. */
export function historyRoutes({ books }: Parts): Hono<CentreEnv> {
  return new Hono<CentreEnv>()
    .get(route(paths.snapshot(':siteId')), async (c) => {
      const siteId = feedOf(c)
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
      const n = segmentNumber(c)
      const tag = `"${c.get('caller').epoch}-${n}"`
      if (c.req.header('if-none-match') === tag) return c.body(null, 304)
      const entries = await books.inFeed(siteId, (book) => book.page(n * segmentLength, segmentLength))
      if (entries.length < segmentLength) throw new Refusal('not-found')
      const { epoch } = c.get('caller')
      return sendJson(
        c,
        `{"epoch":${JSON.stringify(epoch)},"segment":${n},"entries":[${placedText(entries)}]}`,
        {
          'cache-control': 'private, max-age=31536000, immutable',
          etag: tag,
        },
      )
    })
}

/** @throws Refusal also where the epoch is missing: a cache must not mix two histories under one address */
function segmentNumber(c: CentreContext): number {
  const n = Number(c.req.param('n'))
  if (!Number.isInteger(n) || n < 0 || n > lastSegment)
    throw new Refusal('bad-request', { because: 'a segment has a number' })
  const epoch = c.req.query('epoch')
  if (epoch === undefined) throw new Refusal('bad-request', { because: 'epoch is missing' })
  checkEpoch(c, epoch)
  return n
}

/** Entries go out as the text they came in. */
export function placedText(entries: readonly PlacedEntry[]): string {
  return entries.map(({ position, text }) => `{"position":${position},"entry":${text}}`).join(',')
}
