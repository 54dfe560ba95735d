import { type ChainHead, type Entry, emptyChain } from '../../shared/domain/entry/entry'
import { hasSeen, type SeenVector } from '../../shared/domain/entry/seen'
import type { DeviceId, RoundId } from '../../shared/kernel/ids'
import { EntryCollision, type EntryStore } from './entryStore'

/** The same promises without a disk: for tests and for a practice desk. Everything is gone when it closes. */
export class MemoryEntryStore implements EntryStore {
  readonly #byId = new Map<string, Entry>()

  async append(entry: Entry): Promise<void> {
    const stored = this.#byId.get(entry.id)
    if (stored && stored.hash !== entry.hash) throw new EntryCollision(entry.id, stored.hash, entry.hash)
    if (!stored) this.#byId.set(entry.id, structuredClone(entry))
  }

  takeAll(entries: readonly Entry[]): Promise<void> {
    return this.appendAll(entries)
  }

  async appendAll(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) await this.append(entry)
  }

  async head(deviceId: DeviceId): Promise<ChainHead> {
    const last = this.#sorted().findLast((entry) => entry.deviceId === deviceId)
    return last ? { deviceSeq: last.deviceSeq, hash: last.hash } : emptyChain
  }

  async ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]> {
    return this.#sorted().filter(
      (entry) => entry.deviceId === deviceId && entry.deviceSeq >= fromSeq && entry.deviceSeq <= toSeq,
    )
  }

  async ofRound(roundId: RoundId): Promise<Entry[]> {
    return this.#sorted().filter((entry) => entry.roundId === roundId)
  }

  async after(seen: SeenVector): Promise<Entry[]> {
    return this.#sorted().filter((entry) => !hasSeen(seen, entry.deviceId, entry.deviceSeq))
  }

  async count(): Promise<number> {
    return this.#byId.size
  }

  async close(): Promise<void> {
    this.#byId.clear()
  }

  #sorted(): Entry[] {
    return [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
