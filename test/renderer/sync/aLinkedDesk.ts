import { gzipSync } from 'node:zlib'
import { askToJoin } from '../../../renderer/app/askToJoin'
import { namesOf, noteChangesOfPeople, startLink } from '../../../renderer/app/startLink'
import type { Desk } from '../../../renderer/commands/desk'
import type { Workplace } from '../../../renderer/commands/workplace'
import { keepSiteSecret } from '../../../renderer/point/siteSecret'
import type { CentreLink } from '../../../renderer/sync/centreLink'
import { enrolDesk } from '../../../renderer/sync/enrolDesk'
import { type Enrolment, readEnrolment, withoutToken } from '../../../renderer/sync/enrolment'
import type { LinkView } from '../../../renderer/sync/linkView'
import type { PeopleSync } from '../../../renderer/sync/peopleSync'
import type { SyncAmbient } from '../../../renderer/sync/syncAmbient'
import type { DeviceId, SiteId } from '../../../shared/kernel/ids'
import { ADisk } from '../../builders/aLiveDesk'
import { type ACentre, aCode } from '../../server/aCentre'
import type { VirtualTime } from './virtualTime'

let desks = 0

/** While a test waits for something, time passes. */
const tickMs = 20

/** What lies between a desk and the centre; a test puts something in the way. */
export type Way = (address: string, init: RequestInit, centre: SyncAmbient['fetch']) => Promise<Response>

/** A desk of the app on a disk in memory, enrolled at a centre. */
export class ALinkedDesk {
  readonly disk = new ADisk()
  way: Way = (address, init, centre) => centre(address, init)
  /** Whether its machine can pack what it sends; from the next `open` on. */
  packs = false
  private running: { readonly workplace: Workplace; readonly link: CentreLink } | undefined
  private enrolment: Enrolment | undefined

  constructor(
    private readonly at: ACentre,
    private readonly time: VirtualTime,
    private readonly chance = 0.5,
  ) {}

  get workplace(): Workplace {
    if (!this.running) throw new Error('the desk is not open')
    return this.running.workplace
  }

  get desk(): Desk {
    return this.workplace.desk
  }

  get link(): CentreLink {
    if (!this.running) throw new Error('the desk is not open')
    return this.running.link
  }

  get people(): PeopleSync {
    const people = this.link.peopleOf(this.desk.identity.siteId)
    if (!people) throw new Error('the site is not followed')
    return people
  }

  private get ambient(): SyncAmbient {
    const centre: SyncAmbient['fetch'] = (address, init) =>
      this.at.call(address.replace('http://centre', ''), init)
    const ambient = this.time.ambient((address, init) => this.way(address, init, centre), this.chance)
    return this.packs ? { ...ambient, gzip: async (text) => new Uint8Array(gzipSync(text)) } : ambient
  }

  async enrol(siteKey: string): Promise<this> {
    desks += 1
    const deviceId = `linked-desk-${process.pid}-${desks}`
    const desk = await this.disk.start()
    const at = { local: this.disk.local, address: 'http://centre' }
    const outcome = await enrolDesk(this.ambient, at, {
      code: await aCode(this.at, siteKey),
      deviceId,
      deviceName: `counter ${desks}`,
      siteId: desk.identity.siteId,
      siteSecret: 'a secret of the site',
      hasEntries: false,
    })
    if (!outcome.ok) throw new Error(`not enrolled: ${outcome.because}`)
    const { answer, token } = outcome
    this.enrolment = {
      address: 'http://centre',
      token,
      organisation: answer.organisation,
      feeds: answer.feeds,
    }
    await keepSiteSecret(this.disk.local, answer.siteSecret)
    await desk.point.changeSettings({
      siteId: answer.site.siteId as SiteId,
      deviceId: deviceId as never,
    })
    return this.open()
  }

  /** Starts the desk on what its disk has. */
  async open(): Promise<this> {
    if (!this.enrolment) throw new Error('not enrolled')
    const { local } = this.disk
    const unread = (sites: Enrolment['feeds'] | Workplace['view']['sites']) =>
      withoutToken(local, { address: 'http://centre', sites })
    const feeds = (await readEnrolment(local))?.feeds ?? ((await unread([])) ? [] : this.enrolment.feeds)
    const workplace = await this.disk.open(namesOf(feeds))
    const enrolment = (await unread(workplace.view.sites)) ?? { ...this.enrolment, feeds }
    this.running = { workplace, link: await startLink(workplace, this.disk, enrolment, this.ambient) }
    return this
  }

  /** Another PC with all that lies on this one's disk. */
  async copied(): Promise<ALinkedDesk> {
    const copy = new ALinkedDesk(this.at, this.time)
    copy.enrolment = this.enrolment
    await copy.disk.becomes(await this.disk.image())
    return copy
  }

  /**
   * What the app does at the next start once another desk writes in this one's name.
   * @param meanwhile what is done at the desk before the centre has let it in
   */
  async part(meanwhile?: (desk: Desk) => Promise<unknown>): Promise<this> {
    await this.close()
    await this.disk.partFromTwin(this.anotherName(), this.disk.history)
    return this.enrolBesideOrInPlace({ beside: true }, meanwhile)
  }

  /** What the app does at the next start once its records were damaged and a person said to go on. */
  async goOnAsAnother(): Promise<this> {
    await this.close()
    this.disk.goOnAs(this.anotherName())
    return this.enrolBesideOrInPlace({})
  }

  /** What the app does when a person enters a new code at a desk that is enrolled: it starts once more with that. */
  async joinAnew(siteKey: string): Promise<this> {
    await this.close()
    const workplace = await this.disk.open(namesOf(this.enrolment?.feeds ?? []))
    const parts = { workplace, stores: this.disk, ambient: this.ambient }
    const joined = await askToJoin(parts, 'http://centre', { code: await aCode(this.at, siteKey) })
    if (typeof joined === 'string') throw new Error(`not enrolled: ${joined}`)
    this.enrolment = joined
    return this.open()
  }

  private anotherName(): DeviceId {
    desks += 1
    return `linked-desk-${process.pid}-${desks}` as DeviceId
  }

  private async enrolBesideOrInPlace(
    how: { readonly beside?: true },
    meanwhile: (desk: Desk) => Promise<unknown> = async () => {},
  ): Promise<this> {
    const { token, ...enrolment } = this.enrolment ?? {}
    const workplace = await this.disk.open(namesOf(this.enrolment?.feeds ?? []))
    await noteChangesOfPeople(workplace, this.disk)
    await meanwhile(workplace.desk)
    const { deviceId, siteId } = workplace.desk.identity
    const at = { local: this.disk.local, address: 'http://centre' }
    const outcome = await enrolDesk(this.ambient, at, {
      deviceId,
      deviceName: 'counter',
      siteId,
      siteSecret: 'a secret of the site',
      hasEntries: true,
      formerToken: token,
      ...how,
    })
    if (!outcome.ok) throw new Error(`not enrolled: ${outcome.because}`)
    this.enrolment = { ...(enrolment as Enrolment), token: outcome.token }
    return this.open()
  }

  /** Nothing gets through any more. */
  cutOff(): void {
    this.way = async () => {
      throw new TypeError('no network')
    }
  }

  reconnect(): void {
    this.way = (address, init, centre) => centre(address, init)
    this.running?.link.wake()
  }

  async close(): Promise<void> {
    await this.running?.link.stop()
    this.running = undefined
  }

  /** Resolves when what the desk says of itself is as wanted; the test's own time-out ends a wait in vain. */
  async until(wanted: (view: LinkView) => boolean): Promise<void> {
    while (!wanted(this.link.view)) await this.time.pass(tickMs)
  }

  /** Everything of its own is at the centre, and everything of the centre is here. */
  async untilInStep(head: number): Promise<void> {
    while (this.desk.point.knownPosition < head) await this.time.pass(tickMs)
    await this.until(({ state }) => state === 'in-step')
  }
}
