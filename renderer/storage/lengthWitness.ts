import { type DeviceId, idOf, isIdText } from '../../shared/kernel/ids'

// A browser that finds its IndexedDB files damaged throws them away and answers with an empty database, and a
// log cut at its end looks whole. So how far each device's chain had come is noted in another database too.
// It is noted after the entry is on the disk, hence never says more than there was.

const everyMs = 500

export type Lengths = ReadonlyMap<DeviceId, number>

export class LengthWitness {
  readonly #storage: Storage | null
  readonly #key: string
  readonly #nowMs: () => number
  readonly #lengths: Map<DeviceId, number>
  #notedAtMs = Number.NEGATIVE_INFINITY
  #later: ReturnType<typeof setTimeout> | undefined

  /** @param key where it is noted: each generation of the databases has its own */
  constructor(storage: Storage | null, key: string, nowMs: () => number) {
    this.#storage = storage
    this.#key = key
    this.#nowMs = nowMs
    this.#lengths = new Map(readLengths(storage, key))
  }

  /** How far each chain was known to go when the desk was last open. */
  get lengths(): Lengths {
    return this.#lengths
  }

  stored(deviceId: DeviceId, deviceSeq: number): void {
    if (deviceSeq <= (this.#lengths.get(deviceId) ?? 0)) return
    this.#lengths.set(deviceId, deviceSeq)
    const now = this.#nowMs()
    const sinceMs = now - this.#notedAtMs
    if (sinceMs < everyMs) {
      // The last of a burst is noted too, a little later.
      this.#later ??= setTimeout(() => this.note(), everyMs - sinceMs)
      return
    }
    this.#notedAtMs = now
    this.note()
  }

  note(): void {
    clearTimeout(this.#later)
    this.#later = undefined
    try {
      this.#storage?.setItem(this.#key, JSON.stringify([...this.#lengths]))
    } catch {
      // Full or forbidden: the last note stands, and it is still true.
    }
  }
}

function readLengths(storage: Storage | null, key: string): [DeviceId, number][] {
  try {
    const noted: unknown = JSON.parse(storage?.getItem(key) ?? '[]')
    return Array.isArray(noted) ? noted.flatMap(readLength) : []
  } catch {
    return []
  }
}

function readLength(noted: unknown): [DeviceId, number][] {
  const [deviceId, deviceSeq]: unknown[] = Array.isArray(noted) ? noted : []
  return isIdText(deviceId) && typeof deviceSeq === 'number' ? [[idOf<DeviceId>(deviceId), deviceSeq]] : []
}
