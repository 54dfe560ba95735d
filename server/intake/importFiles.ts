import { usualPickup } from '../../shared/domain/round/openRound'
import { roundCodeFor } from '../../shared/domain/round/roundCode'
import type { RoundLine } from '../../shared/domain/round/roundIndex'
import type { ReadProposal } from '../../shared/intake/import/importProposal'
import { takeIn } from '../../shared/intake/import/takeIn'
import { problemSentence, type SentenceLanguage } from '../../shared/intake/problemSentence'
import { type BusinessDay, businessDayAt } from '../../shared/kernel/businessDay'
import { type HouseholdId, idOf, type RoundId } from '../../shared/kernel/ids'
import { Refused } from '../hq/sites'
import { type OpenedSource, openSource } from './openSource'
import { alienOrders, type HeldLine, heldLines, type ImportWish, listedIn, proposeFor } from './proposeFor'
import { type ScribeParts, SiteScribe } from './siteScribe'
import { unknownTitles } from './unknownTitles'

export interface FilesToImport extends ScribeParts {
  readonly siteSecret: string
  /** Called once all files are judged good, before anything is written: from here on the site has a feed. */
  openFeed(): Promise<Pick<FilesToImport, 'siteId' | 'siteSecret' | 'hasFeed'>>
  readonly files: readonly string[]
  readonly sheet: string | null
  /** Title of the round; null: the only one that is open, or a new one called like the first file. */
  readonly round: string | null
  readonly pickup: { readonly from: BusinessDay | null; readonly until: BusinessDay | null }
  readonly newProducts: boolean
  readonly list: string | null
  readonly language: SentenceLanguage
}

export interface ImportedFile {
  readonly file: string
  readonly counts: Counts
  /** Orders and goods that are here already as the file has them. */
  readonly same: number
  /** Rows that did not go in. */
  readonly held: readonly HeldLine[]
  /** What went in and somebody should look at. */
  readonly flags: readonly string[]
}

export interface Counts {
  readonly placed: number
  readonly amended: number
  readonly listed: number
  readonly deliveries: number
}

export interface Imported {
  readonly round: string
  readonly isNew: boolean
  /** Titles of the other rounds that are open. */
  readonly otherRounds: readonly string[]
  readonly files: readonly ImportedFile[]
  readonly siteId: string
  readonly heads: { readonly head: number; readonly identities: number }
}

interface OpenedFile {
  readonly file: string
  readonly source: OpenedSource
}

/**
 * Takes the files into one round of the site, one after the other.
 * @throws Refused; then nothing went in, unless the round changed while it was done
 */
export async function importFiles(wish: FilesToImport): Promise<Imported> {
  const opened = await judged(wish)
  return takeAllIn(wish.dryRun ? wish : { ...wish, ...(await wish.openFeed()) }, opened)
}

/** A file is judged by what those before it bring: several are first taken in in memory alone. */
async function judged(wish: FilesToImport): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = []
  try {
    for (const file of wish.files)
      opened.push({ file, source: await openSource(file, wish.sheet, wish.language) })
    const isAtStake = opened.length > 1 || wish.hasFeed === false
    if (isAtStake && !wish.dryRun) await takeAllIn({ ...wish, dryRun: true }, opened)
    return opened
  } catch (error) {
    if (!(error instanceof Refused) || wish.files.length === 1) throw error
    throw new Refused(`${error.message.replace(/([^.。])$/, '$1.')} None of the files was taken in.`)
  }
}

async function takeAllIn(wish: FilesToImport, opened: readonly OpenedFile[]): Promise<Imported> {
  const scribe = await SiteScribe.open(wish)
  const round = chooseRound(scribe, wish, opened[0]?.source.name ?? '')
  const otherRounds = openRounds(scribe).flatMap(({ roundId, title }) =>
    roundId === round.roundId ? [] : title,
  )
  const files: ImportedFile[] = []
  for (const { file, source } of opened) files.push(await importOne(scribe, wish, round, file, source))
  const { siteId } = wish
  return { round: round.title, isNew: round.isNew, otherRounds, files, siteId, heads: scribe.heads }
}

function openRounds(scribe: SiteScribe): readonly RoundLine[] {
  return scribe.rounds.filter(({ closedAt }) => closedAt === null)
}

interface ChosenRound {
  readonly roundId: RoundId
  readonly title: string
  readonly isNew: boolean
}

function chooseRound(scribe: SiteScribe, { round }: FilesToImport, fileName: string): ChosenRound {
  const open = openRounds(scribe)
  const found = round === null ? open : open.filter(({ title }) => title === round)
  const chosen = ({ roundId, title }: RoundLine) => ({ roundId, title, isNew: false })
  const [only] = found
  if (found.length > 1) {
    const titles = open.map(({ title }) => `"${title}"`).join(', ')
    throw new Refused(`Several rounds are open: ${titles}. Say which with --round TITLE.`)
  }
  if (only) return chosen(only)
  return { roundId: idOf<RoundId>(scribe.newId()), title: round ?? fileName, isNew: true }
}

async function importOne(
  scribe: SiteScribe,
  wish: FilesToImport,
  { roundId, title }: ChosenRound,
  file: string,
  { source }: OpenedSource,
): Promise<ImportedFile> {
  const { siteId, siteSecret, newProducts, list, language } = wish
  const nowMs = wish.nowMs()
  const one: ImportWish = { siteId, siteSecret, roundId, source, nowMs, newProducts, list }
  const proposal = readable(proposeFor(scribe, one), file, language)
  const { alien, known, isOtherList } = alienOrders(scribe, one, proposal)
  if (isOtherList)
    throw new Refused(
      `${file}: of ${known} orders that are in the round already, ${alien} are there with other people or other goods. If this is another list, give it a name of its own: --list NAME.`,
    )
  const held = heldLines(proposal, listedIn(scribe, roundId))
  await scribe.know(
    proposal.orders.flatMap(({ identity }): HouseholdId[] => (identity ? [identity.householdId] : [])),
  )
  const before = scribe.facts.length
  const taken = await takeIn(
    scribe,
    {
      ...{ roundId, orders: proposal.orders, products: proposal.products, announced: proposal.announced },
      open: openingOf(scribe, wish, roundId, title),
      cancelling: [],
      reason: language === 'zh' ? '中心导入的名单有变化' : 'the list imported at the centre changed',
      unnamedSupplier: language === 'zh' ? '未写供应商' : 'no supplier named',
    },
    () => {},
  )
  if (!taken.ok && taken.refusal !== 'nothing-to-import')
    throw new Refused(
      taken.refusal === 'round-closed'
        ? `${file}: the round "${title}" is closed.`
        : `${file}: it was not taken in (${taken.refusal}).`,
    )
  const counts = countsOf(scribe.facts.slice(before))
  const going = proposal.orders.filter(({ standing }) => standing === 'new' || standing === 'changed').length
  const same =
    proposal.orders.filter(({ standing }) => standing === 'same').length +
    going -
    counts.placed -
    counts.amended
  const flags = proposal.problems.map((problem) => problemSentence(problem, language))
  return { file, counts, same, held, flags }
}

function openingOf(scribe: SiteScribe, { pickup, nowMs }: FilesToImport, roundId: RoundId, title: string) {
  const taken = new Set(
    scribe.rounds.flatMap((line) => {
      const code = scribe.round(line.roundId)?.state('round', line.roundId)?.opened?.roundCode
      return code === undefined ? [] : [code]
    }),
  )
  const usual = usualPickup(businessDayAt(nowMs()), pickup.from ?? undefined)
  return {
    title,
    roundCode: roundCodeFor(roundId, taken),
    pickupFrom: usual.pickupFrom,
    pickupUntil: pickup.until ?? usual.pickupUntil,
  }
}

function readable(
  proposal: ReturnType<typeof proposeFor>,
  file: string,
  language: SentenceLanguage,
): ReadProposal {
  if (proposal.status === 'read') return proposal
  if (proposal.status === 'empty') throw new Refused(`${file}: there is nothing in it.`)
  throw new Refused(`${file}: ${unknownTitles(proposal.columns, language)}`)
}

function countsOf(facts: readonly { readonly kind: string }[]): Counts {
  const of = (kind: string): number => facts.filter((fact) => fact.kind === kind).length
  return {
    placed: of('OrderPlaced'),
    amended: of('OrderAmended'),
    listed: of('ProductListed'),
    deliveries: of('DeliveryAnnounced'),
  }
}
