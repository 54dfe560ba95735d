import { foldVersion, packStart, putAwayClosedRounds } from '../../shared/domain/startingPoint'
import type { FeedBooks } from './feedBook'
import { foldFeed } from './foldFeed'

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
  const { start, position } = await foldFeed(books, siteId, breathe)
  putAwayClosedRounds(start)
  await books.inFeed(siteId, (book) => book.keepSnapshot({ position, foldVersion, start: packStart(start) }))
  return position
}
