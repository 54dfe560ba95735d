import { DiskFull } from '../../renderer/storage/entryStore'
import type { PhotoKey, PhotoStore } from '../../renderer/storage/photoStore'

interface Kept extends PhotoKey {
  readonly photo: Blob
  readonly keptAtMs: number
  readonly waits: boolean
}

const nameOf = ({ siteId, sha256 }: PhotoKey): string => `${siteId} ${sha256}`

/** Photos on a disk in memory that a test can fill up. */
export class MemoryPhotoStore implements PhotoStore {
  /** Photos that still fit. */
  left = Number.POSITIVE_INFINITY
  readonly kept = new Map<string, Kept>()

  async keepOwn(key: PhotoKey, photo: Blob, nowMs: number): Promise<'kept' | 'there'> {
    return this.write({ ...key, photo, keptAtMs: nowMs, waits: true })
  }

  async keepFetched(key: PhotoKey, photo: Blob, nowMs: number): Promise<void> {
    this.write({ ...key, photo, keptAtMs: nowMs, waits: false })
  }

  async read(key: PhotoKey): Promise<Blob | undefined> {
    return this.kept.get(nameOf(key))?.photo
  }

  async forget(key: PhotoKey): Promise<void> {
    this.kept.delete(nameOf(key))
  }

  async forgetSent(key: PhotoKey): Promise<void> {
    if (!this.kept.get(nameOf(key))?.waits) await this.forget(key)
  }

  async lacking<K extends PhotoKey>(keys: readonly K[]): Promise<readonly K[]> {
    return keys.filter((key) => !this.kept.has(nameOf(key)))
  }

  async waiting(): Promise<readonly PhotoKey[]> {
    return [...this.kept.values()].filter(({ waits }) => waits)
  }

  async sent(key: PhotoKey): Promise<void> {
    this.change(key, false)
  }

  async waitAgain(): Promise<void> {
    for (const key of this.kept.values()) this.change(key, true)
  }

  async letGo({ beforeMs }: { readonly beforeMs: number }): Promise<void> {
    for (const one of [...this.kept.values()])
      if (!one.waits && one.keptAtMs < beforeMs) this.kept.delete(nameOf(one))
  }

  private write(one: Kept): 'kept' | 'there' {
    if (this.kept.has(nameOf(one))) return 'there'
    if (this.left < 1) throw new DiskFull('no room on the disk')
    this.left -= 1
    this.kept.set(nameOf(one), one)
    return 'kept'
  }

  private change(key: PhotoKey, waits: boolean): void {
    const one = this.kept.get(nameOf(key))
    if (one) this.kept.set(nameOf(key), { ...one, waits })
  }
}
