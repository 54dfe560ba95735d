import type { Desk } from '../commands/desk'
import type { LivePoint } from '../point/livePoint'
import type { DeskStores } from '../storage/openedStores'
import { CentreLink } from '../sync/centreLink'
import type { DeskPort } from '../sync/deskPort'
import type { Enrolment } from '../sync/enrolment'
import { PlainTail } from '../sync/plainTail'
import { RxTail } from '../sync/rxTail'
import { SentBook } from '../sync/sentBook'
import type { SyncAmbient } from '../sync/syncAmbient'

/** Joins an open desk with the centre it is enrolled at. Nothing is waited for: a desk without a network is whole. */
export async function startLink(
  desk: Desk,
  stores: DeskStores,
  enrolment: Enrolment,
  ambient: SyncAmbient,
): Promise<CentreLink> {
  const { entries, entriesCollection, local } = stores
  return new CentreLink({
    ambient,
    enrolment,
    entries,
    book: await SentBook.open(local),
    desk: portOf(desk, desk.point),
    openTail: (how) =>
      entriesCollection ? new RxTail(entriesCollection, how) : new PlainTail(entries, local, how),
  })
}

function portOf(desk: Desk, point: LivePoint): DeskPort {
  return {
    deviceId: desk.identity.deviceId,
    seen: () => point.seen,
    follow: (entries) => point.follow(entries),
    knows: (siteId, position) => point.knows(siteId, position),
    subscribe: point.subscribe,
  }
}
