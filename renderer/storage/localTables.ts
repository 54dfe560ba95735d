import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { SegmentHead, StoredSegment } from './historyStore'
import type { Snapshot } from './localStore'
import type { SealedText } from './sealer'
import { localFormat } from './storeNames'

/** The key of this desk: closed by the machine's vault, or one that the browser never lets out. */
export type StoredKey =
  | { readonly id: string; readonly kind: 'vault'; readonly sealed: Uint8Array<ArrayBuffer> }
  | { readonly id: string; readonly kind: 'browser'; readonly key: CryptoKey }

export interface StoredScan extends SealedText {
  readonly n: number
  readonly atMs: number
}

export interface StoredDraft extends SealedText {
  readonly key: string
}

export interface StoredPhotoNote {
  readonly siteId: string
  readonly sha256: string
  readonly keptAtMs: number
  /** Until the centre has it. */
  waitsSinceMs?: number
}

export class LocalTables extends Dexie {
  declare readonly snapshots: EntityTable<Snapshot, 'key'>
  declare readonly settings: EntityTable<{ readonly key: string; readonly value: Json }, 'key'>
  declare readonly scanLog: EntityTable<StoredScan, 'n'>
  declare readonly drafts: EntityTable<StoredDraft, 'key'>
  declare readonly keys: Table<StoredKey, string>
  declare readonly segments: Table<StoredSegment, [string, number]>
  declare readonly segmentHeads: Table<SegmentHead, [string, number]>
  declare readonly photoNotes: Table<StoredPhotoNote, [string, string]>
  declare readonly photoBytes: Table<
    { readonly siteId: string; readonly sha256: string; readonly photo: Blob },
    [string, string]
  >

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      snapshots: 'key',
      settings: 'key',
      scanLog: '++n',
      drafts: 'key',
      keys: 'id',
      photos: 'sha256',
    })
    this.version(2).stores({ segments: '[siteId+n]', segmentHeads: '[siteId+n], *rounds' })
    this.version(3).stores({
      photos: null,
      photoNotes: '[siteId+sha256], waitsSinceMs, keptAtMs',
      photoBytes: '[siteId+sha256]',
    })
    // Segments are kept as they came, and an older Tuandian does not find the text it kept in their place.
    this.version(localFormat).stores({})
  }
}
