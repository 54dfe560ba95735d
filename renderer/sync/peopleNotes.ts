import type { IdentityRow } from '../../shared/contract/people'
import { pageLimit } from '../../shared/contract/sync'
import { type Identity, sameWords } from '../../shared/domain/identity'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'
import type { IdentityStore } from '../storage/identityStore'
import type { LocalStore } from '../storage/localStore'
import type { SitePort } from './deskPort'
import type { AskedPeople } from './peopleAsked'
import {
  type Edit,
  type Edits,
  type Erasures,
  keepBookmark,
  keepErasures,
  keepLostEdits,
  type LostEdit,
  type PeopleBookmark,
} from './peopleBook'
import { onWire, sameOnWire } from './peopleRows'
import { fitting } from './uplink'

export interface PeopleParts {
  readonly siteId: string
  /** The site's own part of what this device keeps. */
  readonly local: LocalStore
  readonly identities: Pick<IdentityStore, 'replaceAll'>
  readonly site: SitePort
  /** Some of them lie here sealed with a key that is gone. */
  readonly keyLost?: boolean
  /** This desk's clock, ms since 1970 UTC. */
  nowMs(): number
}

/** What a desk has noted of its people towards the centre: each note is on the disk before what it is about. */
export class PeopleNotes {
  protected most = pageLimit

  protected constructor(
    protected readonly parts: PeopleParts,
    protected bookmark: PeopleBookmark,
    protected erasures: Erasures,
    protected lostEdits: readonly LostEdit[],
    protected readonly asked: AskedPeople,
  ) {}

  get lost(): readonly LostEdit[] {
    return this.lostEdits
  }

  /** Whom the centre could not read, as they are here. */
  get refused(): readonly Identity[] {
    const { site } = this.parts
    return Object.keys(this.bookmark.refused).flatMap((id) => site.person(idOf<HouseholdId>(id)) ?? [])
  }

  get waits(): boolean {
    return Object.keys(this.bookmark.edited).length > 0
  }

  /** Edits and erasures made here that the centre has not said it has, oldest first; ms since 1970 UTC. */
  get unsentSinceMs(): readonly number[] {
    const own = Object.entries(this.bookmark.edited).filter(
      ([id, { brought }]) => !brought && this.isOnDisk(id),
    )
    return own.map(([, { sinceMs }]) => sinceMs).sort((a, b) => a - b)
  }

  /** Notes who is about to be edited, before it is on the disk: an edit without a note would never be sent. */
  async willKeep(identities: readonly Identity[]): Promise<void> {
    const { edited, refused } = this.bookmark
    const more = identities.map(({ householdId }): [string, Edit] => [
      householdId,
      this.editOf(householdId, edited[householdId] ?? refused[householdId]),
    ])
    await this.mark(Object.fromEntries(more))
  }

  /** Notes who is about to be erased here: it is finished at the next start at the latest, and then sent. */
  async willErase(householdId: HouseholdId): Promise<void> {
    const { edited, refused } = this.bookmark
    const now = this.editOf(householdId, edited[householdId] ?? refused[householdId])
    const version = Math.max(now.assumed ?? 0, this.erasures.versions[householdId] ?? 0) + 1
    await this.noteErasures({ [householdId]: version }, [...this.erasures.unfinished, householdId])
    await this.mark({ [householdId]: now })
  }

  /** They are gone from the disk and the picture. */
  async haveErased(householdIds: readonly HouseholdId[]): Promise<void> {
    await this.loseLost(householdIds)
    await this.asked.forget(householdIds)
    await this.noteErasures({}, [])
  }

  /** A person asks to try once more what the centre could not read, for instance after an update. */
  tryRefusedAgain(): Promise<void> {
    return this.inTurn(() => this.mark(this.bookmark.refused))
  }

  /** A person has looked at it. */
  async dismissLost(lost: LostEdit): Promise<void> {
    await this.keepLost((one) => one !== lost)
  }

  protected isOnDisk(householdId: string): boolean {
    const here = this.parts.site.person(idOf<HouseholdId>(householdId))
    return here !== undefined || Object.hasOwn(this.erasures.versions, householdId)
  }

  protected inTurn<T>(change: () => Promise<T>): Promise<T> {
    return this.parts.site.peopleInTurn(change)
  }

  /** What goes to the centre next: noted before it is asked. */
  protected async rowsToAsk(bytes: number): Promise<IdentityRow[]> {
    const rows = fitting(
      this.rows().map((row) =>
        this.asked.asBefore(row, this.parts.site.person(idOf<HouseholdId>(row.identity.householdId))),
      ),
      bytes,
    )
    await this.asked.willAsk(rows)
    return rows
  }

  /** One that was noted and did not reach the disk waits. */
  private rows(): IdentityRow[] {
    const rows: IdentityRow[] = []
    for (const [householdId, { assumed }] of Object.entries(this.bookmark.edited)) {
      const here = this.parts.site.person(idOf<HouseholdId>(householdId))
      const erasure = this.erasures.versions[householdId]
      // Entered again: on top of the erasure, whether the centre had heard of that or not.
      const onto = Math.max(assumed ?? 0, erasure ?? 0)
      if (here) rows.push({ assumed: onto || null, identity: onWire(here, onto + 1, erasure) })
      else if (erasure !== undefined)
        rows.push({ assumed: erasure - 1 || null, identity: { erased: true, householdId, version: erasure } })
      if (rows.length === this.most) break
    }
    return rows
  }

  /** Kept and not sent again by itself; unless it has been edited since, which is sent as it is now. */
  protected async setAside(rows: readonly IdentityRow[]): Promise<void> {
    const ids = rows.flatMap(({ identity }) => {
      const now = this.parts.site.person(idOf<HouseholdId>(identity.householdId))
      return identity.erased || (now && sameOnWire(now, identity)) ? [identity.householdId] : []
    })
    if (ids.length === 0) return
    const { edited, refused } = this.bookmark
    const aside = only(edited, (id) => ids.includes(id))
    await this.note({
      edited: only(edited, (id) => !ids.includes(id)),
      refused: { ...refused, ...aside },
    })
  }

  /** The centre was restored: what it lost of people this desk brings again, erasures too; it refuses what it has. */
  protected async beginAnew(): Promise<void> {
    const brought = (version: number): Edit => ({
      ...{ assumed: version - 1 || null, sinceMs: this.parts.nowMs() },
      brought: true,
    })
    const erased = Object.entries(this.erasures.versions).map(([id, version]) => [id, brought(version)])
    const known = this.parts.site
      .people()
      .map(({ householdId, version }) => [householdId, brought(version)] as const)
    await this.note({
      epoch: null,
      after: 0,
      edited: {
        ...Object.fromEntries(erased),
        ...Object.fromEntries(known),
        ...this.bookmark.refused,
        ...this.bookmark.edited,
      },
      refused: {},
    })
  }

  protected isMine(householdId: string): boolean {
    const { edited, refused } = this.bookmark
    return Object.hasOwn(edited, householdId) || Object.hasOwn(refused, householdId)
  }

  /** Of a desk that was closed over it, it comes once more. */
  protected async showLost(lost: readonly LostEdit[]): Promise<void> {
    const isKept = ({ identity }: LostEdit): boolean =>
      this.lostEdits.some(
        (one) => one.identity.householdId === identity.householdId && sameWords(one.identity, identity),
      )
    this.lostEdits = [...this.lostEdits, ...lost.filter((one) => !isKept(one))]
    await keepLostEdits(this.parts.local, this.lostEdits)
  }

  protected async loseLost(householdIds: readonly HouseholdId[]): Promise<void> {
    await this.keepLost(({ identity }) => !householdIds.includes(identity.householdId))
  }

  private async keepLost(isKept: (lost: LostEdit) => boolean): Promise<void> {
    const left = this.lostEdits.filter(isKept)
    if (left.length === this.lostEdits.length) return
    this.lostEdits = left
    await keepLostEdits(this.parts.local, left)
  }

  /** An erasure that goes on top of a later version than it was made on. */
  protected async raiseErasures(again: Edits): Promise<void> {
    const { versions } = this.erasures
    const higher = Object.entries(again).flatMap(([id, { assumed }]) => {
      const isErased = Object.hasOwn(versions, id) && !this.parts.site.person(idOf<HouseholdId>(id))
      return isErased && (versions[id] ?? 0) <= (assumed ?? 0) ? [[id, (assumed ?? 0) + 1]] : []
    })
    if (higher.length > 0) await this.noteErasures(Object.fromEntries(higher), [])
  }

  protected editOf(householdId: string, known: Edit | undefined): Edit {
    const here = this.parts.site.person(idOf<HouseholdId>(householdId))
    if (known && !known.brought) return { assumed: known.assumed, sinceMs: known.sinceMs }
    const assumed = here?.version ?? this.erasures.versions[householdId] ?? null
    return { assumed, sinceMs: this.parts.nowMs() }
  }

  protected async mark(edits: Edits): Promise<void> {
    const refused = only(this.bookmark.refused, (id) => !Object.hasOwn(edits, id))
    await this.note({ edited: { ...this.bookmark.edited, ...edits }, refused })
  }

  protected async noteErasures(versions: Readonly<Record<string, number>>, unfinished: readonly string[]) {
    this.erasures = { versions: { ...this.erasures.versions, ...versions }, unfinished: [...unfinished] }
    await keepErasures(this.parts.local, this.erasures)
  }

  protected async note(change: Partial<PeopleBookmark>): Promise<void> {
    this.bookmark = { ...this.bookmark, ...change }
    await keepBookmark(this.parts.local, this.bookmark)
  }
}

export function only(edits: Edits, keeps: (id: string) => boolean): Record<string, Edit> {
  return Object.fromEntries(Object.entries(edits).filter(([id]) => keeps(id)))
}
