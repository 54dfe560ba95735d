import { startLink } from '../../renderer/app/startLink'
import type { Answer, Desk } from '../../renderer/commands/desk'
import { Workplace } from '../../renderer/commands/workplace'
import { openSettings } from '../../renderer/point/deskSettings'
import { HistoryEntryStore } from '../../renderer/storage/historyEntryStore'
import type { DeskStores } from '../../renderer/storage/openedStores'
import type { CentreLink } from '../../renderer/sync/centreLink'
import { enrolDesk } from '../../renderer/sync/enrolDesk'
import type { Enrolment } from '../../renderer/sync/enrolment'
import type { LinkView } from '../../renderer/sync/linkView'
import { machineAmbient, type SyncAmbient } from '../../renderer/sync/syncAmbient'
import type { DeviceId, SiteId } from '../../shared/kernel/ids'
import { ADisk } from '../builders/aLiveDesk'
import { MemoryHistory } from '../fakes/memoryHistory'
import { fresh } from '../server/aCentre'

/** Real sockets, and waits that pass so many times faster than on the wall. */
export function quickly(speed: number): SyncAmbient {
  const steadyMs = () => performance.now() * speed
  const startMs = Date.now() - steadyMs()
  return {
    ...machineAmbient,
    steadyMs,
    nowMs: () => Math.floor(startMs + steadyMs()),
    wait: (ms, signal) => machineAmbient.wait(ms / speed, signal),
  }
}

/** The desk's own sync over real sockets, on a disk in memory that outlives it. */
export class ADeskOnTheNet {
  readonly deviceId = fresh('net')
  /** Ids of entries that the desk called saved. */
  readonly saved = new Set<string>()
  enrolment: Enrolment | undefined
  private readonly disk = new ADisk()
  private readonly stores = withHistory(this.disk)
  private ids = 0
  private running: { readonly desk: Desk; readonly link: CentreLink } | undefined

  constructor(
    /** Of the centre, or of what lies in front of it. */
    readonly address: string,
    private readonly ambient: SyncAmbient = quickly(10),
  ) {}

  get desk(): Desk {
    if (!this.running) throw new Error('the desk is not open')
    return this.running.desk
  }

  get link(): CentreLink {
    if (!this.running) throw new Error('the desk is not open')
    return this.running.link
  }

  get view(): LinkView {
    return this.link.view
  }

  /** As a person does: the same code again, until it worked. */
  async enrol(code: string): Promise<this> {
    const { desk } = await this.start()
    for (;;) {
      const outcome = await enrolDesk(
        this.ambient,
        { local: this.stores.local, address: this.address },
        {
          code,
          deviceId: this.deviceId,
          deviceName: this.deviceId,
          siteId: desk.identity.siteId,
          siteSecret: 'a secret of the site',
          hasEntries: this.saved.size > 0,
        },
      )
      if (!outcome.ok && outcome.because !== 'no-connection')
        throw new Error(`not enrolled: ${outcome.because}`)
      if (!outcome.ok) continue
      const { organisation, feeds, site } = outcome.answer
      this.enrolment = { address: this.address, token: outcome.token, organisation, feeds }
      await desk.point.changeSettings({ siteId: site.siteId as SiteId, deviceId: this.deviceId as DeviceId })
      return this
    }
  }

  /** Starts the desk on what its disk has. */
  async open(): Promise<this> {
    if (!this.enrolment) throw new Error('not enrolled')
    const workplace = await this.start()
    const { desk } = workplace
    this.running = { desk, link: await startLink(workplace, this.stores, this.enrolment, this.ambient) }
    return this
  }

  async close(): Promise<void> {
    await this.running?.link.stop()
    this.running = undefined
  }

  /** What a person does here; what the desk then calls saved is noted. */
  async does(act: (desk: Desk) => Promise<Answer>): Promise<Answer> {
    const answer = await act(this.desk)
    if (answer.ok) for (const { id } of answer.entries) this.saved.add(id)
    return answer
  }

  /** Everything of its own is at the centre, and the first `head` of the feed are here. */
  isInStep(head: number): boolean {
    const { state, unsent } = this.view
    return state === 'in-step' && unsent === 0 && this.seen >= head
  }

  private async start(): Promise<Workplace> {
    const first = { newId: () => this.deviceId, language: 'zh-CN', firstOperator: '1' } as const
    const settings = await openSettings(this.disk.local, first)
    const newId = () => `${this.deviceId}-${++this.ids}`
    const { nowMs } = this.ambient
    return Workplace.open({ stores: this.stores, settings, ambient: { nowMs, newId } })
  }

  private get seen(): number {
    return Object.values(this.desk.point.seen).reduce((n, { upTo }) => n + upTo, 0)
  }
}

function withHistory({ entries, identities, local, photos, room }: ADisk): DeskStores {
  const history = new MemoryHistory()
  const log = new HistoryEntryStore(entries, history)
  return { entries: log, identities, local, photos, room, history, keyLost: false, close: async () => {} }
}

/** Looks again and again. @returns whether it came true in time */
export async function cameTrue(isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const endMs = performance.now() + withinMs
  while (!(await isTrue())) {
    if (performance.now() > endMs) return false
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return true
}
