import type { Desk } from '../commands/desk'
import type { LivePoint } from '../point/livePoint'
import type { DeskStores } from '../storage/openedStores'
import { CentreLink } from '../sync/centreLink'
import type { DeskPort } from '../sync/deskPort'
import type { Enrolment } from '../sync/enrolment'
import { HistorySync } from '../sync/historySync'
import { PeopleSync } from '../sync/peopleSync'
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
  const { entries, entriesCollection, history, local } = stores
  const port = portOf(desk, desk.point)
  const people = await PeopleSync.open({ local, identities: stores.identities, desk: port })
  desk.beforePeople = (identities) => people.willKeep(identities)
  return new CentreLink({
    ambient,
    people,
    enrolment,
    entries,
    book: await SentBook.open(local),
    desk: port,
    historyOf: (siteId) => history && new HistorySync({ local, history, desk: port }, siteId),
    openTail: (how, from) =>
      entriesCollection ? new RxTail(entriesCollection, how, from) : new PlainTail(entries, local, how, from),
  })
}

function portOf(desk: Desk, point: LivePoint): DeskPort {
  return {
    deviceId: desk.identity.deviceId,
    seen: () => point.seen,
    follow: (entries) => point.follow(entries),
    knows: (siteId, position) => point.knows(siteId, position),
    adopt: (start) => point.adopt(start),
    historyComes: (onItsWay) => point.historyComes(onItsWay),
    person: (householdId) => point.people.get(householdId),
    people: () => point.people.all(),
    putPeople: (identities) => {
      point.people.put(identities)
      point.changed()
    },
    forgetPeople: (householdIds) => {
      point.people.forget(householdIds)
      point.changed()
    },
    subscribe: point.subscribe,
  }
}
