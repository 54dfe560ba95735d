import type { SeenVector } from '../../shared/domain/entry/seen'
import type { Json } from '../../shared/kernel/canonicalJson'

/** What can be made again or is this device's own: never the only copy of something that happened. */
export interface LocalStore {
  readSetting(key: string): Promise<Json | undefined>
  writeSetting(key: string, value: Json): Promise<void>
  readSnapshot(key: string): Promise<Snapshot | undefined>
  writeSnapshot(snapshot: Snapshot): Promise<void>
  deleteSnapshot(key: string): Promise<void>
  /** Keeps the last `scansKept` scans; sealed, for a scan may be a phone number. */
  logScan(scan: LoggedScan): Promise<void>
  /** The newest first. */
  lastScans(count: number): Promise<LoggedScan[]>
  /** Something half typed, sealed: a pasted 接龙 carries names and phones. */
  readDraft(key: string): Promise<Json | undefined>
  /** True also where the key that sealed it is gone, and `readDraft` finds nothing. */
  hasDraft(key: string): Promise<boolean>
  writeDraft(key: string, value: Json): Promise<void>
  deleteDraft(key: string): Promise<void>
}

export const scansKept = 2000

/** A folded picture for a fast start. */
export interface Snapshot {
  readonly key: string
  /** Grows with the fold: a snapshot of another version is thrown away by its reader. */
  readonly foldVersion: number
  readonly seen: SeenVector
  readonly body: string | Uint8Array<ArrayBuffer>
}

export interface LoggedScan {
  /** ms since 1970 UTC */
  readonly atMs: number
  readonly raw: string
  /** What the desk made of it. */
  readonly outcome: string
}
