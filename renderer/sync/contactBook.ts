import type { LocalStore } from '../storage/localStore'

const key = 'centre-contact'
/** Written down no oftener: it is for a person, and the disk is for entries. */
const everyMs = 60_000

/** When the centre last answered, also over a restart without a network. */
export class ContactBook {
  private keptMs: number | null

  private constructor(
    private readonly local: LocalStore,
    /** ms since 1970 UTC, by this PC's clock; null before the first answer ever */
    public lastMs: number | null,
  ) {
    this.keptMs = lastMs
  }

  static async open(local: LocalStore): Promise<ContactBook> {
    const kept = await local.readSetting(key)
    return new ContactBook(local, typeof kept === 'number' ? kept : null)
  }

  heard(atMs: number): void {
    this.lastMs = atMs
    if (this.keptMs !== null && Math.abs(atMs - this.keptMs) < everyMs) return
    this.keptMs = atMs
    // A disk that will not take it costs a minute of accuracy, nothing else.
    void this.local.writeSetting(key, atMs).catch(() => {})
  }
}
