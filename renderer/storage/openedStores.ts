import type { RxCollection } from 'rxdb'
import type { DeviceId, SiteId } from '../../shared/kernel/ids'
import type { KeyVault } from './deskKeys'
import type { EntryDocument } from './entryDocument'
import type { EntryStore } from './entryStore'
import type { HistoryStore } from './historyStore'
import type { IdentityStore } from './identityStore'
import type { LocalStore } from './localStore'
import type { PhotoStore } from './photoStore'

/** How the stores are opened: `openStores(how)` in openStores.ts. */
export interface OpenHow {
  readonly siteId: SiteId
  readonly vault: KeyVault
}

export interface DeskStores {
  readonly entries: EntryStore
  /** What RxDB replicates; a log that is not in RxDB has none. */
  readonly entriesCollection?: RxCollection<EntryDocument>
  /** Where history taken from the centre lies; `entries` reads it along with the log. */
  readonly history?: HistoryStore
  readonly identities: IdentityStore
  readonly local: LocalStore
  readonly photos: PhotoStore
  readonly room: StorageRoom
  /** A key that sealed people's names here could not be opened: `identities` says whose are unreadable. */
  readonly keyLost: boolean
  /** Devices whose entries were written in this profile, as noted apart from the databases. */
  readonly wroteHere?: readonly DeviceId[]
  close(): Promise<void>
}

/** What the browser answered when asked to keep the data for good, and how much room there is. */
export interface StorageRoom {
  readonly persisted: boolean
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
}

/** What opening the desk's databases came to. None but 'ready' may be shown as a desk, least of all an empty one. */
export type OpenedStores =
  | { readonly status: 'ready'; readonly stores: DeskStores }
  /** Another window of this desk has them. `whenFree` waits until it goes, then opens here. */
  | { readonly status: 'elsewhere'; whenFree(signal?: AbortSignal): Promise<OpenedStores> }
  /** Written by a newer Tuandian: this one does not touch it. */
  | { readonly status: 'newer'; readonly database: string }
  /** Entries that were on the disk are gone or damaged. Nothing was changed. */
  | { readonly status: 'corrupt'; readonly because: LogDamage }
  | { readonly status: 'full'; readonly because: Error }
  | { readonly status: 'cannot-open'; readonly because: Error }

export type NotOpened = Exclude<OpenedStores, { readonly status: 'ready' }>

export type LogDamage =
  | { readonly what: 'unreadable'; readonly error: Error }
  /** The chain of a device went to `expectedSeq` at least, and now ends at `foundSeq`. */
  | { readonly what: 'shorter'; readonly expectedSeq: number; readonly foundSeq: number }
  | { readonly what: 'broken-chain'; readonly atSeq: number }
