import { asNewDevice, asTwin } from '../../renderer/app/newDevice'
import type { Ambient, Answer, Desk } from '../../renderer/commands/desk'
import { Workplace } from '../../renderer/commands/workplace'
import { type DeskSettings, openSettings } from '../../renderer/point/deskSettings'
import { settingsFromLog } from '../../renderer/point/settingsFromLog'
import type { NamedSite } from '../../renderer/point/siteBook'
import { carryEntries } from '../../renderer/storage/carryEntries'
import { DiskFull } from '../../renderer/storage/entryStore'
import type { HistoryStore } from '../../renderer/storage/historyStore'
import type { IdentityStore } from '../../renderer/storage/identityStore'
import type { LocalStore, Snapshot } from '../../renderer/storage/localStore'
import { MemoryEntryStore } from '../../renderer/storage/memoryEntryStore'
import type { DeskStores } from '../../renderer/storage/openedStores'
import { twinEnrolment } from '../../renderer/sync/enrolment'
import { readTwin } from '../../renderer/sync/twinNote'
import type { Decide } from '../../shared/domain/decide'
import type { Entry } from '../../shared/domain/entry/entry'
import { nothingSeen } from '../../shared/domain/entry/seen'
import type { Fact } from '../../shared/domain/facts'
import type { Identity } from '../../shared/domain/identity'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { DeviceId, HouseholdId, SiteId } from '../../shared/kernel/ids'
import { MemoryPhotoStore } from '../fakes/memoryPhotoStore'
import { morningMs, round } from './aDesk'

/** A disk in memory that outlives the desk on it, and that a test can fill up. */
export class ADisk implements DeskStores {
  /** Entries that still fit; a desk that writes more finds the disk full. */
  entriesLeft = Number.POSITIVE_INFINITY
  /** Nothing at all fits any more. */
  isFull = false
  entries = new FillingStore(this)
  readonly identities: IdentityStore = identitiesOn(this)
  readonly local: LocalStore = localOn(this)
  readonly photos = new MemoryPhotoStore()
  /** Where absent, everything comes in pages. */
  history?: HistoryStore
  readonly room = { persisted: true, usedBytes: null, quotaBytes: null }
  /** The key that sealed what lies here is gone; what is sealed from then on has another. */
  keyLost = false
  readonly unreadable = new Set<string>()
  readonly people = new Map<string, Identity>()
  readonly siteOf = new Map<HouseholdId, SiteId>()
  readonly settings = new Map<string, Json>()
  readonly drafts = new Map<string, Json>()
  readonly snapshots = new Map<string, Snapshot>()
  /** What time it is at the desk, ms since 1970 UTC. */
  nowMs = morningMs
  private ids = 0

  /** Starts a desk on what the disk has, as the app does. */
  async start(): Promise<Desk> {
    return (await this.open()).desk
  }

  /** The same with all its sites. */
  async open(feeds: readonly NamedSite[] = []): Promise<Workplace> {
    const ambient: Ambient = {
      nowMs: () => ++this.nowMs,
      newId: () => {
        this.ids += 1
        return `id-${this.ids}`
      },
    }
    const first = { newId: ambient.newId, language: 'zh-CN', firstOperator: '1' } as const
    const settings: DeskSettings = await openSettings(this.local, first, () => settingsFromLog(this))
    return Workplace.open({ stores: this, settings, feeds, ambient })
  }

  async close(): Promise<void> {}

  loseKey(): void {
    this.keyLost = true
    for (const key of this.drafts.keys()) this.unreadable.add(key)
    this.people.clear()
  }

  /** It is back, as when the account's password is what it was. */
  findKey(): void {
    this.keyLost = false
    this.unreadable.clear()
  }

  /** @throws DiskFull where so many entries, or whatever else, find no room */
  needsRoom(entries = 0): void {
    if (this.isFull || this.entriesLeft < entries) throw new DiskFull('no room on the disk')
  }

  async image(): Promise<DiskImage> {
    const { people, siteOf, settings, drafts, snapshots } = this
    return {
      ...structuredClone({ people, siteOf, settings, drafts, snapshots }),
      entries: await this.entries.after(nothingSeen),
    }
  }

  /** The disk is what it was, or what another one is. */
  async becomes({ entries, ...tables }: DiskImage): Promise<void> {
    for (const name of ['people', 'siteOf', 'settings', 'drafts', 'snapshots'] as const) {
      const table: Map<string, unknown> = this[name]
      table.clear()
      for (const [key, value] of tables[name]) table.set(key, structuredClone(value))
    }
    this.entries = new FillingStore(this)
    await this.entries.appendAll(entries)
  }

  /** What the app does with the records on a real disk: a new generation of them, without pictures and segments. */
  async partFromTwin(as: DeviceId, history?: HistoryStore): Promise<void> {
    const twin = await readTwin(this.local)
    if (!twin) throw new Error('this desk knows of no twin')
    const log = await this.entries.after(nothingSeen)
    const inLog = new Set(log.map(({ id }) => id))
    const inSegments = (await history?.after(nothingSeen)) ?? []
    this.entries = new FillingStore(this)
    const { deviceId, sharedUpTo } = twin
    const last = await carryEntries([log, inSegments.filter(({ id }) => !inLog.has(id))], this.entries, {
      twin: { deviceId: deviceId as DeviceId, sharedUpTo, as },
    })
    this.carrySettings(asTwin(as), last)
    const kept = this.drafts.get(twinEnrolment.draft)
    if (kept !== undefined) this.drafts.set(twinEnrolment.as, kept)
    this.drafts.delete(twinEnrolment.draft)
  }

  /** What the app does once its records were damaged: it goes on as another device, for the one it was. */
  goOnAs(as: DeviceId): void {
    this.carrySettings(
      asNewDevice(as, () => as),
      undefined,
    )
  }

  private carrySettings(
    { settingsFrom, carriedSetting }: ReturnType<typeof asNewDevice>,
    last: Entry | undefined,
  ): void {
    const kept = [...this.settings]
    this.settings.clear()
    for (const [key, value] of kept) {
      const carried =
        key === 'desk' ? settingsFrom(value, { last, wroteHere: [] }) : carriedSetting(key, value)
      if (carried !== undefined) this.settings.set(key, carried)
    }
    this.snapshots.clear()
  }
}

/** All that a disk holds of a desk, but its photos. */
export interface DiskImage extends Pick<ADisk, 'people' | 'siteOf' | 'settings' | 'drafts' | 'snapshots'> {
  readonly entries: readonly Entry[]
}

/** Writes facts as one command. */
export function write(desk: Desk, ...facts: readonly Fact[]): Promise<Answer> {
  return desk.run(round, asGiven, facts)
}

const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })

class FillingStore extends MemoryEntryStore {
  readonly #disk: ADisk

  constructor(disk: ADisk) {
    super()
    this.#disk = disk
  }

  override async append(entry: Entry): Promise<void> {
    this.#disk.needsRoom(1)
    this.#disk.entriesLeft -= 1
    await super.append(entry)
  }
}

function identitiesOn(disk: ADisk): IdentityStore {
  return {
    async put(identity) {
      const { superseded } = await this.putAll([identity])
      return superseded.length === 0 ? 'stored' : 'superseded'
    },
    async putAll(identities, siteId = null) {
      disk.needsRoom(1)
      const superseded = identities.filter(
        ({ householdId, version }) => (disk.people.get(householdId)?.version ?? 0) >= version,
      )
      await this.replaceAll(
        identities.filter((one) => !superseded.includes(one)),
        siteId,
      )
      return { superseded }
    },
    async replaceAll(identities, siteId = null) {
      disk.needsRoom()
      for (const one of identities) {
        disk.people.set(one.householdId, one)
        if (siteId !== null) disk.siteOf.set(one.householdId, siteId)
      }
    },
    async erase(householdIds) {
      for (const householdId of householdIds) disk.people.delete(householdId)
    },
    letGo(householdIds) {
      return this.erase(householdIds)
    },
    async get(householdId) {
      const identity = disk.people.get(householdId)
      return identity ? { status: 'known', identity } : { status: 'unknown' }
    },
    all: async () => ({ identities: [...disk.people.values()], unreadable: [], siteOf: disk.siteOf }),
  }
}

function localOn(disk: ADisk): LocalStore {
  const nothing = async () => undefined
  return {
    readSetting: async (key) => disk.settings.get(key),
    writeSetting: async (key, value) => {
      await Promise.resolve()
      disk.needsRoom()
      disk.settings.set(key, structuredClone(value))
    },
    readSnapshot: async (key) => disk.snapshots.get(key),
    writeSnapshot: async (snapshot) => {
      disk.needsRoom()
      disk.snapshots.set(snapshot.key, structuredClone(snapshot))
    },
    deleteSnapshot: async (key) => void disk.snapshots.delete(key),
    logScan: nothing,
    lastScans: async () => [],
    readDraft: async (key) => (disk.unreadable.has(key) ? undefined : disk.drafts.get(key)),
    hasDraft: async (key) => disk.drafts.has(key),
    writeDraft: async (key, value) => {
      disk.needsRoom()
      disk.drafts.set(key, structuredClone(value))
      disk.unreadable.delete(key)
    },
    deleteDraft: async (key) => void disk.drafts.delete(key),
  }
}
