import type { SiteId } from '../../shared/kernel/ids'
import { type DeskSettings, KeptSettings } from '../point/deskSettings'
import type { LivePoint } from '../point/livePoint'
import { keepSiteBook, type NamedSite, readSiteBook, type SiteBook } from '../point/siteBook'
import { type OpeningProgress, SitePictures } from '../point/sitePictures'
import type { DeskStores } from '../storage/openedStores'
import { type Ambient, Desk } from './desk'
import { DeviceChain } from './deviceChain'

/** A site this desk has the records of. */
export interface DeskSite extends NamedSite {
  /** Its feed is this desk's; one that was taken away stays as it was left, and nothing is written into it. */
  readonly followed: boolean
}

export interface WorkplaceView {
  /** Where the person works now: everything on the screen is of this site. */
  readonly at: SiteId
  /** The desk's own first, then the others it follows, then those taken away. */
  readonly sites: readonly DeskSite[]
}

export interface WorkplaceParts {
  readonly stores: DeskStores
  readonly settings: DeskSettings
  readonly ambient: Ambient
  /** The feeds the centre gave this device; none for a desk that works by itself. */
  readonly feeds?: readonly NamedSite[]
  onProgress?(progress: OpeningProgress): void
}

/**
 * This device with all the sites it works for: a desk for each, over one chain of entries. A counter has one site;
 * a warehouse has its own and those of the points it packs for, and the person works at one of them at a time.
 */
export class Workplace {
  private readonly desks = new Map<SiteId, Desk>()
  private readonly listeners = new Set<() => void>()
  private readonly pictureListeners = new Set<() => void>()
  private shown: WorkplaceView

  private constructor(
    private readonly parts: WorkplaceParts,
    private readonly pictures: SitePictures,
    private readonly chain: DeviceChain,
    private book: SiteBook,
  ) {
    const own = parts.settings.siteId
    this.shown = { at: own, sites: sitesOf(own, parts.feeds ?? [], book.others) }
    for (const point of pictures.all) this.openDesk(point)
    this.shown = { ...this.shown, at: book.at !== null && this.desks.has(book.at) ? book.at : own }
  }

  static async open(parts: WorkplaceParts): Promise<Workplace> {
    const { stores, settings, feeds = [], onProgress = () => {} } = parts
    const { siteId: own, deviceId } = settings
    const book = await readSiteBook(stores.local)
    const others = sitesOf(own, feeds, book.others).slice(1)
    const kept = new KeptSettings(stores.local, settings)
    const pictures = await SitePictures.open(
      { stores, settings: kept },
      others.map(({ siteId }) => siteId),
      onProgress,
    )
    const { entries } = stores
    const chain = await DeviceChain.open({ deviceId, entries, heard: () => pictures.clock })
    const found = pictures.all
      .filter(({ siteId }) => siteId !== own)
      .map(({ siteId }) => ({ siteId, name: '' }))
    return new Workplace(parts, pictures, chain, { ...book, others: together(book.others, found) })
  }

  get view(): WorkplaceView {
    return this.shown
  }

  /** The desk at the site where the person works. */
  get desk(): Desk {
    return this.deskAt(this.shown.at) as Desk
  }

  /** The desk at the site this device belongs to. */
  get own(): Desk {
    return this.deskAt(this.parts.settings.siteId) as Desk
  }

  deskAt = (siteId: SiteId): Desk | undefined => this.desks.get(siteId)

  /** Writes the folded pictures down for the next start, where enough has changed. Call when the desk is idle. */
  async keepPictures(): Promise<void> {
    for (const { point } of this.desks.values()) await point.keep()
  }

  /** Sequence of this device's last entry on the disk, whichever feed it went into. */
  get ownHead(): number {
    return this.chain.length
  }

  /** Hears of another site being worked at, and of sites that come and go. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Hears of every change of any of the pictures. */
  subscribePictures = (listener: () => void): (() => void) => {
    this.pictureListeners.add(listener)
    return () => this.pictureListeners.delete(listener)
  }

  /** The person works there from now on; after the next start too. */
  async goTo(siteId: SiteId): Promise<void> {
    if (!this.desks.has(siteId) || siteId === this.shown.at) return
    this.show({ ...this.shown, at: siteId })
    await this.keepBook({ ...this.book, at: siteId })
  }

  /**
   * The centre said which feeds are this device's. One that is new can be worked at at once; one that is gone is
   * followed no more, and stays as it is. Resolves once that is on the disk.
   */
  async feedsAre(feeds: readonly NamedSite[]): Promise<void> {
    const own = this.parts.settings.siteId
    const sites = sitesOf(own, feeds, this.shown.sites.slice(1))
    if (JSON.stringify(sites) === JSON.stringify(this.shown.sites)) return
    for (const { siteId } of sites)
      if (!this.desks.has(siteId)) this.openDesk(await this.pictures.add(siteId))
    const others = sites.slice(1).map(({ siteId, name }) => ({ siteId, name }))
    if (JSON.stringify(others) !== JSON.stringify(this.book.others))
      await this.keepBook({ ...this.book, others })
    this.show({ ...this.shown, sites })
  }

  /**
   * The centre knows this device as one of that site: after its settings were lost, a warehouse may have taken one of
   * its points for its own. That one is then one of several; it holds from the next start.
   */
  async belongsTo(siteId: SiteId): Promise<void> {
    const { point } = this.own
    if (siteId === point.siteId || Object.keys(point.seen).length === 0) return
    const others = this.book.others.filter((one) => one.siteId !== siteId)
    await this.keepBook({ at: null, others: together(others, [{ siteId: point.siteId, name: '' }]) })
  }

  private async keepBook(book: SiteBook): Promise<void> {
    this.book = book
    await keepSiteBook(this.parts.stores.local, book)
  }

  private openDesk(point: LivePoint): void {
    const { stores, ambient } = this.parts
    const isOpen = () => this.shown.sites.some(({ siteId, followed }) => followed && siteId === point.siteId)
    this.desks.set(point.siteId, new Desk({ point, stores, ambient, chain: this.chain, isOpen }))
    point.subscribe(() => {
      for (const listener of this.pictureListeners) listener()
    })
  }

  private show(view: WorkplaceView): void {
    this.shown = view
    for (const listener of this.listeners) listener()
  }
}

/** Each site once, as the first of them names it. */
function together(some: readonly NamedSite[], more: readonly NamedSite[]): readonly NamedSite[] {
  return [...some, ...more.filter(({ siteId }) => !some.some((one) => one.siteId === siteId))]
}

/** @param others that the desk has, whether it still follows them or not */
function sitesOf(
  own: SiteId,
  feeds: readonly NamedSite[],
  others: readonly NamedSite[],
): readonly DeskSite[] {
  const followed = feeds.filter(({ siteId }) => siteId !== own)
  const isFormer = ({ siteId }: NamedSite) => siteId !== own && !followed.some((one) => one.siteId === siteId)
  const line = ({ siteId, name }: NamedSite, followed: boolean): DeskSite => ({ siteId, name, followed })
  const ownName = feeds.find(({ siteId }) => siteId === own)?.name ?? ''
  return [
    line({ siteId: own, name: ownName }, true),
    ...followed.map((site) => line(site, true)),
    ...others.filter(isFormer).map((site) => line(site, false)),
  ]
}
