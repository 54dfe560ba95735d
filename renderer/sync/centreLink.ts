import type { MeAnswer } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { hashesOnDisk } from '../storage/hashesOnDisk'
import { Bell } from './bell'
import { CatchingUp } from './catchingUp'
import { CentreClient, type NotOk } from './centreClient'
import { Errand } from './errand'
import { FollowedFeed, type FollowingParts } from './followedFeed'
import { keepListening } from './hintStream'
import type { KeptOut } from './keptOut'
import type { LinkParts } from './linkParts'
import { LinkPeople } from './linkPeople'
import { type Halt, haltOf, isForLater, type LinkView, skewWorthAWordMs, waitingOf, wayOf } from './linkView'
import type { LostEdit } from './peopleBook'
import type { PeopleSync } from './peopleSync'
import { PhotoErrand } from './photoErrand'
import { Sending } from './sending'
import { comingOf, WaitedFor } from './underWay'
import { watchClock } from './watchClock'

const pollMs = 60_000

/** Keeps this desk in step with the centre: sends what is its own, follows its feeds, and says where it stands. */
export class CentreLink {
  readonly client: CentreClient
  private readonly over = new AbortController()
  private readonly sending: Sending
  private readonly send: Errand
  readonly photos: PhotoErrand
  private readonly feeds = new Map<string, FollowedFeed>()
  private readonly bell: Bell
  private readonly progress = new CatchingUp()
  private readonly waitedFor = new WaitedFor()
  private askedMs = Number.NEGATIVE_INFINITY
  private halt: Halt | null = null
  private shown: LinkView | undefined

  static async open(parts: LinkParts): Promise<CentreLink> {
    // Before anything is asked: what the centre answers may say that the feeds are others by now.
    return new CentreLink(parts, await LinkPeople.open(parts))
  }

  private constructor(
    private readonly parts: LinkParts,
    readonly people: LinkPeople,
  ) {
    const { ambient, enrolment, entries, book, desk, contacts } = parts
    this.bell = new Bell(ambient)
    const changed = () => this.changed()
    const client = new CentreClient(ambient, enrolment.address, enrolment.token, () => {
      if (client.contact.lastMs !== null) contacts.heard(client.contact.lastMs)
      changed()
    })
    this.client = client
    this.sending = new Sending({
      client,
      entries,
      book,
      desk,
      changed,
      known: (me) => this.known(me),
      hasWholeHistory: () => [...this.feeds.values()].every((feed) => feed.hasWholeHistory),
      begunAnew: () => this.photos.sendAgain().then(() => this.followAll()),
    })
    for (const { siteId } of enrolment.feeds) this.feeds.set(siteId, this.followed(siteId))
    const { signal } = this.over
    const ready = () => client.whenReady(signal)
    this.send = new Errand({ ambient, signal, everyMs: pollMs, ready, run: () => this.sendAll() })
    this.photos = new PhotoErrand({
      ...parts,
      signal,
      everyMs: pollMs,
      feeds: () => [...this.feeds.keys()],
      entriesWait: () => this.sending.isDue,
      ready,
      isHalted: () => this.halt !== null,
      after: (reply) => this.after(reply),
      changed,
    })
    let name = desk.ownName()
    const forget = desk.subscribe(() => {
      if (name !== desk.ownName()) this.compare()
      name = desk.ownName()
      const wrote = this.sending.noticeWritten(ambient.nowMs())
      if (this.halt) return
      if (wrote) this.photos.makeWay(this.send)
      for (const feed of this.feeds.values()) if (feed.people.waits) feed.askPeople()
    })
    signal.addEventListener('abort', forget)
    void keepListening(client, signal, {
      isHalted: () => this.halt !== null,
      more: ({ siteId }) => this.feeds.get(siteId)?.ask(),
      again: () => this.compare(),
      gone: () => this.followAll(),
    })
    void watchClock(ambient, signal, { jumped: () => this.wake(), hourly: () => this.compare() })
  }

  get view(): LinkView {
    this.shown ??= this.look()
    return this.shown
  }

  subscribe = (listener: () => void): (() => void) => this.bell.subscribe(listener)

  /** The people of a feed's site; undefined for one that is not followed. */
  peopleOf(siteId: string): PeopleSync | undefined {
    return this.feeds.get(siteId)?.people
  }

  /** A person has looked at it. */
  async dismissLost(lost: LostEdit): Promise<void> {
    await this.people.dismissLost(lost)
    this.changed()
  }

  /** The machine woke, or has a network again, or a person asks: everything is looked at now. */
  wake(): void {
    this.client.breaker.tryNow()
    this.sending.tryNow()
    this.send.ask()
    this.followAll()
  }

  /** Once more to the centre with what it kept apart, or could not read. */
  async tryAsideAgain(): Promise<void> {
    await this.parts.book.tryAsideAgain()
    for (const feed of this.feeds.values()) await feed.tryRefusedAgain()
    this.compare()
    this.changed()
  }

  async stop(): Promise<void> {
    this.over.abort()
    await Promise.all([...this.feeds.values()].map((feed) => feed.stop()))
  }

  private async sendAll(): Promise<'done' | 'again'> {
    if (this.halt) this.sending.compareFirst()
    const stopped = await this.sending.run(this.over.signal)
    this.photos.ask()
    return stopped ? this.after(stopped) : 'done'
  }

  private compare(): void {
    this.sending.compareFirst()
    this.send.ask()
  }

  private followAll(): void {
    for (const feed of this.feeds.values()) feed.ask()
    this.photos.ask()
  }

  /** The centre answered who this desk is: it takes it, and these are its feeds. */
  private async known({ epoch, feeds, formerFeeds, operators, desks }: MeAnswer): Promise<void> {
    if (operators) this.parts.desk.keepOperators(operators)
    if (desks) await this.parts.desk.keepDesks(desks)
    await this.parts.desk.feedsAre(feeds)
    await this.followOnly(feeds.map(({ siteId }) => siteId))
    await this.people.letGo(epoch, formerFeeds)
    if (!this.halt) return
    this.halt = null
    this.followAll()
    this.changed()
  }

  private readonly isFollowed = (siteId: string): boolean => this.feeds.has(siteId)

  private async followOnly(siteIds: readonly string[]): Promise<void> {
    for (const [siteId, feed] of this.feeds) {
      if (siteIds.includes(siteId)) continue
      this.feeds.delete(siteId)
      this.progress.delete(siteId)
      await feed.stop()
      this.changed()
    }
    for (const siteId of siteIds.filter((one) => !this.isFollowed(one))) {
      await this.people.at(siteId)
      if (this.over.signal.aborted) return
      this.feeds.set(siteId, this.followed(siteId))
      this.changed()
    }
  }

  private followed(siteId: string): FollowedFeed {
    const { ambient, segmentsOf, keptOutOf, openTail } = this.parts
    const keptOut = keptOutOf(siteId)
    return new FollowedFeed({
      ambient,
      people: this.people.of(siteId),
      how: this.tailHow(siteId, keptOut),
      segments: segmentsOf(siteId),
      keptOut,
      openTail,
      ready: (signal) => this.client.whenReady(signal),
      isHalted: () => this.halt !== null,
      after: (reply) => this.after(reply),
      changed: () => {
        if (this.sending.past.couldPart) this.compare()
        this.changed()
      },
    })
  }

  private tailHow(siteId: string, keptOut: KeptOut): FollowingParts['how'] {
    const site = this.parts.desk.site(siteId)
    const apart = new Set<string>()
    /** What is not in the log is not in the picture either: with the next start it would be gone again. */
    const came = async (all: readonly Entry[]) => {
      const entries = all.filter(({ id, hash }) => !apart.has(`${id} ${hash}`))
      await site.follow(entries)
      this.photos.landed(entries)
    }
    return {
      client: this.client,
      siteId,
      startsAt: (position) => site.knows(position),
      came,
      landed: async ({ entries, checkpoint, head }) => {
        await came(entries)
        site.knows(checkpoint.position)
        if (this.sending.sawEpoch(checkpoint.epoch)) this.compare()
        else if (this.sending.formerCame) this.send.ask()
        if (this.progress.at(siteId, checkpoint.position, head)) this.changed()
      },
      onDisk: (entries) => hashesOnDisk(this.parts.entries, entries),
      isTwins: ({ deviceId, deviceSeq }) =>
        deviceId === this.parts.desk.deviceId && deviceSeq > this.parts.desk.ownHead(),
      collided: async (all, epoch) => {
        for (const { id, hash } of all) apart.add(`${id} ${hash}`)
        const others = all.filter(({ deviceId }) => deviceId !== this.parts.desk.deviceId)
        if (others.length < all.length) this.compare()
        if (others.length === 0) return
        const ids = others.map(({ id }) => id)
        await keptOut.noteCollided(ids, epoch)
        this.changed()
      },
    }
  }

  private look(): LinkView {
    const { reached, skewMs } = this.client.contact
    const feeds = [...this.feeds.values()]
    const waiting = waitingOf(this.sending, this.people.unsent(this.isFollowed))
    const due = waiting.unsent - waiting.heldBack
    const coming = comingOf(this.progress, this.feeds)
    const receiving = coming !== undefined || !feeds.every((feed) => feed.caughtUp)
    const way = this.halt ?? wayOf(reached, { sending: due > 0, receiving })
    return {
      state: this.halt === null && this.sending.past.mayPart ? 'twin' : way,
      ...waiting,
      lastContactMs: this.parts.contacts.lastMs,
      skewMs: skewMs !== null && Math.abs(skewMs) > skewWorthAWordMs ? skewMs : null,
      ...this.waitedFor.at(this.parts.ambient.steadyMs(), way, due, coming),
      aside: this.parts.book.aside,
      keptOut: feeds.reduce((sum, feed) => sum + feed.keptOut, 0),
      lostPeople: this.people.lost.length,
      refusedPeople: this.people.refused.length,
      photosWaiting: this.photos.waiting,
      photosFetched: this.photos.fetched,
    }
  }

  private changed(): void {
    this.shown = undefined
    this.bell.ring()
  }

  private after(reply: NotOk): 'done' | 'again' {
    if (reply.because === 'no-connection' || isForLater(reply.problem)) return 'again'
    if (reply.problem.code === 'not-your-feed') this.askWhoIAm()
    const halt = haltOf(reply.problem)
    if (halt && halt !== this.halt) {
      // From here on the centre hears nothing but now and then the question whether it takes the desk back.
      this.halt = halt
      this.changed()
    }
    return 'done'
  }

  /** A feed was taken away, it seems; now and then only, or the two of us would never stop asking. */
  private askWhoIAm(): void {
    const nowMs = this.parts.ambient.steadyMs()
    if (nowMs < this.askedMs + pollMs) return
    this.askedMs = nowMs
    this.compare()
  }
}
