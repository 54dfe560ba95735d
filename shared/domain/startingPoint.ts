import { businessDayAt } from '../kernel/businessDay'
import { type HeardReadings, hear, stampMs } from '../kernel/stamp'
import type { Entry } from './entry/entry'
import { Picture, type PictureSnapshot } from './picture'
import { indexEntry, type RoundIndex } from './round/roundIndex'

/** What a desk starts from: the picture folded so far, and what goes with it. */
export interface StartingPoint {
  readonly picture: Picture
  readonly rounds: RoundIndex
  readonly clock: HeardReadings
}

/** Grows whenever the fold's states change, in shape or in what they say: an older snapshot is then folded anew. */
export const foldVersion = 8

interface Body {
  readonly picture: PictureSnapshot
  readonly rounds: RoundIndex
  readonly clock: HeardReadings
}

export function freshStart(): StartingPoint {
  return { picture: new Picture(), rounds: {}, clock: {} }
}

/** JSON text; the same whether a desk keeps it or the centre sends it. */
export function packStart({ picture, rounds, clock }: StartingPoint): string {
  const body: Body = { picture: picture.snapshot(), rounds, clock }
  return JSON.stringify(body)
}

/** What `packStart` of the same `foldVersion` wrote; undefined when it was cut short. */
export function openStart(text: string): StartingPoint | undefined {
  try {
    const { picture, rounds, clock } = JSON.parse(text) as Body
    return { picture: new Picture(picture), rounds, clock }
  } catch {
    return undefined
  }
}

/** Folds one more entry into the picture, and into what goes with it. Its round, if it was put away, is back. */
export function foldIn({ picture, rounds, clock }: StartingPoint, entry: Entry): StartingPoint {
  picture.apply(entry)
  const fold = entry.roundId === null ? undefined : picture.round(entry.roundId)
  return {
    picture,
    rounds: fold ? indexEntry(rounds, entry, fold) : rounds,
    clock: hear(clock, entry.stamp),
  }
}

/** True for a round that is known and not in memory: all its entries bring it back. */
export function isAway({ picture, rounds }: StartingPoint, entry: Pick<Entry, 'roundId'>): boolean {
  const { roundId } = entry
  return roundId !== null && Object.hasOwn(rounds, roundId) && !picture.round(roundId)
}

/**
 * Rounds closed on a day before the last one whose drawer was closed leave memory; the disk keeps them. Until then
 * their cash counts in a drawer, of this desk or of one that closes later. A round with bags in the house stays.
 */
export function putAwayClosedRounds({ picture, rounds }: StartingPoint): void {
  const lastDay = picture.site
    .members('days')
    .filter((day) => isDayClosed(picture, day))
    .sort()
    .at(-1)
  if (lastDay === undefined) return
  for (const { roundId, closedAt } of Object.values(rounds)) {
    const fold = picture.round(roundId)
    if (!fold || closedAt === null || businessDayAt(stampMs(closedAt)) >= lastDay) continue
    const bags = ['open', 'closed', 'on-shelf'].some((status) => fold.memberCount(`bags:${status}`) > 0)
    const cash = fold.members('till-days').some((day) => day >= lastDay)
    if (!bags && !cash) picture.putAway(roundId)
  }
}

function isDayClosed(picture: Picture, day: string): boolean {
  const drawers = Object.values(picture.site.state('day', day)?.drawers ?? {})
  return drawers.some(({ closed }) => closed !== null)
}
