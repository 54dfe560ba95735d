import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FeedBook, FeedBooks, PlacedEntry } from './feedBook'

const gzipText = promisify(gzip)

/** Bytes of the entries of one segment, at most: both sides hold all of it in memory at once. */
const segmentBytes = 16 * 2 ** 20
/** Bytes of what goes out at once, packed, but always one. */
const answerBytes = 2 ** 20

export type Segments = readonly Uint8Array[] | 'not-there-yet' | 'too-large'

/** Entries go out as the text they came in. */
export function placedText(entries: readonly PlacedEntry[]): string {
  return entries.map(({ position, text }) => `{"position":${position},"entry":${text}}`).join(',')
}

/** Those from `n` on that are kept, or `n` alone made now: the last ones are kept when the feed is folded next. */
export async function segmentsFrom(
  books: FeedBooks,
  siteId: string,
  { n, most }: { readonly n: number; readonly most: number },
): Promise<Segments> {
  const { segmentLength } = books
  const { kept, entries, head } = await books.inFeed(siteId, async (book) => {
    const kept = await book.segments(n, most, answerBytes)
    if (kept.length > 0) return { kept, entries: [], head: 0 }
    return { kept, entries: await entriesOf(book, n, segmentLength), head: (await book.heads()).head }
  })
  if (kept.length > 0) return kept
  if (entries.length === segmentLength) return [await packed(n, entries)]
  return head < (n + 1) * segmentLength ? 'not-there-yet' : 'too-large'
}

/** Packs and keeps what is complete up to a position and was not yet. */
export async function keepSegments(
  books: FeedBooks,
  siteId: string,
  upTo: number,
  breathe: () => Promise<void>,
): Promise<void> {
  const { segmentLength } = books
  const complete = Math.floor(upTo / segmentLength)
  for (let n = await books.inFeed(siteId, (book) => book.segmentsKept()); n < complete; n++) {
    const entries = await books.inFeed(siteId, (book) => entriesOf(book, n, segmentLength))
    if (entries.length === segmentLength) {
      const bytes = await packed(n, entries)
      await books.inFeed(siteId, (book) => book.keepSegment(n, bytes))
    }
    await breathe()
  }
}

/** Fewer than a segment has where it is not complete, or too large. */
function entriesOf(book: FeedBook, n: number, segmentLength: number): Promise<readonly PlacedEntry[]> {
  return book.page(n * segmentLength, segmentLength, segmentBytes)
}

/** Without the epoch: after a restore that is another, and the entries are the same. */
function packed(n: number, entries: readonly PlacedEntry[]): Promise<Uint8Array> {
  return gzipText(`{"segment":${n},"entries":[${placedText(entries)}]}`)
}
