import type { IdentityOnWire, IdentityRow } from '../../shared/contract/people'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { Decide } from '../../shared/domain/decide'
import { type ChainHead, type Entry, emptyChain, sealEntry } from '../../shared/domain/entry/entry'
import { inEntries } from '../../shared/domain/entry/inEntries'
import type { Fact } from '../../shared/domain/facts'
import { Fold } from '../../shared/domain/fold/fold'
import type { Identity } from '../../shared/domain/identity'
import type { Refusal } from '../../shared/domain/refusals'
import { foldIn, freshStart, type StartingPoint } from '../../shared/domain/startingPoint'
import type { TakingPlace } from '../../shared/intake/import/takeIn'
import { businessDayAt } from '../../shared/kernel/businessDay'
import {
  type DeviceId,
  type FactId,
  factIdOf,
  type HouseholdId,
  idOf,
  type OperatorId,
  type RoundId,
  type SiteId,
} from '../../shared/kernel/ids'
import { clockOf, nextStamp } from '../../shared/kernel/stamp'
import { acceptEntries } from '../feed/acceptEntries'
import { centreDevice, type FeedBooks } from '../feed/feedBook'
import { foldFeed } from '../feed/foldFeed'
import { keepIdentities } from '../feed/keepIdentities'
import { newId, type RandomBytes } from '../hq/secrets'
import { Refused } from '../hq/sites'

export interface ScribeParts {
  readonly books: FeedBooks
  readonly siteId: string
  readonly nowMs: () => number
  readonly randomBytes: RandomBytes
  /** Nothing is written: what would be is folded in memory alone. */
  readonly dryRun: boolean
  /** A site that no desk has joined has none until something is written. */
  readonly hasFeed?: boolean
}

const identitiesAtOnce = 500
const mostEditedMeanwhile = 5
const operatorId = idOf<OperatorId>('centre')

/**
 * The centre as a device of the site: it decides by the same rules as a desk, and its entries have a chain of their
 * own. Each time it is another device: the database may be an older one, whether the centre knows or not, and what was
 * imported before and lost with the newer one may still come back from the desks.
 */
export class SiteScribe implements TakingPlace<never> {
  /** What was decided, in order. */
  readonly facts: Fact[] = []
  /** How far the feed has come by it, for whoever tells the desks. */
  heads = { head: 0, identities: 0 }
  private readonly people = new Map<string, IdentityOnWire>()
  private chain: ChainHead = emptyChain

  private constructor(
    private readonly parts: ScribeParts,
    private readonly deviceId: DeviceId,
    private start: StartingPoint,
    private position: number,
  ) {}

  static async open(parts: ScribeParts): Promise<SiteScribe> {
    const { books, siteId, randomBytes, hasFeed = true } = parts
    const nothing = { start: freshStart(), position: 0 }
    const { start, position } = hasFeed ? await foldFeed(books, siteId, nextTurn) : nothing
    const deviceId = idOf<DeviceId>(`${centreDevice}${newId(randomBytes)}`)
    return new SiteScribe(parts, deviceId, start, position)
  }

  get rounds() {
    return Object.values(this.start.rounds)
  }

  round(roundId: RoundId): Fold | undefined {
    return this.start.picture.round(roundId)
  }

  /** Looks up people before anything is decided about them. */
  async know(householdIds: readonly HouseholdId[]): Promise<void> {
    const { books, siteId, hasFeed = true } = this.parts
    const rows = hasFeed ? await books.inFeed(siteId, (book) => book.identitiesOf(householdIds)) : []
    this.learn(rows.filter(({ householdId }) => !this.people.has(householdId)))
  }

  /** Whoever a desk edited at the same moment is decided upon once more, as the desk has them. */
  async keepPeople(
    decide: (known: (householdId: HouseholdId) => Identity | undefined) => readonly Identity[],
  ): Promise<null> {
    const { dryRun } = this.parts
    for (let times = 0; times < mostEditedMeanwhile; times++) {
      const rows = decide((householdId) => personOf(this.people.get(householdId))).map((identity) =>
        editOf(identity, this.people.get(identity.householdId)),
      )
      this.learn(rows.map(({ identity }) => identity))
      if (dryRun || (await this.pushPeople(rows))) return null
    }
    throw new Refused('Desks keep editing the same people. Import again in a moment: what is in stays.')
  }

  /** False where a desk was faster with one of them. */
  private async pushPeople(rows: readonly IdentityRow[]): Promise<boolean> {
    const { books, siteId } = this.parts
    let undisturbed = true
    for (let from = 0; from < rows.length; from += identitiesAtOnce) {
      const some = rows.slice(from, from + identitiesAtOnce)
      const { head, conflicts, refused } = await keepIdentities(books, siteId, some)
      if (refused.length > 0) throw new Error('a household the import made could not be kept')
      this.heads = { ...this.heads, identities: head }
      this.learn(conflicts)
      if (conflicts.length > 0) undisturbed = false
    }
    return undisturbed
  }

  private learn(rows: readonly IdentityOnWire[]): void {
    for (const row of rows) this.people.set(row.householdId, row)
  }

  async run<Args>(
    roundId: RoundId,
    decide: Decide<Args>,
    args: Args,
  ): Promise<{ ok: true; factIds: FactId[] } | { ok: false; refusal: Refusal }> {
    const nowMs = this.parts.nowMs()
    const { picture } = this.start
    const decision = decide(
      {
        ...{ roundId, nowMs, deviceId: this.deviceId, newId: () => this.newId() },
        fold: picture.round(roundId) ?? new Fold(),
        site: picture.site,
        today: businessDayAt(nowMs),
      },
      args,
    )
    if (!decision.ok) return decision
    const entries = this.seal(roundId, decision.facts, nowMs)
    if (!this.parts.dryRun) await this.append(entries, nowMs)
    for (const entry of entries) this.start = foldIn(this.start, entry)
    for (const fact of decision.facts) this.facts.push(fact)
    return { ok: true, factIds: entries.flatMap(({ id, facts }) => facts.map((_, i) => factIdOf(id, i))) }
  }

  newId(): string {
    return newId(this.parts.randomBytes)
  }

  breathe(): Promise<void> {
    return nextTurn()
  }

  private seal(roundId: RoundId, facts: readonly Fact[], nowMs: number): Entry[] {
    let clock = clockOf(this.start.clock, nowMs, this.deviceId)
    const entries: Entry[] = []
    for (const some of inEntries(facts)) {
      const reading = nextStamp(clock, nowMs, this.deviceId)
      clock = reading.clock
      const entry = sealEntry(
        {
          ...{ deviceId: this.deviceId, operatorId, roundId, stamp: reading.stamp, basis: this.position },
          siteId: idOf<SiteId>(this.parts.siteId),
          facts: some,
        },
        this.chain,
      )
      this.chain = { deviceSeq: entry.deviceSeq, hash: entry.hash }
      entries.push(entry)
    }
    return entries
  }

  private async append(entries: readonly Entry[], nowMs: number): Promise<void> {
    const { books, siteId } = this.parts
    const { deviceId } = this
    const last = lastBefore(entries)
    const arriving = { siteId, deviceId, importsFrom: this.position, nowMs }
    const taken = await acceptEntries(books, { ...arriving, last, entries })
    if ('otherLast' in taken)
      throw new Refused(
        'Somebody else imported into this site at the same moment, or a desk brought back an import that was lost. Import again: what is in already stays.',
      )
    const { head, outcomes } = taken
    const refused = outcomes.find(({ outcome }) => outcome === 'quarantined')
    if (refused) throw new Error(`the centre did not take its own entry: ${refused.because}`)
    this.heads = { ...this.heads, head }
    this.position = head
  }
}

function personOf(row: IdentityOnWire | undefined): Identity | undefined {
  if (!row || row.erased) return undefined
  const { version, name, phone, address, note } = row
  return { householdId: idOf<HouseholdId>(row.householdId), version, name, phone, address, note }
}

/** Whoever was erased and orders again is entered in the knowledge of that. */
function editOf(identity: Identity, there: IdentityOnWire | undefined): IdentityRow {
  const assumed = there?.version ?? null
  const afterErasure = there?.erased ? there.version : there?.afterErasure
  const known = afterErasure === undefined ? {} : { afterErasure }
  return { assumed, identity: { ...identity, version: (assumed ?? 0) + 1, ...known, erased: false } }
}

/** Its own chain is whole. */
function lastBefore([first]: readonly Entry[]): ChainEnd | null {
  return first && first.deviceSeq > 1 ? { seq: first.deviceSeq - 1, hash: first.prevHash } : null
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
