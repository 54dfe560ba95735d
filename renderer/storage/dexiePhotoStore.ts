import type { LocalTables, StoredPhotoNote } from './localTables'
import type { PhotoKey, PhotoStore } from './photoStore'
import { inStore } from './storeErrors'

type Id = [siteId: string, sha256: string]
const idOf = ({ siteId, sha256 }: PhotoKey): Id => [siteId, sha256]

/** The bytes and the note of a photo are written together, or neither. */
export class DexiePhotoStore implements PhotoStore {
  readonly #tables: LocalTables

  constructor(tables: LocalTables) {
    this.#tables = tables
  }

  keepOwn(key: PhotoKey, photo: Blob, nowMs: number): Promise<'kept' | 'there'> {
    return this.#write(key, photo, { waitsSinceMs: nowMs, keptAtMs: nowMs })
  }

  async keepFetched(key: PhotoKey, photo: Blob, nowMs: number): Promise<void> {
    await this.#write(key, photo, { keptAtMs: nowMs })
  }

  #write(
    key: PhotoKey,
    photo: Blob,
    note: Pick<StoredPhotoNote, 'waitsSinceMs' | 'keptAtMs'>,
  ): Promise<'kept' | 'there'> {
    const { photoBytes, photoNotes } = this.#tables
    const { siteId, sha256 } = key
    return inStore(async () =>
      this.#tables.transaction('rw', photoBytes, photoNotes, async () => {
        if ((await this.#lacking([key])).length === 0) return 'there'
        await photoBytes.put({ siteId, sha256, photo })
        await photoNotes.put({ siteId, sha256, ...note })
        return 'kept'
      }),
    )
  }

  async read(key: PhotoKey): Promise<Blob | undefined> {
    return (await inStore(async () => this.#tables.photoBytes.get(idOf(key))))?.photo
  }

  forget(key: PhotoKey): Promise<void> {
    return this.#delete([idOf(key)])
  }

  async forgetSent(key: PhotoKey): Promise<void> {
    const note = await inStore(async () => this.#tables.photoNotes.get(idOf(key)))
    if (note?.waitsSinceMs === undefined) await this.forget(key)
  }

  lacking<K extends PhotoKey>(keys: readonly K[]): Promise<readonly K[]> {
    return inStore(() => this.#lacking(keys))
  }

  /** A disk may lose the bytes, which are many and lie in files of their own, and keep the note. */
  async #lacking<K extends PhotoKey>(keys: readonly K[]): Promise<readonly K[]> {
    const { photoBytes } = this.#tables
    const there = await photoBytes.where('[siteId+sha256]').anyOf(keys.map(idOf)).primaryKeys()
    const names = new Set(there.map(([siteId, sha256]) => `${siteId} ${sha256}`))
    return keys.filter(({ siteId, sha256 }) => !names.has(`${siteId} ${sha256}`))
  }

  async waiting(): Promise<readonly PhotoKey[]> {
    return inStore(async () => this.#tables.photoNotes.orderBy('waitsSinceMs').toArray())
  }

  async sent(key: PhotoKey): Promise<void> {
    await inStore(async () =>
      this.#tables.photoNotes
        .where('[siteId+sha256]')
        .equals(idOf(key))
        .modify((note) => {
          delete note.waitsSinceMs
        }),
    )
  }

  async waitAgain(nowMs: number): Promise<void> {
    await inStore(async () =>
      this.#tables.photoNotes.toCollection().modify((note) => {
        note.waitsSinceMs ??= nowMs
      }),
    )
  }

  async letGo({ beforeMs, most }: { readonly beforeMs: number; readonly most: number }): Promise<void> {
    const notes = await inStore(async () => this.#tables.photoNotes.orderBy('keptAtMs').toArray())
    const sent = notes.filter(({ waitsSinceMs }) => waitsSinceMs === undefined)
    const gone = sent.filter(({ keptAtMs }, i) => keptAtMs < beforeMs || i < sent.length - most)
    if (gone.length > 0) await this.#delete(gone.map(idOf))
  }

  #delete(ids: Id[]): Promise<void> {
    const { photoBytes, photoNotes } = this.#tables
    return inStore(async () =>
      this.#tables.transaction('rw', photoBytes, photoNotes, async () => {
        await photoBytes.bulkDelete(ids)
        await photoNotes.bulkDelete(ids)
      }),
    )
  }
}
