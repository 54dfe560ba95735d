import type { Entry } from '../../shared/domain/entry/entry'
import { seenTogether } from '../../shared/domain/entry/seen'
import type { SiteId } from '../../shared/kernel/ids'
import { type HeardReadings, heardTogether } from '../../shared/kernel/stamp'
import type { DeskStores } from '../storage/openedStores'
import type { KeptSettings } from './deskSettings'
import { LivePoint } from './livePoint'
import { siteLocal } from './siteLocal'

/** How far opening has come; shown when it takes longer than a second. */
export interface OpeningProgress {
  readonly step: 'snapshot' | 'entries' | 'people'
  readonly folded: number
  readonly total: number
}

export interface PicturesParts {
  readonly stores: DeskStores
  readonly settings: KeptSettings
}

/** Entries folded between two looks at whether something else wants the window. */
const foldSlice = 2000

/** A picture for each site of this desk: an entry is folded into that of its own site, and into no other. */
export class SitePictures {
  private constructor(
    private readonly parts: PicturesParts,
    private readonly own: SiteId,
    private readonly points = new Map<SiteId, LivePoint>(),
  ) {}

  /** @param others sites besides the desk's own */
  static async open(
    parts: PicturesParts,
    others: readonly SiteId[],
    onProgress: (progress: OpeningProgress) => void,
  ): Promise<SitePictures> {
    onProgress({ step: 'snapshot', folded: 0, total: 0 })
    const own = parts.settings.now.siteId
    const pictures = new SitePictures(parts, own)
    for (const siteId of [own, ...others]) await pictures.add(siteId)
    const tail = await parts.stores.entries.after(seenTogether(pictures.all.map(({ seen }) => seen)))
    for (let i = 0; i < tail.length; i++) {
      if (i % foldSlice === 0) {
        onProgress({ step: 'entries', folded: i, total: tail.length })
        await nextTurn()
      }
      const entry = tail[i] as Entry
      // Where nobody names its site any more, it is still no other's.
      const point = pictures.at(entry.siteId) ?? (await pictures.add(entry.siteId))
      await point.takeIn(entry)
    }
    onProgress({ step: 'people', folded: tail.length, total: tail.length })
    await pictures.openPeople()
    for (const point of pictures.all) point.putAwayClosed()
    return pictures
  }

  get all(): readonly LivePoint[] {
    return [...this.points.values()]
  }

  at(siteId: SiteId): LivePoint | undefined {
    return this.points.get(siteId)
  }

  /** Every reading of any clock that any of the sites heard: a desk has one clock, wherever it writes. */
  get clock(): HeardReadings {
    return heardTogether(this.all.map(({ clock }) => clock))
  }

  /** The site's picture as its kept start has it; a new site has none yet. */
  async add(siteId: SiteId): Promise<LivePoint> {
    const known = this.points.get(siteId)
    if (known) return known
    const { stores, settings } = this.parts
    const isOwn = siteId === this.own
    const local = isOwn ? stores.local : siteLocal(stores.local, siteId)
    const { entries, photos } = stores
    const point = await LivePoint.open({ siteId, isOwn, entries, local, photos, settings })
    this.points.set(siteId, point)
    return point
  }

  private async openPeople(): Promise<void> {
    const { identities, siteOf } = await this.parts.stores.identities.all()
    for (const point of this.all)
      point.people.put(
        siteOf.size === 0 && point.siteId === this.own
          ? identities
          : identities.filter(({ householdId }) => (siteOf.get(householdId) ?? this.own) === point.siteId),
      )
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
