import type { EnrolRequest } from '../../shared/contract/sync'
import { idOf, type SiteId } from '../../shared/kernel/ids'
import type { Desk } from '../commands/desk'
import type { Workplace } from '../commands/workplace'
import { keepSiteSecret, siteSecret } from '../point/siteSecret'
import type { JoinRefusal } from '../queries/useCentre'
import type { DeskStores } from '../storage/openedStores'
import { enrolDesk } from '../sync/enrolDesk'
import { type Enrolment, keepEnrolment } from '../sync/enrolment'
import type { SyncAmbient } from '../sync/syncAmbient'
import { namesOf } from './startLink'

export type JoinBy = Pick<EnrolRequest, 'code' | 'formerToken' | 'beside'>

export interface JoiningParts {
  readonly workplace: Workplace
  readonly stores: DeskStores
  readonly ambient: SyncAmbient
}

/** Asks the centre to take the desk in; what it answers is on the disk when this resolves. */
export async function askToJoin(
  { workplace, stores, ambient }: JoiningParts,
  address: string,
  by: JoinBy,
): Promise<Enrolment | JoinRefusal> {
  const { local } = stores
  const desk = workplace.own
  const { siteName } = desk.point.settings
  const had = hasEntries(desk)
  const outcome = await enrolDesk(
    ambient,
    { local, address },
    {
      ...by,
      deviceId: desk.identity.deviceId,
      deviceName: desk.point.settings.counter,
      siteId: desk.identity.siteId,
      // One that was lost here is the centre's to give back: what it answers with is kept.
      siteSecret: await siteSecret(local, () => desk.newId()),
      hasEntries: had,
      formerDevices: [...(desk.point.settings.formerDevices ?? [])],
    },
  )
  if (!outcome.ok) return outcome.because
  const { token, answer } = outcome
  const { organisation, site, feeds, siteSecret: secret } = answer
  // What was written while the centre was asked stays where it is.
  if (site.siteId !== desk.identity.siteId && !had && hasEntries(desk)) return 'other-site'
  // The enrolment is written last: what is not finished is begun again with the same code.
  await keepSiteSecret(local, secret)
  await workplace.belongsTo(idOf<SiteId>(site.siteId))
  await desk.point.changeSettings({
    siteId: idOf<SiteId>(site.siteId),
    ...(siteName === '' ? { siteName: site.name } : {}),
  })
  // A feed that was taken away meanwhile is noted as such first: what is unsent of it waits, and holds up nothing.
  if (site.siteId === desk.identity.siteId) await workplace.feedsAre(namesOf(feeds))
  const enrolment = { address, token, organisation, feeds }
  await keepEnrolment(local, enrolment)
  return enrolment
}

function hasEntries({ point }: Desk): boolean {
  return Object.keys(point.seen).length > 0
}
