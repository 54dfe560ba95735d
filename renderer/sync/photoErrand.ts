import type { Entry } from '../../shared/domain/entry/entry'
import type { PhotoStore } from '../storage/photoStore'
import { CentreClient, type NotOk } from './centreClient'
import type { DeskPort } from './deskPort'
import type { Enrolment } from './enrolment'
import { Errand } from './errand'
import { type NamedPhoto, PhotoSync } from './photoSync'
import type { SyncAmbient } from './syncAmbient'

interface PhotoErrandHow {
  readonly ambient: SyncAmbient
  readonly enrolment: Enrolment
  readonly signal: AbortSignal
  readonly everyMs: number
  readonly photos: PhotoStore
  readonly desk: DeskPort
  /** Sites whose feeds are followed. */
  feeds(): readonly string[]
  entriesWait(): boolean
  /** Until the centre may be asked for entries: no photo tries before them. */
  ready(): Promise<void>
  isHalted(): boolean
  after(reply: NotOk): 'done' | 'again'
  changed(): void
}

/** When photos are carried: behind the entries, when one is wanted, and every so often. */
export class PhotoErrand {
  private readonly sync: PhotoSync
  private readonly errand: Errand
  private sooner = new AbortController()

  constructor(private readonly how: PhotoErrandHow) {
    const { ambient, enrolment, signal, everyMs, ready } = how
    const client = new CentreClient(ambient, enrolment.address, enrolment.token)
    this.sync = new PhotoSync({
      ...how,
      client,
      shown: () => how.feeds().flatMap((siteId) => how.desk.site(siteId).shownPhotos()),
      runAgainIn: (ms) => this.askIn(ms),
    })
    this.errand = new Errand({
      ambient,
      signal,
      everyMs,
      ready: async () => {
        await ready()
        await client.whenReady(signal)
      },
      run: () => this.run(),
    })
    void this.sync.count()
  }

  get waiting(): number {
    return this.sync.waiting
  }

  get fetched(): number {
    return this.sync.fetched
  }

  ask(): void {
    this.errand.ask()
  }

  /** Somebody looks at a photo that is not on this disk. */
  want(photo: NamedPhoto): void {
    this.sync.want(photo)
    this.errand.ask()
  }

  /** An entry was written: it goes first. */
  makeWay(send: Errand): void {
    this.sync.pause()
    send.ask()
    void this.sync.count()
  }

  /** Entries came; one of them may name a photo that is not here. */
  landed(entries: readonly Entry[]): void {
    if (entries.some(({ facts }) => facts.some(({ kind }) => kind === 'PhotoAttached'))) this.errand.ask()
  }

  /** The centre began another history, and may have lost what it had. */
  sendAgain(): Promise<void> {
    return this.how.photos.waitAgain(this.how.ambient.nowMs())
  }

  private async run(): Promise<'done' | 'again'> {
    if (this.how.isHalted()) return 'done'
    const stopped = await this.sync.run(this.how.signal)
    return stopped ? this.how.after(stopped) : 'done'
  }

  private askIn(ms: number): void {
    this.sooner.abort()
    const sooner = new AbortController()
    this.sooner = sooner
    void this.how.ambient
      .wait(ms, AbortSignal.any([this.how.signal, sooner.signal]))
      .then(() => sooner.signal.aborted || this.errand.ask())
  }
}
