import type { EntryStore } from '../storage/entryStore'
import type { PhotoStore } from '../storage/photoStore'
import type { ContactBook } from './contactBook'
import type { DeskPort } from './deskPort'
import type { Enrolment } from './enrolment'
import type { InSegments } from './followedFeed'
import type { KeptOut } from './keptOut'
import type { PeopleSync } from './peopleSync'
import type { TailCheckpoint } from './pullPage'
import type { SentBook } from './sentBook'
import type { SyncAmbient } from './syncAmbient'
import type { Tail, TailHow } from './tail'

/** What a desk's link to its centre stands on. */
export interface LinkParts {
  readonly ambient: SyncAmbient
  readonly enrolment: Enrolment
  readonly entries: EntryStore
  readonly book: SentBook
  readonly contacts: ContactBook
  readonly desk: DeskPort
  readonly photos: PhotoStore
  /** Keeps the people of a feed's site; opened once the desk has a place for the site. */
  openPeople(siteId: string): Promise<PeopleSync>
  /** What a desk takes in whole segments of a feed; one without room for them has none. */
  segmentsOf(siteId: string): InSegments | undefined
  /** What came of a feed and could not be read. */
  keptOutOf(siteId: string): KeptOut
  /** How a feed's live tail reaches the disk. */
  openTail(how: TailHow, from: TailCheckpoint | undefined): Tail
}
