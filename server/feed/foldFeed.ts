import { pageBytes } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import {
  foldIn,
  foldVersion,
  freshStart,
  isAway,
  openStart,
  type StartingPoint,
} from '../../shared/domain/startingPoint'
import type { FeedBooks, PlacedEntry } from './feedBook'
import { entryOf, roundEntries, slice } from './roundEntries'

export interface FoldedFeed {
  readonly start: StartingPoint
  /** What is folded in up to here. */
  readonly position: number
}

/**
 * The feed folded on from its last snapshot to its head.
 * @param breathe called between slices with what is folded so far, so that requests get their turn
 */
export async function foldFeed(
  books: FeedBooks,
  siteId: string,
  breathe: (start: StartingPoint) => Promise<void>,
): Promise<FoldedFeed> {
  const { head, kept } = await books.inFeed(siteId, async (book) => ({
    head: (await book.heads()).head,
    kept: await book.snapshot(),
  }))
  const opened = kept?.foldVersion === foldVersion ? openStart(kept.start) : undefined
  let start = opened ?? freshStart()
  let position = opened && kept ? kept.position : 0
  while (position < head) {
    const from = position
    const page = await books.inFeed(siteId, (book) => book.page(from, slice, pageBytes))
    for (const placed of page) start = await takeIn(books, siteId, start, placed)
    position = page.at(-1)?.position ?? head
    await breathe(start)
  }
  return { start, position }
}

/** A late entry of a round that left memory brings the round back first. */
async function takeIn(
  books: FeedBooks,
  siteId: string,
  start: StartingPoint,
  placed: PlacedEntry,
): Promise<StartingPoint> {
  const entry = entryOf(siteId, placed)
  const { roundId } = entry
  if (roundId !== null && !start.picture.has(entry) && isAway(start, entry)) {
    const earlier: Entry[] = []
    for await (const some of roundEntries(books, { siteId, roundId, upTo: placed.position }))
      earlier.push(...some)
    start.picture.restoreRound(roundId, earlier)
  }
  return foldIn(start, entry)
}
