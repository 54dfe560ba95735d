import { foldVersion, packStart, putAwayClosedRounds } from '../../shared/domain/startingPoint'
import type { FeedBooks } from './feedBook'
import { foldFeed } from './foldFeed'
import { keepSegments } from './segments'

/**
 * Folds the feed on from its last snapshot and keeps the new one, and the segments a new desk then asks for.
 * @param breathe called between slices, so that requests get their turn
 * @returns the position it stands at
 */
export async function makeSnapshot(
  books: FeedBooks,
  siteId: string,
  breathe: () => Promise<void>,
): Promise<number> {
  // As it goes: a feed of any length needs the memory of the rounds that were open at once.
  const { start, position } = await foldFeed(books, siteId, (soFar) => {
    putAwayClosedRounds(soFar)
    return breathe()
  })
  putAwayClosedRounds(start)
  await keepSegments(books, siteId, position, breathe)
  await books.inFeed(siteId, (book) => book.keepSnapshot({ position, foldVersion, start: packStart(start) }))
  return position
}
