import { Dexie } from 'dexie'
import { begunMark } from './storeNames'

/**
 * Chromium keeps all databases of the app in one place, and one bad block can keep it from even naming them: then
 * nothing is opened and nothing deleted there any more. A bucket is a place of its own; a desk whose first place is in
 * that state goes on in one, named after the generation that was begun in it.
 */
const nameOf = (generation: number): string => `tuandian-${generation}`

/** Where databases are opened from now on, by Dexie and by RxDB, which opens its own with it. */
function use(place: IDBFactory): void {
  Dexie.dependencies.indexedDB = place
}

export const placeInUse = (): IDBFactory => Dexie.dependencies.indexedDB

/** From now on the newest place is used that was begun, also where it is damaged by now: an older one has less. */
export async function openNewestPlace(): Promise<void> {
  use(indexedDB)
  const generations = (await bucketNames()).map((name) => Number(/^tuandian-(\d{1,6})$/.exec(name)?.[1] ?? 0))
  for (const generation of generations.filter((one) => one > 0).sort((a, b) => b - a)) {
    const place = await open(generation)
    if (place && (await isBegun(place, generation))) return use(place)
  }
}

/**
 * From now on an empty place is used. What an attempt that did not come to its end has left there goes.
 * @param generation the first that may be
 * @returns which one begins in it; undefined where the browser has no place but its first
 */
export async function openNewPlace(generation: number): Promise<number | undefined> {
  const isThere = (await bucketNames()).includes(nameOf(generation))
  const there = isThere ? await open(generation) : undefined
  if (there && (await isBegun(there, generation))) return openNewPlace(generation + 1)
  await navigator.storageBuckets?.delete(nameOf(generation))
  const place = await open(generation)
  if (place) use(place)
  return place && generation
}

async function bucketNames(): Promise<readonly string[]> {
  return (await navigator.storageBuckets?.keys().catch(() => [])) ?? []
}

async function open(generation: number): Promise<IDBFactory | undefined> {
  const bucket = await navigator.storageBuckets?.open(nameOf(generation), {
    persisted: true,
    durability: 'strict',
  })
  return bucket?.indexedDB
}

async function isBegun(place: IDBFactory, generation: number): Promise<boolean> {
  const found = await place.databases().catch(() => undefined)
  return found === undefined || found.some(({ name }) => name === begunMark(generation))
}
