import type { Json } from '../../shared/kernel/canonicalJson'
import { type LocalStore, type LoggedScan, type Snapshot, scansKept } from './localStore'
import type { LocalTables, StoredScan } from './localTables'
import { type DeskKeys, seal, unseal } from './sealer'
import { inStore } from './storeErrors'

// The ring is cut every so many scans, not at each of them.
const cutEvery = 100

export class DexieLocalStore implements LocalStore {
  readonly #tables: LocalTables
  readonly #deskKeys: DeskKeys

  constructor(tables: LocalTables, deskKeys: DeskKeys) {
    this.#tables = tables
    this.#deskKeys = deskKeys
  }

  async readSetting(key: string): Promise<Json | undefined> {
    return (await inStore(async () => this.#tables.settings.get(key)))?.value
  }

  async writeSetting(key: string, value: Json): Promise<void> {
    await inStore(async () => this.#tables.settings.put({ key, value }))
  }

  readSnapshot(key: string): Promise<Snapshot | undefined> {
    return inStore(async () => this.#tables.snapshots.get(key))
  }

  async writeSnapshot(snapshot: Snapshot): Promise<void> {
    await inStore(async () => this.#tables.snapshots.put(snapshot))
  }

  async deleteSnapshot(key: string): Promise<void> {
    await inStore(async () => this.#tables.snapshots.delete(key))
  }

  async logScan({ atMs, raw, outcome }: LoggedScan): Promise<void> {
    const sealed = await seal({ raw, outcome }, placeOfScan(atMs), this.#deskKeys)
    await inStore(async () => {
      const n = await this.#tables.scanLog.add({ atMs, ...sealed })
      if (n % cutEvery === 0)
        await this.#tables.scanLog
          .where('n')
          .belowOrEqual(n - scansKept)
          .delete()
    })
  }

  async lastScans(count: number): Promise<LoggedScan[]> {
    const wanted = Math.min(count, scansKept)
    const stored = await inStore(async () =>
      this.#tables.scanLog.orderBy('n').reverse().limit(wanted).toArray(),
    )
    return (await Promise.all(stored.map((scan) => this.#openScan(scan)))).flat()
  }

  async #openScan(stored: StoredScan): Promise<LoggedScan[]> {
    const opened = await unseal(stored, placeOfScan(stored.atMs), this.#deskKeys)
    if (!isScan(opened)) return []
    return [{ atMs: stored.atMs, raw: opened.raw, outcome: opened.outcome }]
  }

  async readDraft(key: string): Promise<Json | undefined> {
    const stored = await inStore(async () => this.#tables.drafts.get(key))
    return stored && unseal(stored, placeOfDraft(key), this.#deskKeys)
  }

  async hasDraft(key: string): Promise<boolean> {
    return (await inStore(async () => this.#tables.drafts.where('key').equals(key).count())) > 0
  }

  async writeDraft(key: string, value: Json): Promise<void> {
    const sealed = await seal(value, placeOfDraft(key), this.#deskKeys)
    await inStore(async () => this.#tables.drafts.put({ key, ...sealed }))
  }

  async deleteDraft(key: string): Promise<void> {
    await inStore(async () => this.#tables.drafts.delete(key))
  }
}

const placeOfScan = (atMs: number): string => `scan|${atMs}`
const placeOfDraft = (key: string): string => `draft|${key}`

function isScan(value: unknown): value is { raw: string; outcome: string } {
  if (typeof value !== 'object' || value === null || !('raw' in value) || !('outcome' in value)) return false
  return typeof value.raw === 'string' && typeof value.outcome === 'string'
}
