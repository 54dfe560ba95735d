import { expect, test } from 'vitest'
import type { FeedBook, FeedBooks, PlacedEntry } from '../../server/feed/feedBook'
import { keepSegments, segmentsFrom } from '../../server/feed/segments'
import { segmentLength } from '../../shared/contract/sync'

const all = 3 * segmentLength

/** A feed of three segments, with one in the middle that has entries of 40 KiB. */
class AFeed implements FeedBooks {
  readonly segmentLength = segmentLength
  readonly kept = new Map<number, Uint8Array>()

  inFeed<T>(_siteId: string, work: (book: FeedBook) => Promise<T>): Promise<T> {
    const book: Partial<FeedBook> = {
      heads: async () => ({ head: all, identities: 0, bringBackUntilMs: 0 }),
      segmentsKept: async () => 0,
      segments: async (n) => [this.kept.get(n) ?? []].flat(),
      keepSegment: async (n, packed) => void this.kept.set(n, packed),
      page: async (after, limit, mostBytes = Number.POSITIVE_INFINITY) => {
        const page: PlacedEntry[] = []
        for (let bytes = 0; page.length < limit && bytes < mostBytes && after + page.length < all; ) {
          const position = after + page.length + 1
          const large = position > segmentLength && position <= 2 * segmentLength
          const text = `"${'x'.repeat(large ? 40 * 1024 : 10)}"`
          bytes += text.length
          page.push({ position, text, arrival: '' })
        }
        return page
      },
    }
    return work(book as FeedBook)
  }
}

test('a segment that would fill the memory of a desk is neither kept nor sent, and holds up no other', async () => {
  const feed = new AFeed()
  await keepSegments(feed, 's', all, async () => {})
  expect([...feed.kept.keys()]).toEqual([0, 2])
  expect(await segmentsFrom(feed, 's', { n: 1, most: 8 })).toBe('too-large')
  expect(await segmentsFrom(feed, 's', { n: 3, most: 8 })).toBe('not-there-yet')
})
