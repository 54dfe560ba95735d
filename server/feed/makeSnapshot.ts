import type { Entry } from '../../shared/domain/entry/entry'
import {
  foldIn,
  foldVersion,
  freshStart,
  isAway,
  openStart,
  packStart,
  putAwayClosedRounds,
  type StartingPoint,
} from '../../shared/domain/startingPoint'
import type { FeedBooks, PlacedEntry } from './feedBook'

const slice = 256

/**
 * Folds the feed on from its last snapshot and keeps the new one.
 * @param breathe called between slices, so that requests get their turn
 * @returns the position it stands at
 */
export async function makeSnapshot(
  books: FeedBooks,
  siteId: string,
  breathe: () => Promise<void>,
): Promise<number> {
  const { head, kept } = await books.inFeed(siteId, async (book) => ({
    head: (await book.heads()).head,
    kept: await book.snapshot(),
  }))
  const opened = kept?.foldVersion === foldVersion ? openStart(kept.start) : undefined
  let start = opened ?? freshStart()
  let position = opened && kept ? kept.position : 0
  while (position < head) {
    const from = position
    const page = await books.inFeed(siteId, (book) => book.page(from, slice))
    for (const placed of page) start = await takeIn(books, siteId, start, placed)
    position = page.at(-1)?.position ?? head
    await breathe()
  }
  putAwayClosedRounds(start)
  await books.inFeed(siteId, (book) => book.keepSnapshot({ position, foldVersion, start: packStart(start) }))
  return position
}

/** A late entry of a round that left memory brings the round back first. */
async function takeIn(
  books: FeedBooks,
  siteId: string,
  start: StartingPoint,
  { position, text }: PlacedEntry,
): Promise<StartingPoint> {
  const entry = entryOf(text)
  const { roundId } = entry
  if (roundId !== null && !start.picture.has(entry) && isAway(start, entry)) {
    const earlier = await books.inFeed(siteId, (book) => book.ofRound(roundId, position))
    start.picture.restoreRound(
      roundId,
      earlier.map((one) => entryOf(one.text)),
    )
  }
  return foldIn(start, entry)
}

/** What lies in the feed was read and checked when it was taken in. */
function entryOf(text: string): Entry {
  return JSON.parse(text)
}
