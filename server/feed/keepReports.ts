import { Picture } from '../../shared/domain/picture'
import { reportOf } from '../../shared/domain/report/reportOf'
import { emptyReport, type RoundReport, reportVersion } from '../../shared/domain/report/reportRows'
import { idOf, type RoundId } from '../../shared/kernel/ids'
import type { FeedBooks } from './feedBook'
import { roundEntries } from './roundEntries'

/** Called between slices, so that requests get their turn. */
export type Breathe = () => Promise<void>

/** @throws what the signal was aborted for */
export async function nextTurn(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal?.throwIfAborted()
}

/**
 * Folds every round that gained entries since, from its first entry on, and keeps what reports need of it. One round
 * at a time: a feed of any length needs the memory of its largest round.
 * @returns how many rounds were folded
 */
export async function keepReports(books: FeedBooks, siteId: string, breathe: Breathe): Promise<number> {
  const { upTo, rounds } = await books.inFeed(siteId, async (book) => {
    const { head } = await book.heads()
    const kept = await book.reportsAt()
    const from = kept?.version === reportVersion ? kept.position : 0
    return { upTo: head, rounds: await book.roundsSince(from, head) }
  })
  const at = { position: upTo, version: reportVersion }
  const failed: unknown[] = []
  for (const roundId of rounds) {
    // Out here: whoever has it give way ends it, and does not fail one round.
    await breathe()
    try {
      const report = await foldReport(books, { siteId, roundId, upTo }, breathe)
      await books.inFeed(siteId, (book) => book.keepReport(roundId, report, at))
    } catch (error) {
      // A round that cannot be folded holds up no other; the mark stays, so that it is tried again.
      failed.push(error)
    }
  }
  if (failed.length > 0) throw failed[0]
  await books.inFeed(siteId, (book) => book.markReports(at))
  return rounds.length
}

/** Whether the feed has entries that its reports do not say. */
export function isBehind(books: FeedBooks, siteId: string): Promise<boolean> {
  return books.inFeed(siteId, async (book) => {
    const { head } = await book.heads()
    const kept = await book.reportsAt()
    return head > (kept?.version === reportVersion ? kept.position : 0)
  })
}

/** Forgets what is kept and folds all of it anew. @returns how many rounds there are */
export async function rebuildReports(books: FeedBooks, siteId: string, breathe: Breathe): Promise<number> {
  await books.inFeed(siteId, (book) => book.forgetReports())
  return keepReports(books, siteId, breathe)
}

/** Of a round without an entry, nothing. */
export async function foldReport(
  books: FeedBooks,
  of: { readonly siteId: string; readonly roundId: string; readonly upTo: number },
  breathe: Breathe,
): Promise<RoundReport> {
  const roundId = idOf<RoundId>(of.roundId)
  const picture = new Picture()
  for await (const entries of roundEntries(books, of)) {
    for (const entry of entries) picture.apply(entry)
    await breathe()
  }
  const fold = picture.round(roundId)
  return fold ? reportOf(fold, roundId) : emptyReport
}
