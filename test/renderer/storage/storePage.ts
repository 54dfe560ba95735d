// Runs in the page: the desk's real stores, and what a test asks of them. Bundled by bundleForPage.

import { Dexie } from 'dexie'
import { asTwin } from '../../../renderer/app/newDevice'
import type { DeskStores, OpenedStores } from '../../../renderer/storage/openedStores'
import { openStores } from '../../../renderer/storage/openStores'
import { readablePages } from '../../../renderer/storage/readDamaged'
import { lookWhatIsThere, setAside } from '../../../renderer/storage/setAside'
import {
  collectionDatabase,
  identitiesCollection,
  identitiesFormat,
  type StoreNames,
  storeNames,
} from '../../../renderer/storage/storeNames'
import type { Entry } from '../../../shared/domain/entry/entry'
import { chainFault, emptyChain } from '../../../shared/domain/entry/entry'
import { nothingSeen } from '../../../shared/domain/entry/seen'
import type { Identity } from '../../../shared/domain/identity'
import { type DeviceId, type HouseholdId, idOf } from '../../../shared/kernel/ids'
import { chainOf, firstDesk, siteId } from './chainOf'
import { noVault } from './freshDatabases'

interface StoredPerson {
  readonly id: string
  readonly version: number
  readonly keyId: string
  readonly sealed: string
}

const identitiesOf = (names: StoreNames) => collectionDatabase(names, identitiesCollection, identitiesFormat)

let opened: OpenedStores | undefined
let taken: Promise<OpenedStores> | undefined

function stores(): DeskStores {
  if (opened?.status !== 'ready') throw new Error(`not open: ${opened?.status}`)
  return opened.stores
}

function answer(result: OpenedStores) {
  opened = result
  return result.status === 'corrupt'
    ? { status: result.status, because: result.because }
    : { status: result.status, said: 'because' in result ? String(result.because) : '' }
}

const desk = {
  open: async () => answer(await openStores({ siteId, vault: noVault })),
  waitForTurn() {
    if (opened?.status !== 'elsewhere') throw new Error(`not elsewhere: ${opened?.status}`)
    taken = opened.whenFree()
  },
  turn: async () => answer((await taken) ?? { status: 'cannot-open', because: new Error('never waited') }),
  close: () => (opened?.status === 'ready' ? opened.stores.close() : Promise.resolve()),
  room: () => stores().room,
  count: () => stores().entries.count(),
  head: () => stores().entries.head(firstDesk),

  /** Appends on from what is on the disk, acknowledging each entry in the way a screen would: after it is there. */
  async writeOn(acknowledge: (deviceSeq: number) => Promise<void>): Promise<never> {
    const { entries } = stores()
    // Not awaited: the next scan does not wait for the test to hear of this one.
    const shown = (entry: Entry | undefined) => void acknowledge(entry?.deviceSeq ?? 0)
    for (;;) {
      for (const entry of chainOf(20, { head: await entries.head(firstDesk) })) {
        await entries.append(entry)
        shown(entry)
      }
      const imported = chainOf(5, { head: await entries.head(firstDesk) })
      await entries.appendAll(imported)
      shown(imported.at(-1))
    }
  },

  /** What is there: the highest sequence, how often each id stands there, and the first fault of the chain. */
  async look() {
    const all = await stores().entries.after(nothingSeen)
    let head = emptyChain
    let fault: string | null = null
    for (const entry of all) {
      fault ??= chainFault(entry, head)
      head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
    }
    return {
      highest: head.deviceSeq,
      count: all.length,
      distinct: new Set(all.map(({ id }) => id)).size,
      fault,
    }
  },

  readable: () => lookWhatIsThere(() => {}),
  databases: async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []).sort(),
  draft: (key: string) => stores().local.readDraft(key),
  person: (id: string) => stores().identities.get(idOf<HouseholdId>(id)),
  deviceOfSettings: async () =>
    Reflect.get(Object((await stores().local.readSetting('desk')) ?? {}), 'deviceId'),

  goOn(deviceId: string) {
    return setAside(
      { siteId, vault: noVault },
      {
        mayLeaveAll: false,
        onProgress: () => {},
        settingsFrom: (kept) => ({ ...Object(kept), deviceId }),
        carriedSetting: (_, value) => value,
        renamedDrafts: [{ draft: 'paste', as: 'pasted-before' }],
      },
    )
  },

  /** Another desk writes in this one's name: what was written after `sharedUpTo` goes on as another's. */
  part(as: string, sharedUpTo: number) {
    return setAside(
      { siteId, vault: noVault },
      {
        ...asTwin(as),
        mayLeaveAll: false,
        onProgress: () => {},
        twin: { deviceId: firstDesk, sharedUpTo, as: idOf<DeviceId>(as) },
        renamedDrafts: [],
      },
    )
  },

  /** What a generation still has of people. */
  async peopleOf(generation: number) {
    const names = storeNames(generation)
    const all = { people: [] as string[], drafts: [] as string[], keyId: '' }
    for await (const page of readablePages<StoredPerson>(identitiesOf(names), 'docs')) {
      all.people.push(...page.map(({ id, version }) => `${id} ${version}`))
      all.keyId = page[0]?.keyId ?? ''
    }
    for await (const page of readablePages<{ key: string }>(names.local, 'drafts'))
      all.drafts.push(...page.map(({ key }) => key))
    return all
  },

  /** As if they could not have been read until now. */
  async putPeopleInto(generation: number, people: readonly StoredPerson[]) {
    const older = new Dexie(identitiesOf(storeNames(generation)))
    await older.open()
    await older.table('docs').bulkPut(people)
    older.close()
  },

  erase: (...ids: readonly string[]) => stores().identities.erase(ids.map((id) => idOf<HouseholdId>(id))),

  headOf: async (deviceId: string) => (await stores().entries.head(idOf<DeviceId>(deviceId))).deviceSeq,

  /** Appends until the store refuses; the refusal by name, and what the disk then holds. */
  async writeUntilRefused(most: number, factBytes: number) {
    const { entries } = stores()
    let acknowledged = (await entries.head(firstDesk)).deviceSeq
    const facts = () => factsOf(factBytes)
    for (const entry of chainOf(most, { head: await entries.head(firstDesk), facts })) {
      const refusal = await append(entry)
      if (refusal !== null)
        return { refusal, acknowledged, onDisk: (await entries.head(firstDesk)).deviceSeq }
      acknowledged = entry.deviceSeq
    }
    return { refusal: null, acknowledged, onDisk: (await entries.head(firstDesk)).deviceSeq }
  },

  /** An import that does not fit: the refusal by name, and what the disk then holds. */
  async importUntilRefused(howMany: number, factBytes: number) {
    const { entries } = stores()
    const facts = () => factsOf(factBytes)
    const refusal = await entries
      .appendAll(chainOf(howMany, { head: await entries.head(firstDesk), facts }))
      .then(() => null, nameOf)
    return refusal
  },

  async fillPhotos(howMany: number, bytes: number) {
    for (let n = 0; n < howMany; n++) {
      const photo = new Blob([crypto.getRandomValues(new Uint8Array(65_536)), new Uint8Array(bytes)])
      const refusal = await stores()
        .photos.keepOwn({ siteId, sha256: `photo-${n}` }, photo, n)
        .then(() => null, nameOf)
      if (refusal !== null) return { refusal, waiting: (await stores().photos.waiting()).length }
    }
    return { refusal: null, waiting: (await stores().photos.waiting()).length }
  },

  /** Of each photo that waits, how many bytes are there. */
  async waitingPhotoBytes() {
    const { photos } = stores()
    const all: number[] = []
    for (const key of await photos.waiting())
      all.push((await (await photos.read(key))?.arrayBuffer())?.byteLength ?? 0)
    return all
  },

  async savePerson(phone: string, name: string, address: string) {
    const householdId = idOf<HouseholdId>('h-canary')
    const person: Identity = { householdId, name, phone, address, note: `call ${phone}`, version: 1 }
    const { identities, local } = stores()
    await identities.put(person)
    await identities.put({ ...person, version: 2, note: `again ${phone}` })
    await local.writeDraft('paste', { text: `1. ${name} ${phone} ${address}` })
    await local.logScan({ atMs: 1, raw: phone, outcome: 'unknown' })
    return identities.get(householdId)
  },
}

async function append(entry: Entry): Promise<string | null> {
  return stores()
    .entries.append(entry)
    .then(() => null, nameOf)
}

/** So many bytes, in facts that a desk reads back. */
function factsOf(bytes: number): never[] {
  const most = 500
  return Array.from(
    { length: Math.ceil(bytes / most) },
    () => ({ kind: 'FactVoided', v: 1, factIds: ['x:1#0'], reason: noise(Math.min(bytes, most)) }) as never,
  )
}

/** Text that does not shrink on the disk, where LevelDB compresses. */
function noise(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return Array.from(random, (byte) => String.fromCharCode(32 + (byte % 90))).join('')
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error)
}

export type DeskPage = typeof desk

declare global {
  interface Window {
    desk: DeskPage
    acknowledge(deviceSeq: number): Promise<void>
  }
}

window.desk = desk
