import type { IdentityOnWire } from '../../shared/contract/people'
import type { Fact } from '../../shared/domain/facts'
import { businessDayAt } from '../../shared/kernel/businessDay'
import type { FeedBooks } from './feedBook'
import { eraseIdentities } from './keepIdentities'
import { keepReports, nextTurn } from './keepReports'
import { roundEntries } from './roundEntries'

type Person = Extract<IdentityOnWire, { erased: false }>

/** Everybody the site has who is not erased. */
export async function peopleOf(books: FeedBooks, siteId: string): Promise<readonly Person[]> {
  const people: Person[] = []
  for (let after = 0; ; ) {
    const from = after
    const page = await books.inFeed(siteId, (book) => book.identities(from, pageLength))
    people.push(...page.flatMap(({ identity }) => (identity.erased ? [] : [identity])))
    if (page.length < pageLength) return people
    after = page.at(-1)?.change ?? after
  }
}

const pageLength = 500

/**
 * Erases the households all of whose rounds were closed, and over, before then. One that is in no round stays: its
 * order may still be on its way. @param beforeMs ms since 1970 UTC
 */
export async function eraseOldPeople(
  books: FeedBooks,
  siteId: string,
  beforeMs: number,
): Promise<{ readonly head: number; readonly erased: number }> {
  await keepReports(books, siteId, nextTurn)
  const [upTo, rounds] = await books.inFeed(siteId, async (book) => [
    (await book.heads()).head,
    await book.reported('rounds'),
  ])
  const day = businessDayAt(beforeMs)
  const isOld = (one: (typeof rounds)[number]): boolean =>
    one.closedAtMs !== null &&
    one.closedAtMs < beforeMs &&
    (one.pickupUntil === null || one.pickupUntil < day)
  const old = new Set<string>()
  const current = new Set<string>()
  for (const round of rounds) {
    const named = isOld(round) ? old : current
    for await (const entries of roundEntries(books, { siteId, roundId: round.roundId, upTo }))
      for (const { facts } of entries) for (const fact of facts) noteHouseholds(fact as Fact, named)
  }
  const gone = (await peopleOf(books, siteId))
    .map(({ householdId }) => householdId)
    .filter((id) => old.has(id) && !current.has(id))
  return eraseIdentities(books, siteId, gone)
}

/** Whoever ordered, whoever a bag is for, and who was merged with whom. */
function noteHouseholds(fact: Fact, named: Set<string>): void {
  if (fact.kind === 'OrderPlaced' || fact.kind === 'OrderAmended') named.add(fact.order.householdId)
  if (fact.kind === 'ItemPut' || fact.kind === 'BagClosed') named.add(fact.bag.householdId)
  if (fact.kind === 'HouseholdsMerged') {
    named.add(fact.from)
    named.add(fact.into)
  }
}
