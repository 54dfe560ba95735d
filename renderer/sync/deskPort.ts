import type { Entry } from '../../shared/domain/entry/entry'
import type { SeenVector } from '../../shared/domain/entry/seen'
import type { Identity } from '../../shared/domain/identity'
import type { StartingPoint } from '../../shared/domain/startingPoint'
import type { DeviceId, HouseholdId } from '../../shared/kernel/ids'

/** What the sync needs of the desk's live picture; given where the rooms are wired together. */
export interface DeskPort {
  readonly deviceId: DeviceId
  /** Every entry on the disk, per device. */
  seen(): SeenVector
  /** Takes entries into the picture that are on the disk already. */
  follow(entries: readonly Entry[]): Promise<void>
  /** How far this desk now knows a feed: the basis of whatever it decides from here on. */
  knows(siteId: string, position: number): void
  /** Takes the centre's folded picture where this desk has nothing yet; resolves once it is on the disk. */
  adopt(start: StartingPoint): Promise<boolean>
  historyComes(onItsWay: boolean): Promise<void>
  person(householdId: HouseholdId): Identity | undefined
  people(): readonly Identity[]
  /** Takes people into the picture, or out of it, as they are on the disk already. */
  putPeople(identities: readonly Identity[]): void
  forgetPeople(householdIds: readonly HouseholdId[]): void
  /** Hears of every change of the picture; returns how to stop hearing. */
  subscribe(listener: () => void): () => void
}
