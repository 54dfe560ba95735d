import {
  type IdentitiesAnswer,
  type IdentitiesPushAnswer,
  type IdentityOnWire,
  type IdentityRow,
  identitiesAnswer,
  identitiesPushAnswer,
} from '../../shared/contract/people'
import { pageLimit, paths } from '../../shared/contract/sync'
import type { Identity } from '../../shared/domain/identity'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'
import type { IdentityStore } from '../storage/identityStore'
import type { LocalStore } from '../storage/localStore'
import type { CentreClient, NotOk } from './centreClient'
import type { SitePort } from './deskPort'
import { isOfContent } from './linkView'
import {
  type Edit,
  type Edits,
  type Erasures,
  keepBookmark,
  keepErasures,
  keepLostEdits,
  type LostEdit,
  type PeopleBookmark,
  readBookmark,
  readErasures,
  readLostEdits,
} from './peopleBook'
import { erasureOf, ofWire, onWire, sameOnWire } from './peopleRows'

export interface PeopleParts {
  readonly siteId: string
  /** The site's own part of what this device keeps. */
  readonly local: LocalStore
  readonly identities: Pick<IdentityStore, 'replaceAll'>
  readonly site: SitePort
  /** This desk's clock, ms since 1970 UTC. */
  nowMs(): number
}

/**
 * Keeps the people behind the households the same here and at the centre. The centre's version wins; what this
 * desk had instead is kept aside and shown. Whoever is erased, here or there, is erased everywhere and stays so.
 */
export class PeopleSync {
  private most = pageLimit

  private constructor(
    private readonly parts: PeopleParts,
    private bookmark: PeopleBookmark,
    private erasures: Erasures,
    private lostEdits: readonly LostEdit[],
  ) {}

  static async open(parts: PeopleParts): Promise<PeopleSync> {
    const { local, site } = parts
    const [kept, erasures] = [
      await readBookmark(local, site.people(), parts.nowMs()),
      await readErasures(local),
    ]
    // Noted and then never kept, as on a full disk.
    const edited = only(
      kept.edited,
      (id) => site.person(idOf<HouseholdId>(id)) !== undefined || Object.hasOwn(erasures.versions, id),
    )
    const people = new PeopleSync(parts, { ...kept, edited }, erasures, await readLostEdits(local))
    await people.finishErasing()
    return people
  }

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
    await this.noteErasures({}, [])
    await this.loseLost(householdIds)
  }

  /** A person asks to try once more what the centre could not read, for instance after an update. */
  tryRefusedAgain(): Promise<void> {
    return this.inTurn(() => this.mark(this.bookmark.refused))
  }

  /** A person has looked at what was lost. */
  async dismissLost(): Promise<void> {
    this.lostEdits = []
    await keepLostEdits(this.parts.local, [])
  }

  /** Sends the edits, then takes what is new. @returns why it stopped; undefined when all is done */
  async run(client: CentreClient, nowMs: number): Promise<NotOk | undefined> {
    for (;;) {
      const rows = await this.inTurn(async () => this.rows())
      if (rows.length === 0) break
      const stopped = await this.push(client, rows, nowMs)
      if (stopped) return stopped
    }
    for (;;) {
      const pulled = await this.pull(client, nowMs)
      if (pulled !== 'more') return pulled === 'end' ? undefined : pulled
    }
  }

  private isOnDisk(householdId: string): boolean {
    const here = this.parts.site.person(idOf<HouseholdId>(householdId))
    return here !== undefined || Object.hasOwn(this.erasures.versions, householdId)
  }

  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    return this.parts.site.peopleInTurn(change)
  }

  /** One that was noted and did not reach the disk waits. */
  private rows(): IdentityRow[] {
    const rows: IdentityRow[] = []
    for (const [householdId, { assumed }] of Object.entries(this.bookmark.edited)) {
      const here = this.parts.site.person(idOf<HouseholdId>(householdId))
      const erasure = this.erasures.versions[householdId]
      if (here) rows.push({ assumed, identity: onWire(here, (assumed ?? 0) + 1, erasure) })
      else if (erasure !== undefined)
        rows.push({ assumed: erasure - 1 || null, identity: { erased: true, householdId, version: erasure } })
      if (rows.length === this.most) break
    }
    return rows
  }

  private async push(
    client: CentreClient,
    rows: readonly IdentityRow[],
    nowMs: number,
  ): Promise<NotOk | undefined> {
    const asking = { method: 'POST', path: paths.identities(this.parts.siteId), body: { rows } } as const
    const reply = await client.ask(asking, identitiesPushAnswer)
    if (reply.ok) {
      this.most = Math.min(pageLimit, this.most * 2)
      await this.inTurn(() => this.takeAnswer(rows, reply.value, nowMs))
      return undefined
    }
    const ofContent = reply.because === 'refused' && isOfContent(reply.problem)
    if (ofContent && rows.length === 1) {
      await this.inTurn(() => this.setAside(rows))
      return undefined
    }
    this.most = Math.max(1, Math.floor(rows.length / 2))
    return ofContent ? undefined : reply
  }

  private async takeAnswer(
    rows: readonly IdentityRow[],
    { conflicts, refused }: IdentitiesPushAnswer,
    nowMs: number,
  ): Promise<void> {
    const { site, identities } = this.parts
    const elsewhere = new Map(conflicts.map((one) => [one.householdId, one]))
    const agreed: Identity[] = []
    const settled = new Set<string>()
    const again: Record<string, Edit> = {}
    rows.forEach(({ identity }, i) => {
      const { householdId, version } = identity
      const there = elsewhere.get(householdId)
      const edit = this.bookmark.edited[householdId]
      if (!edit || refused.includes(i)) return
      const now = site.person(idOf<HouseholdId>(householdId))
      const isAsSent = identity.erased ? !now : now !== undefined && sameOnWire(now, identity)
      // Erased here, and entered again elsewhere before that was known: this erasure is the later one.
      if (identity.erased && there && !there.erased && !edit.brought && !now)
        again[householdId] = { ...edit, assumed: there.version }
      else if (there || isAsSent) settled.add(householdId)
      // Edited again, or erased, while it was on its way: that goes next, on top of this one.
      else again[householdId] = { ...edit, assumed: version }
      if (!there && isAsSent && now) agreed.push({ ...now, version })
    })
    await identities.replaceAll(agreed)
    site.putPeople(agreed)
    await this.raiseErasures(again)
    await this.take(
      conflicts.filter(({ householdId }) => settled.has(householdId)),
      nowMs,
    )
    await this.note({
      edited: { ...only(this.bookmark.edited, (id) => !settled.has(id)), ...again },
    })
    await this.setAside(rows.filter((_, i) => refused.includes(i)))
  }

  /** Kept and not sent again by itself; unless it has been edited since, which is sent as it is now. */
  private async setAside(rows: readonly IdentityRow[]): Promise<void> {
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

  private async pull(client: CentreClient, nowMs: number): Promise<'more' | 'end' | NotOk> {
    const { epoch, after } = this.bookmark
    const query = { after, limit: pageLimit, ...(epoch === null ? {} : { epoch }) }
    const reply = await client.ask({ path: paths.identities(this.parts.siteId), query }, identitiesAnswer)
    if (!reply.ok) {
      if (reply.because !== 'refused' || reply.problem.code !== 'epoch' || epoch === null) return reply
      await this.inTurn(() => this.beginAnew())
      return 'more'
    }
    const page = reply.value
    // It had more once: an older database was put in place. That entries are gone the centre may not find out.
    if (page.head < after) {
      await this.inTurn(() => this.beginAnew())
      return 'more'
    }
    await this.inTurn(() => this.takePage(page, nowMs))
    return page.identities.length < pageLimit ? 'end' : 'more'
  }

  private async takePage({ epoch, identities }: IdentitiesAnswer, nowMs: number): Promise<void> {
    const { edited, refused } = this.bookmark
    const fresh = identities.flatMap(({ identity }) => {
      const { householdId, version } = identity
      const isOld = version <= (refused[householdId]?.assumed ?? 0)
      return Object.hasOwn(edited, householdId) || isOld ? [] : [identity]
    })
    await this.take(fresh, nowMs)
    await this.note({ epoch, after: identities.at(-1)?.change ?? this.bookmark.after })
  }

  /** The centre was restored: what it lost of people this desk brings again, erasures too; it refuses what it has. */
  private async beginAnew(): Promise<void> {
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

  /** What the centre has, on the disk first and then in the picture. */
  private async take(wire: readonly IdentityOnWire[], nowMs: number): Promise<void> {
    const { site, identities } = this.parts
    const there: Identity[] = []
    const gone: IdentityOnWire[] = []
    const lost: LostEdit[] = []
    for (const one of wire) {
      const here = site.person(idOf<HouseholdId>(one.householdId))
      const known = this.erasures.versions[one.householdId] ?? 0
      // From before an erasure: the centre was restored, or an answer comes late. It hears of the erasure again.
      if (erasureOf(one) < known) {
        await this.mark({ [one.householdId]: this.editOf(one.householdId, undefined) })
        continue
      }
      const isErased = erasureOf(one) > known
      if (isErased) gone.push(one)
      if (one.erased) continue
      if (isErased || !here || here.version !== one.version || !sameOnWire(here, one)) there.push(ofWire(one))
      if (!isErased && here && this.isMine(one.householdId) && !sameOnWire(here, one))
        lost.push({ identity: here, atMs: nowMs })
    }
    if (gone.length > 0) await this.erase(gone)
    if (there.length > 0) {
      await identities.replaceAll(there)
      site.putPeople(there)
    }
    if (lost.length === 0) return
    this.lostEdits = [...this.lostEdits, ...lost]
    await keepLostEdits(this.parts.local, this.lostEdits)
    await this.note({
      refused: only(this.bookmark.refused, (id) => !lost.some((one) => one.identity.householdId === id)),
    })
  }

  private isMine(householdId: string): boolean {
    const { edited, refused } = this.bookmark
    return Object.hasOwn(edited, householdId) || Object.hasOwn(refused, householdId)
  }

  private async erase(gone: readonly IdentityOnWire[]): Promise<void> {
    const ids = gone.map(({ householdId }) => idOf<HouseholdId>(householdId))
    const isGone = (id: string): boolean => ids.includes(idOf<HouseholdId>(id))
    await this.noteErasures(Object.fromEntries(gone.map((one) => [one.householdId, erasureOf(one)])), ids)
    await this.parts.site.erasePeople(ids)
    const { edited, refused } = this.bookmark
    await this.note({
      edited: only(edited, (id) => !isGone(id)),
      refused: only(refused, (id) => !isGone(id)),
    })
    await this.haveErased(ids)
  }

  /** Begun before the desk was closed. */
  private async finishErasing(): Promise<void> {
    const ids = this.erasures.unfinished.map((id) => idOf<HouseholdId>(id))
    if (ids.length === 0) return
    await this.mark(Object.fromEntries(ids.map((id) => [id, this.editOf(id, this.bookmark.edited[id])])))
    await this.parts.site.erasePeople(ids)
    await this.haveErased(ids)
  }

  private async loseLost(householdIds: readonly HouseholdId[]): Promise<void> {
    const left = this.lostEdits.filter(({ identity }) => !householdIds.includes(identity.householdId))
    if (left.length === this.lostEdits.length) return
    this.lostEdits = left
    await keepLostEdits(this.parts.local, left)
  }

  /** An erasure that goes on top of a later version than it was made on. */
  private async raiseErasures(again: Edits): Promise<void> {
    const { versions } = this.erasures
    const higher = Object.entries(again).flatMap(([id, { assumed }]) => {
      const isErased = Object.hasOwn(versions, id) && !this.parts.site.person(idOf<HouseholdId>(id))
      return isErased && (versions[id] ?? 0) <= (assumed ?? 0) ? [[id, (assumed ?? 0) + 1]] : []
    })
    if (higher.length > 0) await this.noteErasures(Object.fromEntries(higher), [])
  }

  private editOf(householdId: string, known: Edit | undefined): Edit {
    const here = this.parts.site.person(idOf<HouseholdId>(householdId))
    const assumed = known ? known.assumed : (here?.version ?? this.erasures.versions[householdId] ?? null)
    const sinceMs = known && !known.brought ? known.sinceMs : this.parts.nowMs()
    return { assumed, sinceMs }
  }

  private async mark(edits: Edits): Promise<void> {
    const refused = only(this.bookmark.refused, (id) => !Object.hasOwn(edits, id))
    await this.note({ edited: { ...this.bookmark.edited, ...edits }, refused })
  }

  private async noteErasures(versions: Readonly<Record<string, number>>, unfinished: readonly string[]) {
    this.erasures = { versions: { ...this.erasures.versions, ...versions }, unfinished: [...unfinished] }
    await keepErasures(this.parts.local, this.erasures)
  }

  private async note(change: Partial<PeopleBookmark>): Promise<void> {
    this.bookmark = { ...this.bookmark, ...change }
    await keepBookmark(this.parts.local, this.bookmark)
  }
}

function only(edits: Edits, keeps: (id: string) => boolean): Record<string, Edit> {
  return Object.fromEntries(Object.entries(edits).filter(([id]) => keeps(id)))
}
