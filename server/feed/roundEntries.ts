import { pageBytes } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import type { FeedBooks, PlacedEntry } from './feedBook'

/** Entries read at once: what is folded behind the requests lets them in between. */
export const slice = 256

/** All entries of one round up to a position, a slice at a time. */
export async function* roundEntries(
  books: FeedBooks,
  { siteId, roundId, upTo }: { readonly siteId: string; readonly roundId: string; readonly upTo: number },
): AsyncGenerator<readonly Entry[]> {
  for (let after = 0; ; ) {
    const span = { after, upTo, limit: slice, mostBytes: pageBytes }
    const page = await books.inFeed(siteId, (book) => book.ofRound(roundId, span))
    const last = page.at(-1)
    if (!last) return
    yield page.map((placed) => entryOf(siteId, placed))
    after = last.position
  }
}

/** It was changed or damaged where it lies: only the owner of the database can put that right. */
export class UnreadableEntry extends Error {}

/** What lies in the feed was read and checked when it was taken in. @throws UnreadableEntry */
export function entryOf(siteId: string, { text, position }: PlacedEntry): Entry {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnreadableEntry(
      `The entry at position ${position} of the feed ${siteId} can no longer be read: it was changed or damaged in the database. chain verify names all that were; a backup made before has it.`,
      { cause: error },
    )
  }
}
