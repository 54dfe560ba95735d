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
import type { RoundId } from '../../shared/kernel/ids'
import type { LocalStore } from '../storage/localStore'
import type { DeskStores } from '../storage/openedStores'
import { type DeskSettings, writeSettings } from './deskSettings'
import { People } from './people'
import { keepSnapshot, readSnapshot } from './snapshots'

/** How far opening has come; shown when it takes longer than a second. */
export interface OpeningProgress {
  readonly step: 'snapshot' | 'entries' | 'people'
  readonly folded: number
  readonly total: number
}

/** Entries folded between two looks at whether something else wants the window. */
const foldSlice = 2000
/** Entries since the last snapshot that make a new one worth its while. */
const snapshotAfter = 100

/** The site's picture, folded from the disk and kept in step with every entry that lands. */
export class LivePoint {
  readonly people = new People()
  private readonly listeners = new Set<() => void>()
  private changing: Promise<unknown> = Promise.resolve()
  private unkept = 0
  private changes = 0
  private readonly known = new Map<string, number>()
  /** Away and asked for while their history was still on its way. */
  private readonly wanted = new Set<RoundId>()
  private historyOnItsWay = false

  private constructor(
    private readonly stores: DeskStores,
    private start: StartingPoint,
    private kept: DeskSettings,
  ) {}

  static async open(
    stores: DeskStores,
    settings: DeskSettings,
    onProgress: (progress: OpeningProgress) => void = () => {},
  ): Promise<LivePoint> {
    onProgress({ step: 'snapshot', folded: 0, total: 0 })
    const start = (await readSnapshot(stores.local)) ?? freshStart()
    const point = new LivePoint(stores, start, settings)
    const tail = await stores.entries.after(start.picture.seen)
    for (let i = 0; i < tail.length; i++) {
      if (i % foldSlice === 0) {
        onProgress({ step: 'entries', folded: i, total: tail.length })
        await nextTurn()
      }
      await point.takeIn(tail[i] as Entry)
    }
    onProgress({ step: 'people', folded: tail.length, total: tail.length })
    const { identities } = await stores.identities.all()
    point.people.put(identities)
    putAwayClosedRounds(point.start)
    return point
  }

  get picture(): Picture {
    return this.start.picture
  }

  /** Grows with every change; what React compares. */
  get version(): number {
    return this.changes
  }

  get settings(): DeskSettings {
    return this.kept
  }

  /** Takes effect once it is on the disk. */
  changeSettings(change: Partial<DeskSettings>): Promise<void> {
    // One after the other: a change asked for while another is on its way must not take that one back.
    const changing = this.changing.then(async () => {
      const next = { ...this.kept, ...change }
      await writeSettings(this.stores.local, next)
      this.kept = next
      this.changed()
    })
    this.changing = changing.catch(() => undefined)
    return changing
  }

  get local(): LocalStore {
    return this.stores.local
  }

  get clock() {
    return this.start.clock
  }

  /** Every entry that is on the disk or was folded from a snapshot, per device. */
  get seen(): SeenVector {
    return this.picture.seen
  }

  /** How far this desk knows a site's feed: what it decides from here on has seen everything up to there. */
  knows(siteId: string, position: number): void {
    this.known.set(siteId, position)
  }

  /** The feed position known; 0 before the first contact with a centre. */
  knownOf(siteId: string): number {
    return this.known.get(siteId) ?? 0
  }

  /**
   * A new desk takes the centre's folded picture in place of its empty one, and is ready. It is on the disk when
   * this resolves. False when the desk has something already.
   */
  async adopt(start: StartingPoint): Promise<boolean> {
    const isEmpty = () => Object.keys(this.picture.seen).length === 0
    if (!isEmpty()) return false
    await keepSnapshot(this.stores.local, start)
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
      this.picture.restoreRound(roundId, await this.stores.entries.ofRound(roundId))
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
  }

  /** A closed round is read back from the disk; one in memory, or one nobody has heard of, stays as it is. */
  async bringBack(roundId: RoundId): Promise<void> {
    if (!isAway(this.start, { roundId })) return
    if (this.historyOnItsWay) {
      this.wanted.add(roundId)
      return
    }
    const entries = await this.stores.entries.ofRound(roundId)
    // Somebody else may have brought it back while the disk was read, and have gone on from there.
    if (!isAway(this.start, { roundId })) return
    this.picture.restoreRound(roundId, entries)
    this.changed()
  }

  /** Writes the folded picture for the next start, if enough has changed. Call when the desk is idle. */
  async keep(): Promise<void> {
    if (this.unkept < snapshotAfter) return
    this.unkept = 0
    await keepSnapshot(this.stores.local, this.start)
  }

  private async takeIn(entry: Entry): Promise<void> {
    if (entry.roundId !== null && !this.picture.has(entry)) await this.bringBack(entry.roundId)
    this.fold(entry)
  }

  private fold(entry: Entry): void {
    this.start = foldIn(this.start, entry)
    this.unkept += 1
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
