import { Dexie, type Table } from 'dexie'
import type { IdentityDocument } from './identityDocument'
import type { StoredDraft } from './localTables'
import { documents, readablePages } from './readDamaged'
import {
  collectionDatabase,
  identitiesCollection,
  identitiesFormat,
  type StoreNames,
  storeNames,
} from './storeNames'

/** The generation in use. */
export interface NewestPeople {
  /** Of these, the version of each that it has, or that was erased in it. */
  versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Whether it opens what this key sealed. */
  opens(keyId: string): boolean
}

/**
 * People in the generations that were set aside. Whoever was carried over is of no use there, and would be there still
 * once they were erased; whoever could not be read, or not be opened, may be nowhere else, and stays. An erasure reaches
 * them there.
 */
export class OlderPeople {
  private isOver = false

  constructor(
    private readonly older: readonly StoreNames[],
    private readonly newest: NewestPeople,
  ) {}

  /** Once the generation in use is open. Stopped anywhere it goes on with the next start. Never rejects. */
  async letGoOfCarried(): Promise<void> {
    for (const names of this.older) {
      // One that is damaged gives what it can be made to give; the desk itself is whole.
      await this.letGoOfPeople(peopleIn(names)).catch(() => undefined)
      await this.letGoOfDrafts(names.local).catch(() => undefined)
    }
  }

  /** They are erased: also where they cannot be read. */
  async erase(ids: readonly string[]): Promise<void> {
    for (const names of this.older)
      await inTable(peopleIn(names), documents, (table) => table.bulkDelete([...ids])).catch(() => undefined)
  }

  stop(): void {
    this.isOver = true
  }

  private async letGoOfPeople(database: string): Promise<void> {
    for await (const page of readablePages<IdentityDocument>(database, documents)) {
      if (this.isOver) return
      const now = await this.newest.versions(page.map(({ id }) => id))
      // What is newer here than there was read only now: it was not carried.
      const carried = page.filter(
        ({ id, version, keyId }) => (now.get(id) ?? -1) >= version && this.newest.opens(keyId),
      )
      const ids = carried.map(({ id }) => id)
      if (ids.length > 0) await inTable(database, documents, (table) => table.bulkDelete(ids))
    }
  }

  /** Pasted lists, what became of edits: whatever can be read of it was carried, and may be finished by now. */
  private async letGoOfDrafts(database: string): Promise<void> {
    for await (const page of readablePages<StoredDraft>(database, 'drafts')) {
      if (this.isOver) return
      const keys = page.filter(({ keyId }) => this.newest.opens(keyId)).map(({ key }) => key)
      if (keys.length > 0) await inTable(database, 'drafts', (table) => table.bulkDelete(keys))
    }
  }
}

/** The generations before the one in use that lie in the same place. */
export function olderThan(
  { generation }: StoreNames,
  found: readonly IDBDatabaseInfo[],
): readonly StoreNames[] {
  const isThere = (database: string): boolean => found.some(({ name }) => name === database)
  return Array.from({ length: generation }, (_, n) => storeNames(n)).filter(
    (names) => isThere(peopleIn(names)) || isThere(names.local),
  )
}

const peopleIn = (names: StoreNames): string =>
  collectionDatabase(names, identitiesCollection, identitiesFormat)

/** Does nothing where there is no such table. */
async function inTable(
  database: string,
  table: string,
  change: (table: Table<unknown, string>) => Promise<void>,
): Promise<void> {
  if (!(await Dexie.exists(database))) return
  const opened = new Dexie(database, { chromeTransactionDurability: 'strict' })
  try {
    await opened.open()
    if (opened.tables.some(({ name }) => name === table)) await change(opened.table(table))
  } finally {
    opened.close()
  }
}
