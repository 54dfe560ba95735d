import { Dexie } from 'dexie'
import { begunMark } from './storeNames'

/**
 * Chromium keeps all databases of the app in one place, and one bad block can keep it from even naming them: then
 * nothing is opened and nothing deleted there any more. A bucket is a place of its own; a desk whose place is in that
 * state goes on in one, named after the generation that was begun in it.
 */
const nameOf = (generation: number): string => `tuandian-${generation}`

/** Where databases are opened from now on, by Dexie and by RxDB, which opens its own with it. */
export function moveTo(place: IDBFactory): void {
  Dexie.dependencies.indexedDB = place
}

export const placeInUse = (): IDBFactory => Dexie.dependencies.indexedDB

/** Whether it is a bucket. */
export const isElsewhere = (): boolean => placeInUse() !== indexedDB

/**
 * From now on the newest place is used that was begun, also where it is damaged by now: an older one has less. For the
 * same reason it fails where the browser cannot say which places there are.
 */
export async function openNewestPlace(): Promise<void> {
  const [newest] = await begunPlaces()
  moveTo(newest?.place ?? indexedDB)
}

/**
 * From now on an empty place is used. What an attempt that did not come to its end has left there goes.
 * @returns the generation that begins in it, later than `generation`; undefined where the browser has no other place
 */
export async function openNewPlace(generation: number): Promise<number | undefined> {
  const [newest] = await begunPlaces()
  const next = Math.max(generation, newest?.generation ?? 0) + 1
  await navigator.storageBuckets?.delete(nameOf(next))
  const place = await open(next)
  if (place) moveTo(place)
  return place && next
}

/** The latest first. */
async function begunPlaces(): Promise<{ readonly generation: number; readonly place: IDBFactory }[]> {
  const names = (await navigator.storageBuckets?.keys()) ?? []
  const begun: { readonly generation: number; readonly place: IDBFactory }[] = []
  for (const name of names) {
    const generation = Number(/^tuandian-(\d{1,6})$/.exec(name)?.[1] ?? 0)
    const place = generation > 0 ? await open(generation) : undefined
    if (place && (await isBegun(place, generation))) begun.push({ generation, place })
  }
  return begun.sort((a, b) => b.generation - a.generation)
}

async function open(generation: number): Promise<IDBFactory | undefined> {
  const how = { persisted: true, durability: 'strict' } as const
  return (await navigator.storageBuckets?.open(nameOf(generation), how))?.indexedDB
}

async function isBegun(place: IDBFactory, generation: number): Promise<boolean> {
  const found = await place.databases().catch(() => undefined)
  return found === undefined || found.some(({ name }) => name === begunMark(generation))
}
