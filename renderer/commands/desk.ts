import type { At, Decide } from '../../shared/domain/decide'
import type { Entry } from '../../shared/domain/entry/entry'
import { inEntries } from '../../shared/domain/entry/inEntries'
import type { EraseReason, Fact } from '../../shared/domain/facts'
import { Fold } from '../../shared/domain/fold/fold'
import type { Identity } from '../../shared/domain/identity'
import { eraseIdentity } from '../../shared/domain/looks/lookedAt'
import { mayWrite } from '../../shared/domain/operator/roles'
import type { Refusal } from '../../shared/domain/refusals'
import { isOfSite } from '../../shared/domain/site/isOfSite'
import { voidFacts } from '../../shared/domain/voidFacts'
import { businessDayAt } from '../../shared/kernel/businessDay'
import {
  type DeviceId,
  type FactId,
  factIdOf,
  type HouseholdId,
  type RoundId,
  type SiteId,
} from '../../shared/kernel/ids'
import type { DeskSettings } from '../point/deskSettings'
import type { LivePoint } from '../point/livePoint'
import { currentOperator } from '../point/operators'
import { keptSecret, siteSecret } from '../point/siteSecret'
import { DiskFull } from '../storage/entryStore'
import type { DeskStores } from '../storage/openedStores'
import { type DecidePeople, DeskPeople } from './deskPeople'
import type { DeviceChain, Unsealed } from './deviceChain'
import type { NotSaved } from './notSaved'

/** The clock and chance of this machine; tests bring their own. */
export interface Ambient {
  nowMs(): number
  newId(): string
}

export type Answer =
  | { readonly ok: true; readonly entries: readonly Entry[]; readonly factIds: readonly FactId[] }
  | { readonly ok: false; readonly refusal: Refusal | NotSaved }

/** Where a command writes: one round, or the site itself. */
export type Scope = RoundId | 'site'

/** What can be taken back with one key. */
interface Undoable {
  readonly scope: Scope
  readonly factIds: readonly FactId[]
}

export interface DeskParts {
  readonly point: LivePoint
  readonly stores: Pick<DeskStores, 'entries' | 'identities'>
  readonly ambient: Ambient
  readonly chain: DeviceChain
  /** False once the site's feed was taken away from this device: what cannot be sent is not written. */
  isOpen(): boolean
}

export interface DeskIdentity {
  readonly siteId: SiteId
  readonly deviceId: DeviceId
}

const unread: Answer = { ok: false, refusal: 'round-unread' }

/**
 * The one way anything happens at a site: read, decide, append, fold, answer. Commands run one at a time, so a
 * double scan cannot decide twice; the answer comes after the disk has the entry. Whoever holds a desk writes into
 * that desk's site, wherever the person has gone meanwhile.
 */
export class Desk {
  readonly identity: DeskIdentity
  readonly people: DeskPeople
  private readonly undoables: Undoable[] = []

  constructor(private readonly parts: DeskParts) {
    this.identity = { siteId: parts.point.siteId, deviceId: parts.chain.deviceId }
    const { point, stores, isOpen } = parts
    const failed = (error: unknown) => this.notSaved(error)
    this.people = new DeskPeople({ point, identities: stores.identities, chain: parts.chain, isOpen, failed })
  }

  get point(): LivePoint {
    return this.parts.point
  }

  /** Set once the disk failed: this window then writes no more. */
  get broken(): Error | null {
    return this.parts.chain.broken
  }

  /** The last write found no room on the disk. */
  get full(): boolean {
    return this.parts.chain.full
  }

  /** Runs a rule and writes what it decided as one entry (an import: a handful). Refusals write nothing. */
  run<Args>(scope: Scope, decide: Decide<Args>, args: Args): Promise<Answer> {
    return this.parts.chain.inTurn(async () => {
      const at = await this.at(scope)
      if (at === null) return unread
      const decision = decide(at, args)
      if (!decision.ok) return decision
      const answer = await this.append(scope, decision.facts)
      // A look or an erasure is on record for good: F8 takes back what was done before it.
      const stays = decision.facts.every(
        ({ kind }) => kind === 'IdentityRevealed' || kind === 'IdentityErased',
      )
      if (answer.ok && !stays) this.undoables.push({ scope, factIds: answer.factIds })
      return answer
    })
  }

  /** 撤销 by name, from any list. */
  undo(scope: Scope, factIds: readonly FactId[], reason: string): Promise<Answer> {
    return this.parts.chain.inTurn(() => this.takeBack(scope, factIds, reason))
  }

  /**
   * The latest thing done at this desk since it opened that still stands, taken back; what F8 does. It is chosen
   * when what was asked before is on the disk. Undefined when there is nothing.
   */
  undoLast(reason: string): Promise<Answer | undefined> {
    return this.parts.chain.inTurn(async () => {
      const last = this.lastUndoable()
      return last && this.takeBack(last.scope, last.factIds, reason)
    })
  }

  /** People's names and phones, on disk before the orders that name them. Answers why not where it did not work. */
  keepPeople(people: DecidePeople | readonly Identity[]): Promise<NotSaved | null> {
    return this.people.keep(people)
  }

  /** Takes a household's name, phone, address and note away for good, here and everywhere; on record first. */
  async erasePeople(
    scope: Scope,
    erased: { readonly householdIds: readonly HouseholdId[]; readonly reason: EraseReason },
  ): Promise<Answer> {
    const answer = await this.run(scope, eraseIdentity, erased)
    const unsaved = answer.ok ? await this.people.erase(erased.householdIds) : null
    return unsaved ? { ok: false, refusal: unsaved } : answer
  }

  /** What this site's household ids are made with; null where this desk has not got it. */
  householdSecret(): Promise<string | null> {
    const { local, peopleOf } = this.point
    return peopleOf === null ? siteSecret(local, () => this.newId()) : keptSecret(local)
  }

  /** This device's settings; they hold once they are on the disk. Answers why not where it did not work. */
  async changeSettings(change: Partial<DeskSettings>): Promise<NotSaved | null> {
    try {
      await this.point.changeSettings(change)
    } catch (error) {
      return this.notSaved(error)
    }
    this.parts.chain.full = false
    this.point.changed()
    return null
  }

  nowMs(): number {
    return this.parts.ambient.nowMs()
  }

  newId(): string {
    return this.parts.ambient.newId()
  }

  /** Resolves when everything asked so far is on the disk. */
  settled(): Promise<void> {
    return this.parts.chain.inTurn(async () => {})
  }

  /** The facts of it that nobody took back yet: a list may have taken back one of several. */
  private lastUndoable(): Undoable | undefined {
    const { picture } = this.point
    for (let last = this.undoables.at(-1); last; last = this.undoables.at(-1)) {
      const folds = [picture.site, last.scope === 'site' ? undefined : picture.round(last.scope)].filter(
        (fold) => fold !== undefined,
      )
      const factIds = last.factIds.filter((id) => folds.every((fold) => fold.voidOf(id) === undefined))
      const kinds = factIds.map((id) => folds.find((fold) => fold.recorded(id))?.recorded(id)?.fact.kind)
      // An undo by itself is not undone.
      if (kinds.some((kind) => kind !== 'FactVoided')) return { ...last, factIds }
      this.undoables.pop()
    }
    return undefined
  }

  private async takeBack(scope: Scope, factIds: readonly FactId[], reason: string): Promise<Answer> {
    const at = await this.at(scope)
    if (at === null) return unread
    const decision = voidFacts(at, { factIds, reason })
    if (!decision.ok) return decision
    const ofSite = factIds.some((factId) => this.point.picture.site.recorded(factId))
    return this.append(ofSite ? 'site' : scope, decision.facts)
  }

  /** A round that left memory comes back first: no rule decides on an empty one in its place. Null where it cannot. */
  private async at(scope: Scope): Promise<At | null> {
    try {
      if (scope !== 'site') await this.point.bringBack(scope)
    } catch {
      return null
    }
    const { picture } = this.point
    const nowMs = this.parts.ambient.nowMs()
    const roundId = scope === 'site' ? ('' as RoundId) : scope
    return {
      roundId,
      fold: picture.round(roundId) ?? new Fold(),
      site: picture.site,
      nowMs,
      today: businessDayAt(nowMs),
      deviceId: this.identity.deviceId,
      newId: () => this.parts.ambient.newId(),
    }
  }

  private async append(scope: Scope, facts: readonly Fact[]): Promise<Answer> {
    if (this.broken) return { ok: false, refusal: 'not-saved' }
    if (!this.parts.isOpen()) return { ok: false, refusal: 'site-taken-away' }
    const barred = this.barred(facts)
    if (barred) return { ok: false, refusal: barred }
    const entries = this.seal(scope, facts)
    try {
      if (entries.length === 1) await this.parts.stores.entries.append(entries[0] as Entry)
      else await this.parts.stores.entries.appendAll(entries)
    } catch (error) {
      const refusal = this.notSaved(error)
      // Of several entries the first may have found room: they happened, and the chain goes on after them.
      if (refusal === 'disk-full' && entries.length > 1) await this.followWritten(entries)
      return { ok: false, refusal }
    }
    this.parts.chain.full = false
    await this.follow(entries)
    const factIds = entries.flatMap((entry) => entry.facts.map((_, i) => factIdOf(entry.id, i)))
    return { ok: true, entries, factIds }
  }

  /** What the centre would not take is not written in the first place. */
  private barred(facts: readonly Fact[]): NotSaved | null {
    const operator = currentOperator(this.point.settings)
    if (operator?.removed) return 'operator-removed'
    return mayWrite(operator?.role ?? null, facts) ? null : 'role-not-allowed'
  }

  private async follow(entries: readonly Entry[]): Promise<void> {
    const last = entries.at(-1)
    if (!last) return
    this.parts.chain.written(last)
    for (const entry of entries) {
      this.point.followOwn([entry])
      // A large import is folded entry by entry, so that the screen breathes in between.
      if (entry !== last) await nextTurn()
    }
  }

  private async followWritten([first, ...rest]: readonly Entry[]): Promise<void> {
    if (!first) return
    const { deviceSeq } = rest.at(-1) ?? first
    try {
      await this.follow(
        await this.parts.stores.entries.ofDevice(this.identity.deviceId, first.deviceSeq, deviceSeq),
      )
    } catch (error) {
      this.notSaved(error)
    }
  }

  private notSaved(error: unknown): NotSaved {
    if (error instanceof DiskFull) {
      this.parts.chain.full = true
      this.point.changed()
      return 'disk-full'
    }
    // Nobody knows what the disk has now: this window writes no more, and says so.
    this.parts.chain.broken = error instanceof Error ? error : new Error(String(error))
    this.point.changed()
    return 'not-saved'
  }

  private seal(scope: Scope, facts: readonly Fact[]): Entry[] {
    const draft = {
      siteId: this.identity.siteId,
      operatorId: this.point.settings.operatorId,
      roundId: scope === 'site' || isOfSite(facts) ? null : scope,
      basis: this.point.knownPosition,
    }
    const drafts: Unsealed[] = inEntries(facts).map((some) => ({ ...draft, facts: some }))
    return this.parts.chain.seal(drafts, this.parts.ambient.nowMs())
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
