import { Dexie, type Table } from 'dexie'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { valuesIn } from './dexieHistoryStore'
import { type EntryDocument, entryOf } from './entryDocument'
import type { StoredSegment } from './historyStore'
import type { IdentityDocument } from './identityDocument'
import {
  collectionDatabase,
  entriesCollection,
  entriesFormat,
  identitiesCollection,
  identitiesFormat,
  type StoreNames,
} from './storeNames'

/** Records read at once; where that fails, fewer, so that a bad one takes no good ones with it. */
const pageSizes = [1000, 100, 10, 1]

/** RxDB's name for the table that holds the documents of a collection. */
export const documents = 'docs'

/**
 * Every entry of a damaged log that can be read and is still what it was written as, in pages; then what only segments
 * of history have, each entry once. Writes nothing.
 */
export async function* readableEntries(names: StoreNames): AsyncGenerator<readonly Entry[]> {
  const from = collectionDatabase(names, entriesCollection, entriesFormat)
  const known = new Set<string>()
  const isNew = ({ id }: Entry) => !known.has(id) && known.add(id)
  for await (const page of readablePages<EntryDocument>(from, documents))
    yield page.flatMap((stored) => whole(() => entryOf(stored))).filter(isNew)
  for await (const page of readablePages<StoredSegment>(names.local, 'segments'))
    for (const segment of page) {
      const values = await valuesIn(segment).catch(() => [])
      yield values.flatMap((value) => whole(() => value)).filter(isNew)
    }
}

/** People as they lie there, sealed. */
export async function* readablePeople(names: StoreNames): AsyncGenerator<readonly IdentityDocument[]> {
  const from = collectionDatabase(names, identitiesCollection, identitiesFormat)
  for await (const page of readablePages<IdentityDocument & { _deleted?: unknown }>(from, documents))
    yield page.flatMap(({ id, version, keyId, sealed, _deleted }) =>
      _deleted === '1' || sealed === '' ? [] : [{ id, version, keyId, sealed }],
    )
}

/** Rows of a table, in the order of their keys; what cannot be read is left out. None where there is no such table. */
export async function* readablePages<Row>(database: string, table: string): AsyncGenerator<readonly Row[]> {
  if (!(await Dexie.exists(database).catch(() => false))) return
  const opened = new Dexie(database)
  try {
    await opened.open().catch(() => undefined)
    if (!opened.isOpen() || !opened.tables.some(({ name }) => name === table)) return
    yield* pagesOf<Row>(opened.table<Row>(table))
  } finally {
    opened.close()
  }
}

async function* pagesOf<Row>(table: Table<Row>): AsyncGenerator<readonly Row[]> {
  let after: unknown
  for (;;) {
    const page = await pageAfter(table, after)
    if (page === undefined || page.keys.length === 0) return
    after = page.keys.at(-1)
    yield page.rows
  }
}

interface Page<Row> {
  readonly keys: readonly unknown[]
  readonly rows: readonly Row[]
}

async function pageAfter<Row>(table: Table<Row>, after: unknown): Promise<Page<Row> | undefined> {
  for (const size of pageSizes) {
    const rest = after === undefined ? table.orderBy(':id') : table.where(':id').above(after)
    const keys = await rest
      .clone()
      .limit(size)
      .primaryKeys()
      .catch(() => undefined)
    if (keys === undefined) continue
    const rows = await rest
      .limit(size)
      .toArray()
      .catch(() => undefined)
    if (rows !== undefined) return { keys, rows }
    // A single row whose key is known and that itself is not readable: past it.
    if (size === 1) return { keys, rows: [] }
  }
  return undefined
}

function whole(stored: () => unknown): Entry[] {
  try {
    const reading = readEntry(stored())
    return reading.ok ? [reading.entry] : []
  } catch {
    return []
  }
}
