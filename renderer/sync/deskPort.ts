import type { DeskLine } from '../../shared/contract/deskLine'
import type { OperatorLine } from '../../shared/contract/operatorLine'
import type { FeedOfDevice } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import type { SeenVector, SeqSpan } from '../../shared/domain/entry/seen'
import type { Identity } from '../../shared/domain/identity'
import type { StartingPoint } from '../../shared/domain/startingPoint'
import type { DeviceId, HouseholdId } from '../../shared/kernel/ids'
import type { NamedPhoto } from './photoSync'

/** What the sync needs of this device as a whole; given where the rooms are wired together. */
export interface DeskPort {
  readonly deviceId: DeviceId
  /** Sequence of this device's last entry on the disk, whichever feed it is for. */
  ownHead(): number
  /** Own sequences of feeds that are not this device's any more: none of them can be sent. */
  heldBack(): readonly SeqSpan[]
  /** Entries on the disk of devices this one goes on for and that the centre may not have yet. */
  formerEntries(): number
  /** Those of them that are of feeds that are not this device's any more. */
  formerHeldBack(): number
  /** Those devices. */
  formerDevices(): readonly string[]
  /** The centre has whatever there is of these devices in these feeds. */
  broughtOf(deviceIds: readonly string[], feeds: readonly string[]): Promise<void>
  /**
   * Another desk writes in this one's name. From the next start on this one goes on in a name of its own, with what
   * it wrote after `sharedUpTo`; resolves once that is noted on the disk.
   */
  partFromTwin(sharedUpTo: number): Promise<void>
  /** The picture of a feed's site. @throws Error where this device has no such site */
  site(siteId: string): SitePort
  /** Sites whose feeds are not this device's any more, and of which it has what it had. */
  takenAway(): readonly string[]
  /** The centre said which feeds are this device's; resolves once the desk has a place for each, on the disk. */
  feedsAre(feeds: readonly FeedOfDevice[]): Promise<void>
  /** Whom the centre names as the operators of the device's own site; empty where it names none. */
  keepOperators(operators: readonly OperatorLine[]): void
  /** Whose entries the feeds have, by name; this desk may be called otherwise from then on. */
  keepDesks(desks: readonly DeskLine[]): Promise<void>
  /** What this desk is called, for the others to show. */
  ownName(): string
  /** Hears of every change of any picture; returns how to stop hearing. */
  subscribe(listener: () => void): () => void
}

/** What the sync needs of the live picture of one site. */
export interface SitePort {
  /** Every entry of the site that is on the disk, per device. */
  seen(): SeenVector
  /** Takes entries into the picture that are on the disk already. */
  follow(entries: readonly Entry[]): Promise<void>
  /** How far this desk now knows the feed: the basis of whatever it decides there from here on. */
  knows(position: number): void
  /**
   * Takes the centre's folded picture where this desk has nothing yet; resolves once it is on the disk. False where it
   * does not: also of a picture with entries in this desk's name that it never wrote.
   */
  adopt(start: StartingPoint): Promise<boolean>
  historyComes(onItsWay: boolean): Promise<void>
  /** One change of people after the other: an edit is noted, written and known before an answer is taken in. */
  peopleInTurn<T>(change: () => Promise<T>): Promise<T>
  person(householdId: HouseholdId): Identity | undefined
  people(): readonly Identity[]
  /** Takes people into the picture as they are on the disk already. */
  putPeople(identities: readonly Identity[]): void
  /** Takes everything of them off the disk and out of the picture. */
  erasePeople(householdIds: readonly HouseholdId[]): Promise<void>
  /** The same, but for what somebody has begun to take in of them: they are at the centre, and may come back. */
  letGoOfPeople(householdIds: readonly HouseholdId[]): Promise<void>
  /** Photos of what is still open, the newest first and not without end. */
  shownPhotos(): readonly NamedPhoto[]
}
