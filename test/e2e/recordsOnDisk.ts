import { gunzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import {
  collectionDatabase,
  currentGeneration,
  entriesCollection,
  entriesFormat,
  identitiesCollection,
  identitiesFormat,
  type StoreNames,
  storeNames,
} from '../../renderer/storage/storeNames'
import type { PackedSegment } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Fold } from '../../shared/domain/fold/fold'
import { Picture } from '../../shared/domain/picture'

/** The log as it lies in the browser's own database, read past the app. */
export async function entriesOnDisk(page: Page): Promise<Entry[]> {
  const documents = await recordsOf(
    page,
    (names) => collectionDatabase(names, entriesCollection, entriesFormat),
    'docs',
  )
  return (documents as (Omit<Entry, 'facts' | 'roundId'> & { facts: string; roundId: string })[]).map(
    (document) => ({
      ...document,
      roundId: document.roundId === '' ? null : (document.roundId as Entry['roundId']),
      facts: JSON.parse(document.facts) as Entry['facts'],
    }),
  )
}

/** How far the live tail of the one feed has come by its own note, which RxDB keeps in a database of its own. */
export async function tailOnDisk(page: Page): Promise<{ readonly epoch: string; readonly position: number }> {
  const notes = await recordsOf(
    page,
    ({ log }, databases) =>
      databases.find((name) => name.startsWith(`rxdb-dexie-${log}--0--rx-replication-`)) ?? '',
    'docs',
  )
  const down = (notes as { itemId: string; checkpointData?: { epoch: string; position: number } }[]).find(
    ({ itemId }) => itemId === 'down',
  )
  return down?.checkpointData ?? { epoch: '', position: 0 }
}

/** What those entries fold to. */
export function pictureOf(entries: readonly Entry[]): Picture {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture
}

/** The one round on the disk, folded. */
export async function foldOnDisk(page: Page): Promise<Fold> {
  const picture = pictureOf(await entriesOnDisk(page))
  const [roundId] = picture.roundIds()
  const fold = roundId && picture.round(roundId)
  if (!fold) throw new Error('no round on the disk')
  return fold
}

/** Households whose people are on the disk. */
export async function householdsOnDisk(page: Page): Promise<Set<string>> {
  const documents = await recordsOf(
    page,
    (names) => collectionDatabase(names, identitiesCollection, identitiesFormat),
    'docs',
  )
  return new Set((documents as { id: string }[]).map(({ id }) => id))
}

/** The segments of history taken from a centre. */
export async function historyOnDisk(page: Page): Promise<Entry[]> {
  const segments = (await recordsOf(page, ({ local }) => local, 'segments')) as { bytes: Uint8Array }[]
  return segments.flatMap(({ bytes }) => {
    const { entries }: PackedSegment = JSON.parse(gunzipSync(bytes).toString())
    return entries.map(({ entry }) => entry as Entry)
  })
}

/** How many photos are there with all their bytes. */
export async function photosOnDisk(page: Page): Promise<number> {
  return (await recordsOf(page, ({ local }) => local, 'photoBytes')).length
}

/** Of the generation in use. */
async function recordsOf(
  page: Page,
  nameOf: (names: StoreNames, databases: readonly string[]) => string,
  store: string,
): Promise<unknown[]> {
  const [databases, keys] = await page.evaluate(async () => {
    const buckets = (await navigator.storageBuckets?.keys()) ?? []
    const last = buckets.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
    const place = last === undefined ? indexedDB : (await navigator.storageBuckets?.open(last))?.indexedDB
    const found = (await place?.databases()) ?? []
    return [found.map(({ name = '' }) => name), Object.keys(localStorage)] as const
  })
  const name = nameOf(storeNames(currentGeneration(databases, keys)), databases)
  if (!databases.includes(name)) return []
  return page.evaluate(
    async ([of, from]) => {
      const buckets = (await navigator.storageBuckets?.keys()) ?? []
      const last = buckets.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
      const place = last === undefined ? indexedDB : (await navigator.storageBuckets?.open(last))?.indexedDB
      if (!place) return []
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = place.open(of)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      try {
        return await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(from).objectStore(from).getAll()
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      } finally {
        database.close()
      }
    },
    [name, store] as const,
  )
}
