import { Dexie } from 'dexie'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { DeviceId } from '../../shared/kernel/ids'
import { carryEntries, type Twin } from './carryEntries'
import { openNewestPlace, openNewPlace, placeInUse, moveTo } from './databasePlace'
import { openDeskKeys } from './deskKeys'
import { takeDeskLock } from './deskLock'
import { DexieLocalStore } from './dexieLocalStore'
import { LengthWitness } from './lengthWitness'
import { LocalTables } from './localTables'
import type { OpenHow } from './openedStores'
import { openLog } from './openLog'
import { namesNow, reachableStorage } from './openStores'
import { readableEntries, readablePages, readablePeople } from './readDamaged'
import { RxEntryStore } from './rxEntryStore'
import { asStoreError } from './storeErrors'
import { begunMark, type StoreNames, storeNames } from './storeNames'

/** What can still be read of damaged records. */
export interface StillThere {
  readonly entries: number
  readonly people: number
}

export interface KnownOfDamaged {
  /** The entry with the highest stamp that can be read. */
  readonly last: Entry | undefined
  /** Devices that wrote in this profile, as noted apart from the databases. */
  readonly wroteHere: readonly DeviceId[]
}

export interface GoingOn {
  /**
   * Where the databases cannot be named, the next generation may begin without them, in another place. Only where a
   * person was shown that before, and has chosen it.
   */
  readonly mayLeaveAll: boolean
  /** What the desk is set to from now on, made of what it was set to, if that can be read: it is a new device. */
  settingsFrom(kept: Json | undefined, known: KnownOfDamaged): Json
  /** Another setting as the new device begins with it; undefined leaves it out. */
  carriedSetting(key: string, value: Json): Json | undefined
  /** Nothing is damaged, but another desk has come to write in this one's name. */
  readonly twin?: Twin
  readonly renamedDrafts: readonly { readonly draft: string; readonly as: string }[]
  onProgress(so: StillThere): void
}

/** Counts what can be read. Changes nothing. @throws where the databases cannot even be named */
export async function lookWhatIsThere(onProgress: (so: StillThere) => void): Promise<StillThere> {
  await openNewestPlace()
  const names = namesNow(await placeInUse().databases())
  const found = { entries: 0, people: 0 }
  for await (const page of readablePeople(names)) found.people += page.length
  for await (const page of readableEntries(names)) {
    found.entries += page.length
    onProgress({ ...found })
  }
  return found
}

/** The readable entries, a line of JSON each. No names and phones: those are in no entry. */
export async function* readableLines(): AsyncGenerator<string> {
  await openNewestPlace()
  for await (const page of readableEntries(namesNow(await placeInUse().databases())))
    for (const entry of page) yield `${JSON.stringify(entry)}\n`
}

/**
 * Sets the databases aside, untouched, and begins the next generation with all that can be read of them: in another
 * place, where this one cannot even say what is in it. Stopped anywhere before its end it has changed nothing.
 * @returns undefined where another window of the desk is open
 * @throws DiskFull, StoreBroken: then nothing has changed
 */
export async function setAside(how: OpenHow, goingOn: GoingOn): Promise<StillThere | undefined> {
  const lock = await takeDeskLock(navigator.locks, { wait: false })
  if (!lock) return undefined
  const before = placeInUse()
  try {
    // Another window may have gone on meanwhile.
    await openNewestPlace()
    const found = await namesFound(goingOn)
    const damaged = namesNow(found ?? [])
    const elsewhere = found === null ? await openNewPlace(damaged.generation) : undefined
    const next = storeNames(elsewhere ?? damaged.generation + 1)
    if (elsewhere === undefined) await removeGeneration(next)
    const carried = await carryOver(damaged, next, how, goingOn)
    await makeMark(begunMark(next.generation))
    return carried
  } catch (error) {
    moveTo(before)
    throw error
  } finally {
    await lock.release()
  }
}

/** Null where they cannot be named, and may be left. */
async function namesFound({ mayLeaveAll }: GoingOn): Promise<readonly IDBDatabaseInfo[] | null> {
  try {
    return await placeInUse().databases()
  } catch (error) {
    if (mayLeaveAll && asStoreError(error).message.startsWith('UnknownError')) return null
    throw asStoreError(error)
  }
}

async function carryOver(
  damaged: StoreNames,
  next: StoreNames,
  how: OpenHow,
  goingOn: GoingOn,
): Promise<StillThere> {
  const carried = { entries: 0, people: 0 }
  const tables = new LocalTables(next.local)
  const { log, collections, entryTable } = await openLog(next)
  try {
    await tables.open()
    const entries = new RxEntryStore(collections.entries, entryTable)
    const last = await carryEntries(readableEntries(damaged), entries, {
      twin: goingOn.twin,
      onPage: (more) => {
        carried.entries += more
        goingOn.onProgress({ ...carried })
      },
    })
    for await (const page of readablePeople(damaged)) {
      const { error } = await collections.identities.bulkInsert([...page])
      carried.people += page.length - error.length
    }
    await carryTables(damaged, tables)
    const { lengths } = new LengthWitness(reachableStorage(), damaged.lengthWitness, () => 0)
    await carrySettings(damaged, tables, { last, wroteHere: [...lengths.keys()] }, goingOn)
    await renameDrafts(tables, how, goingOn)
    return carried
  } finally {
    tables.close()
    await log.close()
  }
}

/** Carried row by row or entry by entry, made anew, or of no use to another device. */
const notCarriedWhole = new Set(['settings', 'segments', 'segmentHeads', 'snapshots', 'scanLog'])

async function carryTables(damaged: StoreNames, into: LocalTables): Promise<void> {
  for (const table of into.tables)
    if (!notCarriedWhole.has(table.name))
      for await (const page of readablePages(damaged.local, table.name)) await table.bulkPut(page)
}

interface KeptSetting {
  readonly key: string
  readonly value: Json
}

async function carrySettings(
  damaged: StoreNames,
  { settings }: LocalTables,
  known: KnownOfDamaged,
  goingOn: GoingOn,
): Promise<void> {
  let desk: Json | undefined
  for await (const page of readablePages<KeptSetting>(damaged.local, 'settings'))
    for (const { key, value } of page) {
      if (key === 'desk') desk = value
      const carried = key === 'desk' ? undefined : goingOn.carriedSetting(key, value)
      if (carried !== undefined) await settings.put({ key, value: carried })
    }
  await settings.put({ key: 'desk', value: goingOn.settingsFrom(desk, known) })
}

/** A draft is sealed for its name: under another one it is sealed anew. */
async function renameDrafts(tables: LocalTables, how: OpenHow, { renamedDrafts }: GoingOn): Promise<void> {
  const { deskKeys } = await openDeskKeys(tables, how.vault)
  const local = new DexieLocalStore(tables, deskKeys)
  for (const { draft, as } of renamedDrafts) {
    const value = await local.readDraft(draft)
    if (value !== undefined) await local.writeDraft(as, value)
    await local.deleteDraft(draft)
  }
}

/** What an attempt that did not come to its end has left. */
async function removeGeneration({ log, local }: StoreNames): Promise<void> {
  for (const { name } of await placeInUse().databases())
    if (name !== undefined && (name === local || name.startsWith(`rxdb-dexie-${log}--`)))
      await Dexie.delete(name)
}

async function makeMark(name: string): Promise<void> {
  const mark = new Dexie(name, { chromeTransactionDurability: 'strict' })
  mark.version(1).stores({})
  await mark.open()
  mark.close()
}
