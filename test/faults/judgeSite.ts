import { readEntry } from '../../shared/domain/entry/readEntry'
import { Picture } from '../../shared/domain/picture'
import { everythingOf } from '../properties/samePicture'
import type { ADeskOfTheCentre } from '../server/aCentre'
import { type ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { everythingIn } from './everythingIn'

export interface Judged {
  /** Entries that a desk called saved and that are nowhere at the centre. */
  readonly lost: number
  /** Entries that stand more than once in the feed. */
  readonly duplicated: number
  /** Every desk and the feed fold to one picture, and nobody keeps anything aside. */
  readonly converged: boolean
}

/** Once nobody has anything left to send or to read, or after so long. @param witness reads the feed by hand */
export async function judgeSite(
  desks: readonly ADeskOnTheNet[],
  witness: ADeskOfTheCentre,
  withinMs: number,
  also: () => boolean = () => true,
): Promise<Judged> {
  const inStep = await cameTrue(async () => {
    const { length } = await everythingIn(witness)
    return (
      also() &&
      desks.every((one) => one.isInStep(length) && !one.link.peopleOf(one.desk.identity.siteId)?.waits)
    )
  }, withinMs)
  const feed = await everythingIn(witness)
  const there = new Set(feed.map(({ id }) => id))
  const folded = new Picture()
  for (const { entry } of feed) {
    const reading = readEntry(entry)
    if (reading.ok) folded.apply(reading.entry)
  }
  const expected = everythingOf(folded)
  const same = desks.every(({ desk }) => everythingOf(desk.point.picture) === expected)
  const quiet = desks.every(({ view }) => view.lostPeople + view.keptOut + view.aside.length === 0)
  return {
    lost: desks.flatMap(({ saved }) => [...saved]).filter((id) => !there.has(id)).length,
    duplicated: feed.length - there.size,
    converged: inStep && same && quiet,
  }
}
