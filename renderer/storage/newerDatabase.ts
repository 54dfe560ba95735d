import {
  entriesCollection,
  entriesFormat,
  identitiesCollection,
  identitiesFormat,
  localIndexedDbVersion,
} from './storeNames'

const ourFormats = new Map([
  [entriesCollection, entriesFormat],
  [identitiesCollection, identitiesFormat],
])

/** The name of a database that a newer Tuandian wrote; looks at names and versions only, opens nothing. */
export function newerDatabase(found: readonly IDBDatabaseInfo[]): string | null {
  const newer = found.find(({ name = '', version = 0 }) =>
    /^tuandian-local(-\d+)?$/.test(name) ? version > localIndexedDbVersion : isNewerCollection(name),
  )
  return newer?.name ?? null
}

function isNewerCollection(name: string): boolean {
  const [, format, collection] = /^rxdb-dexie-tuandian(?:-\d+)?--(\d+)--(.+)$/.exec(name) ?? []
  if (format === undefined || collection === undefined) return false
  return Number(format) > (ourFormats.get(collection) ?? Number.POSITIVE_INFINITY)
}
