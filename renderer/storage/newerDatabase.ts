import {
  entriesCollection,
  entriesFormat,
  identitiesCollection,
  identitiesFormat,
  localDatabase,
  localIndexedDbVersion,
  logDatabase,
} from './storeNames'

const ourFormats = new Map([
  [entriesCollection, entriesFormat],
  [identitiesCollection, identitiesFormat],
])

/** The name of a database that a newer Tuandian wrote; looks at names and versions only, opens nothing. */
export function newerDatabase(found: readonly IDBDatabaseInfo[]): string | null {
  const newer = found.find(({ name = '', version = 0 }) =>
    name === localDatabase ? version > localIndexedDbVersion : isNewerCollection(name),
  )
  return newer?.name ?? null
}

function isNewerCollection(name: string): boolean {
  const [, format, collection] = /^rxdb-dexie-(?:.+?)--(\d+)--(.+)$/.exec(name) ?? []
  if (format === undefined || collection === undefined || !name.startsWith(`rxdb-dexie-${logDatabase}--`))
    return false
  return Number(format) > (ourFormats.get(collection) ?? Number.POSITIVE_INFINITY)
}
