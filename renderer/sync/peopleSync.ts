import {
  type IdentitiesAnswer,
  type IdentitiesPushAnswer,
  type IdentityOnWire,
  type IdentityRow,
  identitiesAnswer,
  identitiesPushAnswer,
  pageLimit,
  paths,
} from '../../shared/contract/sync'
import { type Identity, sameWords } from '../../shared/domain/identity'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'
import type { IdentityStore } from '../storage/identityStore'
import type { LocalStore } from '../storage/localStore'
import type { CentreClient, NotOk } from './centreClient'
import type { SitePort } from './deskPort'
import {
  keepBookmark,
  keepLostEdits,
  type LostEdit,
  type PeopleBookmark,
  readBookmark,
  readLostEdits,
} from './peopleBook'

export interface PeopleParts {
  readonly siteId: string
  /** The site's own part of what this device keeps. */
  readonly local: LocalStore
  readonly identities: Pick<IdentityStore, 'replaceAll' | 'erase'>
  readonly site: SitePort
}

/**
 * Keeps the people behind the households the same here and at the centre. The centre's version wins; what this
 * desk had instead is kept aside and shown. Whoever is erased there is erased here.
 */
export class PeopleSync {
  private constructor(
    private readonly parts: PeopleParts,
    private bookmark: PeopleBookmark,
    private lostEdits: readonly LostEdit[],
  ) {}

  static async open(parts: PeopleParts): Promise<PeopleSync> {
    const { local, site } = parts
    const kept = await readBookmark(local, site.people())
    // Noted and then never kept, as on a full disk.
    const edited = Object.entries(kept.edited).filter(([id]) => site.person(idOf<HouseholdId>(id)))
    const bookmark = { ...kept, edited: Object.fromEntries(edited) }
    return new PeopleSync(parts, bookmark, await readLostEdits(local))
  }

  get lost(): readonly LostEdit[] {
    return this.lostEdits
  }

  get waits(): boolean {
    return Object.keys(this.bookmark.edited).length > 0
  }

  /** Notes who is about to be edited, before it is on the disk: an edit without a note would never be sent. */
  async willKeep(identities: readonly Identity[]): Promise<void> {
    const { edited, erased } = this.bookmark
    const more: [string, number | null][] = []
    for (const { householdId, version } of identities) {
      const known = this.parts.site.person(householdId)
      if (known && known.version >= version) continue
      if (Object.hasOwn(edited, householdId)) continue
      more.push([householdId, known?.version ?? erased[householdId] ?? null])
    }
    if (more.length > 0) await this.note({ edited: { ...edited, ...Object.fromEntries(more) } })
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

  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    return this.parts.site.peopleInTurn(change)
  }

  /** One that was noted and did not reach the disk waits. */
  private rows(): IdentityRow[] {
    const rows: IdentityRow[] = []
    for (const [id, assumed] of Object.entries(this.bookmark.edited)) {
      const identity = this.parts.site.person(idOf<HouseholdId>(id))
      if (identity) rows.push({ assumed, identity: onWire(identity, (assumed ?? 0) + 1) })
      if (rows.length === pageLimit) break
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
    if (!reply.ok) return reply
    const answer = reply.value
    await this.inTurn(() => this.takeAnswer(rows, answer, nowMs))
    return undefined
  }

  private async takeAnswer(
    rows: readonly IdentityRow[],
    { conflicts, refused }: IdentitiesPushAnswer,
    nowMs: number,
  ): Promise<void> {
    const { site, identities } = this.parts
    const elsewhere = new Set(conflicts.map(({ householdId }) => householdId))
    const taken = rows.filter((row, i) => !elsewhere.has(row.identity.householdId) && !refused.includes(i))
    const agreed: Identity[] = []
    const again: [string, number][] = []
    for (const { identity } of taken) {
      const now = site.person(idOf<HouseholdId>(identity.householdId))
      // Edited again while it was on its way: that edit goes next, on top of this one.
      if (now && sameOnWire(now, identity)) agreed.push({ ...now, version: identity.version })
      else if (now) again.push([identity.householdId, identity.version])
    }
    await identities.replaceAll(agreed)
    site.putPeople(agreed)
    await this.take(conflicts, nowMs)
    await this.settle(
      rows.map(({ identity }) => identity.householdId),
      Object.fromEntries(again),
    )
  }

  private async settle(ids: readonly string[], again: Record<string, number>): Promise<void> {
    const left = Object.entries(this.bookmark.edited).filter(([id]) => !ids.includes(id))
    await this.note({ edited: { ...Object.fromEntries(left), ...again } })
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
    const fresh = identities.filter(
      ({ identity }) => !Object.hasOwn(this.bookmark.edited, identity.householdId),
    )
    await this.take(
      fresh.map(({ identity }) => identity),
      nowMs,
    )
    await this.note({ epoch, after: identities.at(-1)?.change ?? this.bookmark.after })
  }

  /** The centre was restored: what it lost of people this desk brings again; it refuses what it has. */
  private async beginAnew(): Promise<void> {
    const known = this.parts.site
      .people()
      .map(({ householdId, version }) => [householdId, version - 1 || null])
    await this.note({
      epoch: null,
      after: 0,
      edited: { ...Object.fromEntries(known), ...this.bookmark.edited },
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
      const mine = here && Object.hasOwn(this.bookmark.edited, one.householdId) ? here : undefined
      if (one.erased) gone.push(one)
      else if (!here || here.version !== one.version || !sameOnWire(here, one)) there.push(ofWire(one))
      if (mine && !one.erased && !sameOnWire(mine, one)) lost.push({ identity: mine, atMs: nowMs })
    }
    if (there.length > 0) {
      await identities.replaceAll(there)
      site.putPeople(there)
    }
    const goneIds = gone.map(({ householdId }) => idOf<HouseholdId>(householdId))
    if (gone.length > 0) await this.erase(gone, goneIds)
    const left = this.lostEdits.filter(({ identity }) => !goneIds.includes(identity.householdId))
    if (lost.length === 0 && left.length === this.lostEdits.length) return
    this.lostEdits = [...left, ...lost]
    await keepLostEdits(this.parts.local, this.lostEdits)
  }

  private async erase(gone: readonly IdentityOnWire[], ids: readonly HouseholdId[]): Promise<void> {
    const { site, identities } = this.parts
    await identities.erase(ids)
    site.forgetPeople(ids)
    const versions = gone.map(({ householdId, version }) => [householdId, version])
    await this.note({ erased: { ...this.bookmark.erased, ...Object.fromEntries(versions) } })
  }

  private async note(change: Partial<PeopleBookmark>): Promise<void> {
    this.bookmark = { ...this.bookmark, ...change }
    await keepBookmark(this.parts.local, this.bookmark)
  }
}

function onWire({ householdId, name, phone, address, note }: Identity, version: number): IdentityOnWire {
  return { erased: false, householdId, version, name, phone, address, note }
}

function ofWire(one: Extract<IdentityOnWire, { erased: false }>): Identity {
  const { householdId, version, name, phone, address, note } = one
  return { householdId: idOf<HouseholdId>(householdId), version, name, phone, address, note }
}

function sameOnWire(here: Identity, one: IdentityOnWire): boolean {
  return !one.erased && sameWords(here, one)
}
