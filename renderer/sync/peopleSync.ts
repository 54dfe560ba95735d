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
import type { CentreClient, NotOk } from './centreClient'
import { isOfContent } from './linkView'
import { PageSize } from './pageSize'
import { AskedPeople } from './peopleAsked'
import { type Edit, type LostEdit, readBookmark, readErasures, readLostEdits } from './peopleBook'
import { only, PeopleNotes, type PeopleParts } from './peopleNotes'
import { erasureOf, hasWhatWasAsked, ofWire, sameOnWire } from './peopleRows'

/** A feed that is not this device's any more, as the centre says. */
interface FormerFeed {
  readonly epoch: string
  /** The last change of people there that the centre has. One that has fewer than the desk was given has lost some. */
  readonly head: number
}

/**
 * Keeps the people behind the households the same here and at the centre. The centre's version wins; what this
 * desk had instead is kept aside and shown. Whoever is erased, here or there, is erased everywhere and stays so.
 */
export class PeopleSync extends PeopleNotes {
  private readonly pages = new PageSize()
  /** Whose people this desk lets go of; null while it keeps them. */
  private letsGo: FormerFeed | null = null

  static async open(parts: PeopleParts): Promise<PeopleSync> {
    const { local, site } = parts
    const [kept, erasures] = [
      await readBookmark(local, site.people(), parts.nowMs(), parts.keyLost),
      await readErasures(local),
    ]
    // Noted and then never kept, as on a full disk.
    const edited = only(
      kept.edited,
      (id) => site.person(idOf<HouseholdId>(id)) !== undefined || Object.hasOwn(erasures.versions, id),
    )
    const [lost, asked] = [await readLostEdits(local), await AskedPeople.open(local)]
    const people = new PeopleSync(parts, { ...kept, edited }, erasures, lost, asked)
    await people.finishErasing()
    return people
  }

  /** Sends the edits, then takes what is new. @returns why it stopped; undefined when all is done */
  async run(client: CentreClient, nowMs: number): Promise<NotOk | undefined> {
    this.letsGo = null
    // What is new may show that the centre lost something: that goes at once.
    return (await this.exchange(client, nowMs)) ?? (this.waits ? this.exchange(client, nowMs) : undefined)
  }

  /**
   * The site's feed is not this device's any more: whom the centre has goes from here, and comes again from the beginning
   * when the feed does. Who was edited here and did not get there stays; and everybody, where the centre may have lost them.
   */
  async letGo(former: FormerFeed): Promise<void> {
    this.letsGo = former
    await this.inTurn(() => this.letGoNow())
  }

  private async letGoNow(): Promise<void> {
    const { epoch, after } = this.bookmark
    if (this.letsGo === null || epoch !== this.letsGo.epoch || after > this.letsGo.head) return
    const all = this.parts.site.people().map(({ householdId }) => householdId)
    const ids = all.filter((householdId) => !this.isMine(householdId))
    // Before they are gone: a desk that is closed in between asks for all of them again.
    if (after > 0) await this.note({ after: 0 })
    if (ids.length === 0) return
    await this.asked.forget(ids)
    await this.parts.site.letGoOfPeople(ids)
  }

  private async exchange(client: CentreClient, nowMs: number): Promise<NotOk | undefined> {
    for (;;) {
      const rows = await this.inTurn(() => this.rowsToAsk(client.uplink.parcelBytes))
      if (rows.length === 0) break
      const stopped = await this.push(client, rows, nowMs)
      if (stopped) return stopped
    }
    for (;;) {
      const pulled = await this.pull(client, nowMs)
      if (pulled !== 'more') return pulled === 'end' ? undefined : pulled
    }
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
      await this.answered(rows, () => this.takeAnswer(rows, reply.value, nowMs))
      return undefined
    }
    const ofContent = reply.because === 'refused' && isOfContent(reply.problem)
    if (ofContent && rows.length === 1) {
      await this.answered(rows, () => this.setAside(rows))
      return undefined
    }
    this.most = Math.max(1, Math.floor(rows.length / 2))
    return ofContent ? undefined : reply
  }

  private answered(rows: readonly IdentityRow[], take: () => Promise<void>): Promise<void> {
    return this.inTurn(async () => {
      await take()
      await this.asked.forget(rows.map(({ identity }) => identity.householdId))
      // It was on its way when the feed was taken away.
      await this.letGoNow()
    })
  }

  private async takeAnswer(
    rows: readonly IdentityRow[],
    { epoch, conflicts, refused }: IdentitiesPushAnswer,
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
      else if (isAsSent || (there && !hasWhatWasAsked(there, identity))) settled.add(householdId)
      // Edited again, or erased, while it was on its way: that goes next, on top of this one.
      else again[householdId] = { ...edit, assumed: there?.version ?? version }
      if (!there && isAsSent && now) agreed.push({ ...now, version })
    })
    await identities.replaceAll(agreed)
    site.putPeople(agreed)
    await this.raiseErasures(again)
    const toTell = await this.take(
      conflicts.filter(({ householdId }) => settled.has(householdId)),
      nowMs,
    )
    await this.note({
      // It has these in this history: in another one they are brought again.
      epoch: this.bookmark.epoch ?? epoch,
      edited: { ...only(this.bookmark.edited, (id) => !settled.has(id) || toTell.has(id)), ...again },
    })
    await this.setAside(rows.filter((_, i) => refused.includes(i)))
  }

  private async pull(client: CentreClient, nowMs: number): Promise<'more' | 'end' | NotOk> {
    const { epoch, after } = this.bookmark
    const limit = this.pages.rows
    const query = { after, limit, ...(epoch === null ? {} : { epoch }) }
    const reply = await client.ask({ path: paths.identities(this.parts.siteId), query }, identitiesAnswer)
    this.pages.noticed(reply)
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
    const isTaken = await this.inTurn(() => this.takePage(page, after, nowMs))
    if (!isTaken) return this.letsGo === null ? 'more' : 'end'
    return page.identities.length < limit ? 'end' : 'more'
  }

  /** @returns false where it is of no use: they were let go of since it was asked for */
  private async takePage(
    { epoch, identities }: IdentitiesAnswer,
    askedAfter: number,
    nowMs: number,
  ): Promise<boolean> {
    const { edited, refused } = this.bookmark
    if (this.letsGo !== null || this.bookmark.after !== askedAfter) return false
    const fresh = identities.flatMap(({ identity }) => {
      const { householdId, version } = identity
      const isOld = version <= (refused[householdId]?.assumed ?? 0)
      return Object.hasOwn(edited, householdId) || isOld ? [] : [identity]
    })
    await this.take(fresh, nowMs)
    await this.note({ epoch, after: identities.at(-1)?.change ?? this.bookmark.after })
    return true
  }

  /**
   * What the centre has, on the disk first and then in the picture.
   * @returns those of whose erasure it has still to hear
   */
  private async take(wire: readonly IdentityOnWire[], nowMs: number): Promise<ReadonlySet<string>> {
    const { site, identities } = this.parts
    const there: Identity[] = []
    const gone: IdentityOnWire[] = []
    const lost: LostEdit[] = []
    const toTell = new Set<string>()
    for (const one of wire) {
      const here = site.person(idOf<HouseholdId>(one.householdId))
      const known = this.erasures.versions[one.householdId] ?? 0
      // From before an erasure: the centre was restored, or it was erased while this was on its way. It hears of it.
      if (erasureOf(one) < known) {
        await this.mark({ [one.householdId]: this.editOf(one.householdId, undefined) })
        toTell.add(one.householdId)
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
    // On the disk before it is replaced there: a desk that is closed in between still has it to show.
    if (lost.length > 0) await this.showLost(lost)
    if (there.length > 0) {
      await identities.replaceAll(there)
      site.putPeople(there)
    }
    if (lost.length > 0)
      await this.note({
        refused: only(this.bookmark.refused, (id) => !lost.some((one) => one.identity.householdId === id)),
      })
    return toTell
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
}
