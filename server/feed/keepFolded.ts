import { foldVersion } from '../../shared/domain/startingPoint'
import type { FeedBooks } from './feedBook'
import { type Breathe, keepReports } from './keepReports'
import { makeSnapshot } from './makeSnapshot'

/** Entries a feed must have gained for a new snapshot to be worth its while. */
const worthSnapshot = 2048

/** Brings up to date what is folded of a feed: what reports need, and now and then the snapshot of new desks. */
export async function keepFolded(books: FeedBooks, siteId: string, breathe: Breathe): Promise<void> {
  await keepReports(books, siteId, breathe)
  const gained = await books.inFeed(siteId, async (book) => {
    const { head } = await book.heads()
    const kept = await book.snapshotAt()
    return head - (kept?.foldVersion === foldVersion ? kept.position : 0)
  })
  if (gained >= worthSnapshot) await makeSnapshot(books, siteId, breathe)
}
