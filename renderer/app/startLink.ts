import { openPhotos } from '../../shared/domain/discrepancy/attachPhoto'
import { seenOf, spansOf } from '../../shared/domain/entry/seen'
import { idOf, type SiteId } from '../../shared/kernel/ids'
import type { Desk } from '../commands/desk'
import { erasePeople, letGoOfPeople } from '../commands/erasePeople'
import type { Workplace } from '../commands/workplace'
import { withCentreDesks } from '../point/desks'
import type { LivePoint } from '../point/livePoint'
import { withCentreOperators } from '../point/operators'
import { keepSiteSecret, keptSecret } from '../point/siteSecret'
import type { DeskStores } from '../storage/openedStores'
import { CentreLink } from '../sync/centreLink'
import { ContactBook } from '../sync/contactBook'
import type { DeskPort, SitePort } from '../sync/deskPort'
import { type Enrolment, keepEnrolment } from '../sync/enrolment'
import { HistorySync } from '../sync/historySync'
import { KeptOut } from '../sync/keptOut'
import { MissedSegments } from '../sync/missedSegments'
import { hasBookmark } from '../sync/peopleBook'
import { PeopleSync } from '../sync/peopleSync'
import type { NamedPhoto } from '../sync/photoSync'
import { PlainTail } from '../sync/plainTail'
import { RxTail } from '../sync/rxTail'
import { SentBook } from '../sync/sentBook'
import type { SyncAmbient } from '../sync/syncAmbient'
import { noteTwin } from '../sync/twinNote'
import { formerBrought, formerEntries } from './formerWork'

const longestQuietMs = 5_000

/** Joins an open desk with the centre it is enrolled at. Nothing is waited for: a desk without a network is whole. */
export async function startLink(
  workplace: Workplace,
  stores: DeskStores,
  enrolment: Enrolment,
  ambient: SyncAmbient,
): Promise<CentreLink> {
  const { entries, entriesCollection, history, local, photos } = stores
  await workplace.feedsAre(namesOf(enrolment.feeds))
  let onDisk = JSON.stringify(namesOf(enrolment.feeds))
  const desk = (siteId: string): Desk => {
    const found = workplace.deskAt(idOf<SiteId>(siteId))
    if (!found) throw new Error(`this device has no site ${siteId}`)
    return found
  }
  const port: DeskPort = {
    deviceId: workplace.desk.identity.deviceId,
    ownHead: () => workplace.ownHead,
    heldBack: () => heldBackOf(workplace),
    formerEntries: () => formerEntries(workplace),
    formerHeldBack: () => formerEntries(workplace, ({ followed }) => !followed),
    formerDevices: () => workplace.desk.point.settings.formerDevices ?? [],
    broughtOf: (deviceIds, feeds) => formerBrought(workplace, deviceIds, feeds),
    partFromTwin: (sharedUpTo) => noteTwin(local, { deviceId: port.deviceId, sharedUpTo }),
    site: (siteId) => siteOf(desk(siteId), stores, workplace),
    takenAway: () => workplace.view.sites.filter(({ followed }) => !followed).map(({ siteId }) => siteId),
    feedsAre: async (feeds) => {
      await workplace.feedsAre(namesOf(feeds))
      for (const { siteId, siteSecret } of feeds) await learnSecret(desk(siteId), siteSecret)
      const named = JSON.stringify(namesOf(feeds))
      if (named === onDisk) return
      await keepEnrolment(local, { ...enrolment, feeds: [...feeds] })
      onDisk = named
    },
    keepOperators: (named) => {
      const { point } = workplace.desk
      const next = withCentreOperators(point.settings.operators, named)
      // What cannot be written now comes again with the next answer.
      if (next !== null) void point.changeSettings({ operators: next }).catch(() => {})
    },
    keepDesks: async (named) => {
      const { point } = workplace.own
      const change = withCentreDesks(point.settings, named)
      if (change !== null) await point.changeSettings(change).catch(() => {})
    },
    ownName: () => workplace.own.point.settings.counter,
    subscribe: workplace.subscribePictures,
  }
  return CentreLink.open({
    ambient,
    enrolment,
    entries,
    book: await SentBook.open(local),
    contacts: await ContactBook.open(local),
    desk: port,
    photos,
    openPeople: (siteId) => openPeople(desk(siteId), port.site(siteId), stores),
    segmentsOf: (siteId) => {
      if (!history) return undefined
      const quiet = () => untilSettled(workplace.desk, ambient)
      const historySync = new HistorySync({ local, history, site: port.site(siteId), quiet }, siteId)
      const missed = new MissedSegments({ history, historySync, quiet }, siteId)
      return { history: historySync, missed }
    },
    keptOutOf: (siteId) => new KeptOut({ ambient, local, entries }, siteId),
    openTail: (how, from) =>
      entriesCollection ? new RxTail(entriesCollection, how, from) : new PlainTail(entries, local, how, from),
  })
}

/** History comes behind scans, but not for ever: a disk that hangs is the tail's to find. */
async function untilSettled(desk: Desk, ambient: SyncAmbient): Promise<void> {
  const over = new AbortController()
  await Promise.race([desk.settled(), ambient.wait(longestQuietMs, over.signal)])
  over.abort()
}

/**
 * For a desk that goes on for another device, until the centre has let it in: whoever is edited or erased meanwhile is
 * noted, or the centre would never hear of it.
 */
export async function noteChangesOfPeople(workplace: Workplace, stores: DeskStores): Promise<void> {
  for (const { siteId } of workplace.view.sites) {
    const desk = workplace.deskAt(siteId)
    if (desk && (await hasBookmark(desk.point.local)))
      await openPeople(desk, siteOf(desk, stores, workplace), stores)
  }
}

/** In turn with the changes of people: none comes between what is read of them and who notes the next. */
function openPeople(desk: Desk, site: SitePort, stores: DeskStores): Promise<PeopleSync> {
  const { siteId, local, peopleOf, people } = desk.point
  const { identities, keyLost } = stores
  return people.inTurn(async () => {
    const opened = await PeopleSync.open({
      siteId,
      local,
      identities: { replaceAll: (all) => identities.replaceAll(all, peopleOf) },
      site,
      keyLost,
      nowMs: () => desk.nowMs(),
    })
    desk.people.care = opened
    return opened
  })
}

/** Lost here, or another site's: the centre says it. */
async function learnSecret({ point: { local } }: Desk, secret: string | undefined): Promise<void> {
  if (secret !== undefined && (await keptSecret(local)) !== secret) await keepSiteSecret(local, secret)
}

function heldBackOf({ view, deskAt }: Workplace) {
  return view.sites
    .filter(({ followed }) => !followed)
    .flatMap(({ siteId }) => {
      const desk = deskAt(siteId)
      return desk ? spansOf(seenOf(desk.point.seen, desk.identity.deviceId)) : []
    })
}

/** A feed as the desk names it: by its site. */
export const namesOf = (feeds: readonly { readonly siteId: string; readonly name: string }[]) =>
  feeds.map(({ siteId, name }) => ({ siteId: idOf<SiteId>(siteId), name }))

const mostShown = 200

/** Nobody looks at what is settled, unless asked: then it is fetched for them. */
function shownPhotos({ picture, siteId }: LivePoint): readonly NamedPhoto[] {
  return picture
    .roundIds()
    .flatMap((roundId) => {
      const fold = picture.round(roundId)
      return fold ? openPhotos(fold) : []
    })
    .sort((a, b) => (a.at > b.at ? -1 : 1))
    .slice(0, mostShown)
    .map(({ sha256, bytes }) => ({ siteId, sha256, bytes }))
}

function siteOf({ point, identity }: Desk, { identities }: DeskStores, workplace: Workplace): SitePort {
  return {
    seen: () => point.seen,
    follow: (entries) => point.follow(entries),
    knows: (position) => point.knows(position),
    adopt: async (start) => {
      const last = spansOf(seenOf(start.picture.seen, identity.deviceId)).at(-1)?.[1] ?? 0
      return last <= workplace.ownHead && (await point.adopt(start))
    },
    historyComes: (onItsWay) => point.historyComes(onItsWay),
    peopleInTurn: (change) => point.people.inTurn(change),
    person: (householdId) => point.people.get(householdId),
    people: () => point.people.all(),
    putPeople: (identities) => {
      point.people.put(identities)
      point.changed()
    },
    erasePeople: (householdIds) => erasePeople(point, identities, householdIds),
    letGoOfPeople: (householdIds) => letGoOfPeople(point, identities, householdIds),
    shownPhotos: () => shownPhotos(point),
  }
}
