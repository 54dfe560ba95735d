import type { Entry } from '../../shared/domain/entry/entry'
import type { SeenVector } from '../../shared/domain/entry/seen'
import type { Picture } from '../../shared/domain/picture'
import type { RoundLine } from '../../shared/domain/round/roundIndex'
import {
  foldIn,
  freshStart,
  isAway,
  putAwayClosedRounds,
  type StartingPoint,
} from '../../shared/domain/startingPoint'
import type { RoundId, SiteId } from '../../shared/kernel/ids'
import type { EntryStore } from '../storage/entryStore'
import type { LocalStore } from '../storage/localStore'
import type { PhotoStore } from '../storage/photoStore'
import type { DeskSettings, KeptSettings } from './deskSettings'
import { People } from './people'
import { keepSnapshot, readSnapshot } from './snapshots'

/** Entries since the last snapshot that make a new one worth its while. */
const snapshotAfter = 100

export interface PointParts {
  readonly siteId: SiteId
  /** The site this device belongs to; a warehouse works for others too. */
  readonly isOwn: boolean
  readonly entries: EntryStore
  /** The site's own part of what this device keeps. */
  readonly local: LocalStore
  readonly photos: PhotoStore
  readonly settings: KeptSettings
}

/** One site's picture, folded from the disk and kept in step with every entry of its feed that lands. */
export class LivePoint {
  readonly people = new People()
  private readonly listeners = new Set<() => void>()
  private unkept = 0
  private changes = 0
  private readonly screens = new Set<() => void>()
  private telling = false
  private known = 0
  /** Away and asked for while their history was still on its way. */
  private readonly wanted = new Set<RoundId>()
  private historyOnItsWay = false

  private constructor(
    private readonly parts: PointParts,
    private start: StartingPoint,
  ) {}

  /** From its kept picture; what came after that is to be taken in. */
  static async open(parts: PointParts): Promise<LivePoint> {
    return new LivePoint(parts, (await readSnapshot(parts.local)) ?? freshStart())
  }

  get siteId(): SiteId {
    return this.parts.siteId
  }

  /** How its people are told apart on the disk. */
  get peopleOf(): SiteId | null {
    return this.parts.isOwn ? null : this.parts.siteId
  }

  get picture(): Picture {
    return this.start.picture
  }

  /** Grows with every change; what React compares. */
  get version(): number {
    return this.changes
  }

  get settings(): DeskSettings {
    return this.parts.settings.now
  }

  /** Takes effect once it is on the disk. */
  async changeSettings(change: Partial<DeskSettings>): Promise<void> {
    await this.parts.settings.change(change)
    this.changed()
  }

  get local(): LocalStore {
    return this.parts.local
  }

  get photos(): PhotoStore {
    return this.parts.photos
  }

  get clock() {
    return this.start.clock
  }

  /** Every entry of this site that is on the disk or was folded from a snapshot, per device. */
  get seen(): SeenVector {
    return this.picture.seen
  }

  /** How far this desk knows the site's feed: what it decides from here on has seen everything up to there. */
  knows(position: number): void {
    this.known = position
  }

  /** The feed position known; 0 before the first contact with a centre. */
  get knownPosition(): number {
    return this.known
  }

  /**
   * A new desk takes the centre's folded picture in place of its empty one, and is ready. It is on the disk when
   * this resolves. False when the desk has something already.
   */
  async adopt(start: StartingPoint): Promise<boolean> {
    const isEmpty = () => Object.keys(this.picture.seen).length === 0
    if (!isEmpty()) return false
    await keepSnapshot(this.parts.local, start)
    if (!isEmpty()) return false
    this.start = start
    this.changed()
    return true
  }

  /** Until all of the history is here, no round that is away can be brought back whole. */
  async historyComes(onItsWay: boolean): Promise<void> {
    this.historyOnItsWay = onItsWay
    if (onItsWay) return
    for (const roundId of this.wanted) {
      this.picture.restoreRound(roundId, await this.parts.entries.ofRound(roundId))
      this.wanted.delete(roundId)
    }
    this.changed()
  }

  /** Newest round first. */
  rounds(): readonly RoundLine[] {
    return Object.values(this.start.rounds).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * For what draws the picture. It hears of changes in a message of its own: what a command answered is on the
   * screen's stage by then, and both are drawn at once.
   */
  subscribeScreen = (listener: () => void): (() => void) => {
    this.screens.add(listener)
    return () => this.screens.delete(listener)
  }

  /** Folds entries that are on the disk. A late one for a round that left memory brings the round back first. */
  async follow(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) await this.takeIn(entry)
    this.changed()
  }

  /** Folds what this desk has just written; its round is in memory. */
  followOwn(entries: readonly Entry[]): void {
    for (const entry of entries) this.fold(entry)
    this.changed()
  }

  changed(): void {
    this.changes += 1
    for (const listener of this.listeners) listener()
    this.tellScreens()
  }

  private tellScreens(): void {
    if (this.telling || this.screens.size === 0) return
    this.telling = true
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      this.telling = false
      for (const listener of this.screens) listener()
    }
    port2.postMessage(null)
  }

  /** A closed round is read back from the disk; one in memory, or one nobody has heard of, stays as it is. */
  async bringBack(roundId: RoundId): Promise<void> {
    if (!isAway(this.start, { roundId })) return
    if (this.historyOnItsWay) {
      this.wanted.add(roundId)
      return
    }
    const entries = await this.parts.entries.ofRound(roundId)
    // Somebody else may have brought it back while the disk was read, and have gone on from there.
    if (!isAway(this.start, { roundId })) return
    this.picture.restoreRound(roundId, entries)
    this.changed()
  }

  /** Writes the folded picture for the next start, if enough has changed. Call when the desk is idle. */
  async keep(): Promise<void> {
    if (this.unkept < snapshotAfter) return
    this.unkept = 0
    await keepSnapshot(this.parts.local, this.start)
  }

  /** Once all there was has been taken in. */
  putAwayClosed(): void {
    putAwayClosedRounds(this.start)
  }

  /** As `follow`, with nobody told yet. */
  async takeIn(entry: Entry): Promise<void> {
    if (entry.roundId !== null && !this.picture.has(entry)) await this.bringBack(entry.roundId)
    this.fold(entry)
  }

  private fold(entry: Entry): void {
    this.start = foldIn(this.start, entry)
    this.unkept += 1
  }
}
