import type { SiteId } from '../../shared/kernel/ids'
import type { EntryStore } from './entryStore'
import type { IdentityStore } from './identityStore'
import type { LocalStore } from './localStore'

export interface DeskStores {
  readonly entries: EntryStore
  readonly identities: IdentityStore
  readonly local: LocalStore
  /** What the browser answered when asked to keep the data for good, and how much room there is. */
  readonly room: StorageRoom
  close(): Promise<void>
}

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
  /** Entries that were on the disk are gone or damaged. */
  | { readonly status: 'corrupt'; readonly because: CorruptBecause }
  | { readonly status: 'full'; readonly because: Error }
  | { readonly status: 'cannot-open'; readonly because: Error }

export type CorruptBecause =
  | { readonly what: 'unreadable'; readonly error: Error }
  /** The chain of this desk ended at `expectedSeq` or later, and now ends at `foundSeq`. */
  | { readonly what: 'shorter'; readonly expectedSeq: number; readonly foundSeq: number }
  | { readonly what: 'broken-chain'; readonly atSeq: number }

/** How the stores are opened. `openStores(how)` is in openStores.ts. */
export interface OpenHow {
  readonly siteId: SiteId
  readonly keySource: KeySource
}

/** Where the key that seals people's names comes from: the operating system's vault, or this browser. */
export interface KeySource {
  /** Turns the bytes of a key into what may lie on the disk; null when the host has no vault. */
  readonly vault: KeyVault | null
}

export interface KeyVault {
  sealKey(key: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  /** Rejects when this machine or this user cannot open it. */
  unsealKey(sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
}
