import { askToJoin } from '../../renderer/app/askToJoin'
import { namesOf, noteChangesOfPeople, startLink } from '../../renderer/app/startLink'
import type { Answer, Desk } from '../../renderer/commands/desk'
import { Workplace } from '../../renderer/commands/workplace'
import { openSettings, writeSettings } from '../../renderer/point/deskSettings'
import { HistoryEntryStore } from '../../renderer/storage/historyEntryStore'
import type { DeskStores } from '../../renderer/storage/openedStores'
import type { CentreLink } from '../../renderer/sync/centreLink'
import {
  type FormerEnrolment,
  forgetFormer,
  keepEnrolment,
  readEnrolment,
  readFormer,
} from '../../renderer/sync/enrolment'
import type { SyncAmbient } from '../../renderer/sync/syncAmbient'
import { readTwin } from '../../renderer/sync/twinNote'
import type { Entry } from '../../shared/domain/entry/entry'
import { nothingSeen } from '../../shared/domain/entry/seen'
import { type DeviceId, idOf } from '../../shared/kernel/ids'
import { readingBy } from '../../shared/kernel/stamp'
import type { Chance } from '../../shared/sample/chance'
import { ADisk, type DiskImage } from '../builders/aLiveDesk'
import { MemoryHistory } from '../fakes/memoryHistory'
import type { VirtualTime } from '../renderer/sync/virtualTime'
import type { EntryNames, Reader } from './entryNames'
import type { HostileNetwork } from './hostileNetwork'
import type { EnrolledHere } from './simulatedCentre'

/** The power went off: nothing after it happened. */
class PowerCut extends Error {}

export interface ImageOfDesk {
  readonly disk: DiskImage
  readonly history: MemoryHistory
  readonly saved: ReadonlyMap<string, string>
}

/** As long as the app waits, ms. */
const askAgainMs = 20_000

/** One PC of the site: its disk outlives it, its clock is its own, and it may die at any write. */
export class SimulatedDesk {
  /** Of entries that the desk called saved and that it still has: hashes, by id. */
  readonly saved = new Map<string, string>()
  /** Hears of every entry of its own that reached the disk; also of those the desk died over before it could say so. */
  wrote: (entry: Entry) => void = () => {}
  /** How far this PC's clock is off, ms. */
  skewMs = 0
  /** In parts of all writes. */
  dyingPart = 0
  /** How often it went on in a name of its own. */
  parted = 0
  readonly disk = new ADisk()
  private history = new MemoryHistory()
  private running: { readonly workplace: Workplace; readonly link: CentreLink | null } | undefined
  private powerIsOff = false
  /** Starts and stops: what one left under way never reaches the disk after it. */
  private session = 0
  private ids = 0
  /** Hashes of all entries in the log on the disk, by id. */
  private readonly log = new Map<string, string>()

  /** @param name the PC's; the device that it is may be another's as well, and another one later */
  constructor(
    readonly name: string,
    private readonly names: EntryNames,
    private readonly time: VirtualTime,
    private readonly network: HostileNetwork,
    private readonly chance: Chance,
  ) {}

  /** At each of its sites. */
  get desks(): readonly Desk[] {
    if (!this.running) throw new Error(`${this.name} is off`)
    const { workplace } = this.running
    return workplace.view.sites.flatMap(({ siteId }) => workplace.deskAt(siteId) ?? [])
  }

  at(siteId: string): Desk | undefined {
    return this.desks.find(({ identity }) => identity.siteId === siteId)
  }

  /** Null while the centre has not let it in again, in a name of its own. */
  get link(): CentreLink | null {
    if (!this.running) throw new Error(`${this.name} is off`)
    return this.running.link
  }

  get hasDied(): boolean {
    return this.powerIsOff
  }

  /** It has found that another desk writes in its name. */
  get hasTwin(): boolean {
    return this.running?.link?.view.state === 'twin'
  }

  get reader(): Reader {
    const { name, log, names } = this
    const named = (id: string) => {
      const hash = log.get(id) ?? this.history.hashOf(id)
      return hash === undefined ? names.nameAtTheCentre(id) : names.nameOf({ id, hash })
    }
    return { name, named }
  }

  /** Its first start: it has been let in. */
  async join(deviceId: DeviceId, { token, siteIds, segmentLength }: EnrolledHere): Promise<void> {
    this.history = new MemoryHistory(segmentLength)
    const { local } = this.disk
    const [siteId] = siteIds
    await writeSettings(local, { ...(await this.settings()), siteId: idOf(siteId ?? ''), deviceId })
    const feeds = siteIds.map((one) => ({ siteId: one, kind: 'point' as const, name: one }))
    await keepEnrolment(local, { address: 'http://centre', token, organisation: 'organisation', feeds })
    await this.start()
  }

  async start(): Promise<void> {
    this.powerIsOff = false
    this.session += 1
    const { session } = this
    await this.partFromTwin()
    const stores = this.stores(session)
    const enrolment = await readEnrolment(this.disk.local)
    const former = enrolment ? undefined : await readFormer(this.disk.local)
    const workplace = await Workplace.open({
      stores,
      feeds: namesOf((enrolment ?? former?.enrolment)?.feeds ?? []),
      settings: await this.settings(),
      ambient: {
        nowMs: () => this.time.trueMs + this.skewMs,
        newId: () => this.newId(),
      },
    })
    const link = enrolment ? await startLink(workplace, stores, enrolment, this.ambient()) : null
    if (!enrolment) await noteChangesOfPeople(workplace, stores)
    this.running = { workplace, link }
    if (former) void this.goOnFor(former, { workplace, stores, session })
  }

  async stop(): Promise<void> {
    this.session += 1
    await this.running?.link?.stop()
    this.running = undefined
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** What a person does here, at one of its sites; what the desk then calls saved is noted. */
  async does(act: (desk: Desk) => Promise<Answer>): Promise<Answer | undefined> {
    const answer = await this.withDesk(act)
    if (!answer) return undefined
    if (answer.ok) for (const { id, hash } of answer.entries) this.saved.set(id, hash)
    return answer
  }

  /** Undefined where the power is off. */
  async withDesk<T>(act: (desk: Desk) => Promise<T>): Promise<T | undefined> {
    if (this.powerIsOff) return undefined
    const { desks } = this
    return act((desks.length > 1 ? this.chance.pick(desks) : desks[0]) as Desk)
  }

  /** All that lies on the disk now, and what was called saved of it. */
  async image(): Promise<ImageOfDesk> {
    const disk = await this.disk.image()
    return { disk, history: this.history.copied(), saved: new Map(this.saved) }
  }

  /** The PC is off, and then has this disk. */
  async becomes({ disk, history, saved }: ImageOfDesk): Promise<void> {
    await this.stop()
    await this.disk.becomes(disk)
    this.history = history.copied()
    this.saved.clear()
    for (const [id, hash] of saved) this.saved.set(id, hash)
    this.readLog(disk.entries)
    await this.start()
  }

  private newId(): string {
    this.ids += 1
    return `${this.name}-${this.ids}`
  }

  private settings() {
    return openSettings(this.disk.local, {
      newId: () => this.newId(),
      language: 'zh-CN',
      firstOperator: '1',
    })
  }

  private readLog(entries: readonly Entry[]): void {
    this.log.clear()
    for (const { id, hash } of entries) this.log.set(id, hash)
  }

  /** Another desk writes in its name: it has one of its own from this start on, as in the app. */
  private async partFromTwin(): Promise<void> {
    const twin = await readTwin(this.disk.local)
    if (!twin) return
    this.parted += 1
    const before = await this.disk.entries.after(nothingSeen)
    const as = idOf<DeviceId>(this.newId())
    await this.disk.partFromTwin(as, this.history)
    this.history = new MemoryHistory(this.history.segmentLength)
    const now = await this.disk.entries.after(nothingSeen)
    for (const one of before) {
      if (one.deviceId !== twin.deviceId || one.deviceSeq <= twin.sharedUpTo) continue
      const carried = now.find(({ stamp }) => stamp === readingBy(one.stamp, as))
      if (!carried) continue
      this.names.goesOnAs(one, carried)
      this.wrote(carried)
      if (this.saved.delete(one.id)) this.saved.set(carried.id, carried.hash)
    }
    this.readLog(now)
  }

  /** Works on while the centre cannot be asked to let it in in its new name. */
  private async goOnFor(
    { enrolment: { address, token }, beside }: FormerEnrolment,
    { session, ...parts }: { workplace: Workplace; stores: DeskStores; session: number },
  ): Promise<void> {
    const { workplace, stores } = parts
    const isOn = () => session === this.session && !this.powerIsOff
    while (isOn()) {
      const ambient = this.ambient()
      const by = { formerToken: token, ...(beside ? { beside } : {}) }
      const joined = await askToJoin({ ...parts, ambient }, address, by).catch(() => 'not-kept' as const)
      if (typeof joined === 'string') await ambient.wait(askAgainMs)
      else {
        const link = await startLink(workplace, stores, joined, ambient).catch(() => null)
        if (isOn()) this.running = { workplace, link }
        else await link?.stop()
        if (link) await forgetFormer(stores.local).catch(() => {})
        return
      }
    }
  }

  private ambient(): SyncAmbient {
    const ambient = this.time.ambient(this.network.fetch)
    return { ...ambient, nowMs: () => this.time.trueMs + this.skewMs, chance: () => this.chance.next() }
  }

  private stores(session: number): DeskStores {
    const { disk } = this
    const writing = async <T>(write: () => Promise<T>): Promise<T> => {
      this.mayDie(session)
      const written = await write()
      this.mayDie(session)
      return written
    }
    const log: DeskStores['entries'] = {
      append: async (entry) => {
        await writing(async () => {
          await disk.entries.append(entry)
          this.note(entry)
        })
      },
      takeAll: (all) => log.appendAll(all),
      appendAll: async (all) => {
        for (const entry of all) await log.append(entry)
      },
      head: (deviceId) => disk.entries.head(deviceId),
      ofDevice: (...range) => disk.entries.ofDevice(...range),
      ofRound: (roundId) => disk.entries.ofRound(roundId),
      after: (seen) => disk.entries.after(seen),
      count: () => disk.entries.count(),
      close: async () => {},
    }
    const { local, identities } = disk
    const history = this.history.keptBy(writing)
    return {
      entries: new HistoryEntryStore(log, history),
      history,
      local: {
        ...local,
        writeSetting: (...set) => writing(() => local.writeSetting(...set)),
        writeDraft: (...set) => writing(() => local.writeDraft(...set)),
        deleteDraft: (...which) => writing(() => local.deleteDraft(...which)),
      },
      identities: {
        ...identities,
        putAll: (...put) => writing(() => identities.putAll(...put)),
        replaceAll: (...put) => writing(() => identities.replaceAll(...put)),
        erase: (...whom) => writing(() => identities.erase(...whom)),
      },
      photos: disk.photos,
      room: disk.room,
      keyLost: false,
      close: async () => {},
    }
  }

  /** All that lies here of people, and of what is kept towards the centre. */
  get contents(): string {
    const { people, settings, drafts } = this.disk
    return JSON.stringify([people, settings, drafts].map((table) => [...table]))
  }

  private note(entry: Entry): void {
    this.log.set(entry.id, entry.hash)
    if (entry.deviceId === this.running?.workplace.desk.identity.deviceId) this.wrote(entry)
  }

  private mayDie(session: number): void {
    if (session !== this.session) throw new PowerCut('this window is closed')
    if (!this.powerIsOff && this.running && this.chance.happens(this.dyingPart)) {
      this.powerIsOff = true
      void this.running.link?.stop()
    }
    if (this.powerIsOff) throw new PowerCut('the power is off')
  }
}
