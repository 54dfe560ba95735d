import { zh } from '../../renderer/i18n/zh/zh'
import { type MeAnswer, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Picture } from '../../shared/domain/picture'
import type { Desk } from '../e2e/desk'
import { entriesOnDisk, historyOnDisk, pictureOf, tailOnDisk } from '../e2e/recordsOnDisk'
import { everythingOf } from '../properties/samePicture'
import type { ADeskOfTheCentre } from '../server/aCentre'
import { cameTrue } from './aDeskOnTheNet'
import { everythingIn } from './everythingIn'
import type { Judged } from './judgeSite'

export interface Expected {
  readonly withinMs: number
  /** Bags that a counter said it handed over, each as often as one said so. */
  readonly handed: readonly string[]
  /** What else must have come about. */
  also?(): boolean
}

export interface JudgedCounters extends Judged {
  /** What kept them apart to the end; empty where nothing did. */
  readonly apart: string
}

/** What a desk in a browser has, read past the app where that is possible. */
interface Seen {
  readonly saysInStep: boolean
  readonly tail: { readonly epoch: string; readonly position: number }
  readonly entries: readonly Entry[]
  /** By the screen of the counter, and so by the picture that the app has in its memory. */
  readonly bagsOnShelf: number
}

/**
 * As `judgeSite`, of desks in a real browser with the counter on their screens: what is on the disk is what is in the
 * feed, each once; RxDB's tail stands at the feed's end, in the history that the centre is in; and the strip says so.
 * @param witness reads the feed by hand
 */
export async function judgeCounters(
  desks: readonly Desk[],
  witness: ADeskOfTheCentre,
  { withinMs, handed, also = () => true }: Expected,
): Promise<JudgedCounters> {
  let apart = ''
  const converged = await cameTrue(async () => {
    apart = also() ? await whatIsApart(desks, witness, handed) : 'not all came about'
    return apart === ''
  }, withinMs)
  const feed = await feedOf(witness)
  const there = new Set(feed.map(({ id }) => id as string))
  const here = new Set<string>()
  for (const { page } of desks) for (const { id } of await onDisk(page)) here.add(id)
  const { lacking, tooMany } = handoversIn(pictureOf(feed), handed)
  return {
    lost: [...here].filter((id) => !there.has(id)).length + lacking,
    duplicated: feed.length - there.size + tooMany,
    ...{ converged, apart },
  }
}

async function whatIsApart(
  desks: readonly Desk[],
  witness: ADeskOfTheCentre,
  handed: readonly string[],
): Promise<string> {
  const { epoch }: MeAnswer = await witness.json(paths.me)
  const feed = await feedOf(witness)
  const picture = pictureOf(feed)
  const { lacking } = handoversIn(picture, handed)
  if (lacking > 0) return `${lacking} handovers are not at the centre`
  const all = everythingOf(picture)
  for (const desk of desks) {
    const seen = await seenAt(desk)
    if (!seen.saysInStep) return 'the strip does not say that all is sent and here'
    if (seen.tail.epoch !== epoch) return 'the tail is in another history'
    if (seen.tail.position !== feed.length)
      return `the tail stands at ${seen.tail.position} of ${feed.length}`
    if (namesOf(seen.entries) !== namesOf(feed)) return 'the disk has others than the feed'
    if (everythingOf(pictureOf(seen.entries)) !== all) return 'the disk shows another picture'
    const waiting = bagsOnShelf(picture)
    if (seen.bagsOnShelf !== waiting) return `the screen says ${seen.bagsOnShelf} of ${waiting} bags`
  }
  return ''
}

async function seenAt({ page }: Desk): Promise<Seen> {
  const strip = page.locator('[data-state="online"]').filter({ hasText: zh.frame.connection.allSent })
  const figure = page.locator('main aside div').filter({ hasText: zh.handover.idle.waitingBags })
  return {
    saysInStep: (await strip.count()) > 0,
    tail: await tailOnDisk(page),
    entries: await onDisk(page),
    bagsOnShelf: Number(await figure.last().locator('span').first().innerText()),
  }
}

const onDisk = async (page: Desk['page']): Promise<Entry[]> => [
  ...(await historyOnDisk(page)),
  ...(await entriesOnDisk(page)),
]

/** One that is there twice is named twice. */
const namesOf = (entries: readonly Entry[]): string =>
  entries
    .map(({ id, hash }) => `${id} ${hash}`)
    .sort()
    .join('\n')

async function feedOf(witness: ADeskOfTheCentre): Promise<Entry[]> {
  return (await everythingIn(witness)).map(({ entry }) => entry as Entry)
}

const roundsOf = (picture: Picture) => picture.roundIds().flatMap((id) => picture.round(id) ?? [])

const bagsOnShelf = (picture: Picture): number =>
  roundsOf(picture).reduce((n, fold) => n + fold.memberCount('bags:on-shelf'), 0)

/** Of what was said to be handed over, how much is not there, and how much is there more often. */
function handoversIn(picture: Picture, handed: readonly string[]) {
  const folds = roundsOf(picture)
  let [lacking, tooMany] = [0, 0]
  for (const bag of new Set(handed)) {
    const said = handed.filter((one) => one === bag).length
    const there = folds.reduce((n, fold) => n + (fold.state('bag', bag)?.handovers.length ?? 0), 0)
    lacking += Math.max(0, said - there)
    tooMany += Math.max(0, there - said)
  }
  return { lacking, tooMany }
}
