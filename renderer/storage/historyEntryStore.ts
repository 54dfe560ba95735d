import type { ChainHead, Entry } from '../../shared/domain/entry/entry'
import type { SeenVector } from '../../shared/domain/entry/seen'
import type { DeviceId, RoundId } from '../../shared/kernel/ids'
import type { EntryStore } from './entryStore'
import type { HistoryStore } from './historyStore'

/** The desk's log together with the history it took from the centre: written to the one, read from both. */
export class HistoryEntryStore implements EntryStore {
  readonly #log: EntryStore
  readonly #history: HistoryStore

  constructor(log: EntryStore, history: HistoryStore) {
    this.#log = log
    this.#history = history
  }

  append(entry: Entry): Promise<void> {
    return this.#log.append(entry)
  }

  takeAll(entries: readonly Entry[]): Promise<void> {
    return this.#log.takeAll(entries)
  }

  appendAll(entries: readonly Entry[]): Promise<void> {
    return this.#log.appendAll(entries)
  }

  head(deviceId: DeviceId): Promise<ChainHead> {
    return this.#log.head(deviceId)
  }

  async ofDevice(deviceId: DeviceId, fromSeq: number, toSeq: number): Promise<Entry[]> {
    const entries = await this.#log.ofDevice(deviceId, fromSeq, toSeq)
    if (entries.length === toSeq - fromSeq + 1) return entries
    const all = together(entries, await this.#history.ofDevice(deviceId, fromSeq, toSeq))
    return all.sort((a, b) => a.deviceSeq - b.deviceSeq)
  }

  async ofRound(roundId: RoundId): Promise<Entry[]> {
    return together(await this.#log.ofRound(roundId), await this.#history.ofRound(roundId))
  }

  async after(seen: SeenVector): Promise<Entry[]> {
    return together(await this.#log.after(seen), await this.#history.after(seen))
  }

  count(): Promise<number> {
    return this.#log.count()
  }

  close(): Promise<void> {
    return this.#log.close()
  }
}

/** The end of the last segment may be in both. */
function together(log: Entry[], history: readonly Entry[]): Entry[] {
  if (history.length === 0) return log
  const known = new Set(log.map(({ id }) => id))
  return [...log, ...history.filter(({ id }) => !known.has(id))].sort((a, b) => (a.id < b.id ? -1 : 1))
}
