import { namesOf, startLink } from '../../renderer/app/startLink'
import type { Answer, Desk } from '../../renderer/commands/desk'
import { Workplace } from '../../renderer/commands/workplace'
import { openSettings } from '../../renderer/point/deskSettings'
import { HistoryEntryStore } from '../../renderer/storage/historyEntryStore'
import type { DeskStores } from '../../renderer/storage/openedStores'
import type { CentreLink } from '../../renderer/sync/centreLink'
import type { SyncAmbient } from '../../renderer/sync/syncAmbient'
import type { Entry } from '../../shared/domain/entry/entry'
import type { DeviceId, SiteId } from '../../shared/kernel/ids'
import type { Chance } from '../../shared/sample/chance'
import { ADisk } from '../builders/aLiveDesk'
import { MemoryHistory } from '../fakes/memoryHistory'
import type { VirtualTime } from '../renderer/sync/virtualTime'
import type { HostileNetwork } from './hostileNetwork'
import type { EnrolledHere } from './simulatedCentre'

/** The power went off: nothing after it happened. */
class PowerCut extends Error {}

/** One PC of the site: its disk outlives it, its clock is its own, and it may die at any write. */
export class SimulatedDesk {
  /** Hashes of entries that reached the disk, by id; also those the desk died over before it could say so. */
  readonly written = new Map<string, string>()
  /** Ids of entries that the desk called saved. */
  readonly saved = new Set<string>()
  /** Hears of every entry of its own that reached the disk. */
  wrote: (entry: Entry) => void = () => {}
  /** How far this PC's clock is off, ms. */
  skewMs = 0
  /** In parts of all writes. */
  dyingPart = 0
  private readonly disk = new ADisk()
  private readonly history: MemoryHistory
  private running: { readonly workplace: Workplace; readonly link: CentreLink } | undefined
  private powerIsOff = false
  /** Starts and stops: what one left under way never reaches the disk after it. */
  private session = 0
  private ids = 0

  constructor(
    readonly deviceId: DeviceId,
    private readonly enrolled: EnrolledHere,
    private readonly time: VirtualTime,
    private readonly network: HostileNetwork,
    private readonly chance: Chance,
  ) {
    this.history = new MemoryHistory(enrolled.segmentLength)
  }

  /** At each of its sites. */
  get desks(): readonly Desk[] {
    if (!this.running) throw new Error(`${this.deviceId} is off`)
    const { workplace } = this.running
    return this.enrolled.siteIds.flatMap((siteId) => workplace.deskAt(siteId as SiteId) ?? [])
  }

  at(siteId: string): Desk | undefined {
    return this.desks.find(({ identity }) => identity.siteId === siteId)
  }

  get link(): CentreLink {
    if (!this.running) throw new Error(`${this.deviceId} is off`)
    return this.running.link
  }

  get hasDied(): boolean {
    return this.powerIsOff
  }

  async start(): Promise<void> {
    this.powerIsOff = false
    this.session += 1
    const stores = this.stores(this.session)
    const settings = await openSettings(this.disk.local, {
      newId: () => this.deviceId,
      language: 'zh-CN',
      firstOperator: '1',
    })
    const siteId = this.enrolled.siteIds[0] as SiteId
    const workplace = await Workplace.open({
      stores,
      feeds: namesOf(this.enrolment().feeds),
      settings: { ...settings, siteId, deviceId: this.deviceId },
      ambient: {
        nowMs: () => this.time.trueMs + this.skewMs,
        newId: () => `${this.deviceId}-${++this.ids}`,
      },
    })
    const link = await startLink(workplace, stores, this.enrolment(), this.ambient())
    this.running = { workplace, link }
  }

  async stop(): Promise<void> {
    this.session += 1
    await this.running?.link.stop()
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
    if (answer.ok) for (const { id } of answer.entries) this.saved.add(id)
    return answer
  }

  /** Undefined where the power is off. */
  async withDesk<T>(act: (desk: Desk) => Promise<T>): Promise<T | undefined> {
    if (this.powerIsOff) return undefined
    const { desks } = this
    return act((desks.length > 1 ? this.chance.pick(desks) : desks[0]) as Desk)
  }

  private enrolment() {
    const { token, siteIds } = this.enrolled
    const feeds = siteIds.map((siteId) => ({ siteId, kind: 'point' as const, name: siteId }))
    return { address: 'http://centre', token, organisation: 'organisation', feeds }
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
    if (entry.deviceId !== this.deviceId) return
    this.written.set(entry.id, entry.hash)
    this.wrote(entry)
  }

  private mayDie(session: number): void {
    if (session !== this.session) throw new PowerCut('this window is closed')
    if (!this.powerIsOff && this.running && this.chance.happens(this.dyingPart)) {
      this.powerIsOff = true
      void this.running.link.stop()
    }
    if (this.powerIsOff) throw new PowerCut('the power is off')
  }
}
