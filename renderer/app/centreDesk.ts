import { centreOriginOf } from '../../shared/contract/centreAddress'
import { idOf, type SiteId } from '../../shared/kernel/ids'
import type { Desk } from '../commands/desk'
import { keepSiteSecret, siteSecret } from '../point/siteSecret'
import type { DeskCentre, JoinOutcome } from '../queries/useCentre'
import type { DeskStores } from '../storage/openedStores'
import type { CentreLink } from '../sync/centreLink'
import { type Enrolment, enrolDesk, keepEnrolment, readEnrolment } from '../sync/enrolment'
import type { LinkView } from '../sync/linkView'
import type { LostEdit } from '../sync/peopleBook'
import type { SyncAmbient } from '../sync/syncAmbient'
import { mayReach, noteCentre, reloadForCentre, reloadToJoin, takePendingJoin } from './centreAccess'
import { startLink } from './startLink'

/** Opens the desk's way to its centre; a desk that was never enrolled asks the network for nothing. */
export async function openCentre(desk: Desk, stores: DeskStores, ambient: SyncAmbient): Promise<DeskCentre> {
  const enrolment = await readEnrolment(stores.local)
  if (enrolment === undefined) return new UnjoinedDesk({ desk, stores, ambient })
  if (!mayReach(enrolment.address)) {
    noteCentre(enrolment.address)
    reloadForCentre()
  }
  const link = await startLink(desk, stores, enrolment, ambient)
  const wake = () => link.wake()
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake())
  return new JoinedDesk({ desk, stores, ambient }, link, enrolment)
}

class JoinedDesk implements DeskCentre {
  readonly pending = null
  readonly subscribe: CentreLink['subscribe']

  constructor(
    private readonly parts: JoiningParts,
    private readonly link: CentreLink,
    readonly joined: Enrolment,
  ) {
    this.subscribe = link.subscribe
  }

  get view(): LinkView {
    return this.link.view
  }

  get lost(): readonly LostEdit[] {
    return this.link.people.lost
  }

  /** Once more, with a new code: after the token was revoked or given to another. */
  join(address: string, code: string): Promise<JoinOutcome> {
    return joinCentre(this.parts, address, code)
  }

  async dismissLost(): Promise<void> {
    await this.link.people.dismissLost()
    this.link.wake()
  }

  lookNow(): void {
    this.link.wake()
  }

  tryAsideAgain(): Promise<void> {
    return this.link.tryAsideAgain()
  }
}

class UnjoinedDesk implements DeskCentre {
  readonly joined = null
  readonly view = null
  readonly lost = []
  /** Goes on by itself once; after that a person asks. */
  pending = takePendingJoin()

  constructor(private readonly parts: JoiningParts) {}

  subscribe(): () => void {
    return () => {}
  }

  join(address: string, code: string): Promise<JoinOutcome> {
    this.pending = null
    return joinCentre(this.parts, address, code)
  }

  async dismissLost(): Promise<void> {}

  lookNow(): void {}

  async tryAsideAgain(): Promise<void> {}
}

interface JoiningParts {
  readonly desk: Desk
  readonly stores: DeskStores
  readonly ambient: SyncAmbient
}

async function joinCentre(parts: JoiningParts, address: string, code: string): Promise<JoinOutcome> {
  const origin = centreOriginOf(address)
  if (origin === undefined) return 'not-an-address'
  if (!mayReach(origin)) {
    reloadToJoin({ origin, code })
    return 'reloading'
  }
  const outcome = await askToJoin(parts, origin, code)
  if (outcome === 'joined') {
    noteCentre(origin)
    window.location.reload()
  }
  return outcome
}

async function askToJoin(
  { desk, stores, ambient }: JoiningParts,
  address: string,
  code: string,
): Promise<JoinOutcome> {
  const { local } = stores
  const { siteName, counter } = desk.point.settings
  const outcome = await enrolDesk(ambient, address, {
    code,
    deviceId: desk.identity.deviceId,
    deviceName: `${siteName} ${counter}`.trim(),
    siteId: desk.identity.siteId,
    // A secret that was lost here is the centre's to give back: what it answers with is kept.
    siteSecret: (await siteSecret(local, () => desk.newId())) ?? desk.newId(),
    hasEntries: Object.keys(desk.point.seen).length > 0,
  })
  if (!outcome.ok) return outcome.because
  const { token, organisation, site, feeds, siteSecret: secret } = outcome.answer
  // The enrolment is written last: what is not finished is begun again with the same code.
  await keepSiteSecret(local, secret)
  await desk.point.changeSettings({
    siteId: idOf<SiteId>(site.siteId),
    ...(siteName === '' ? { siteName: site.name } : {}),
  })
  await keepEnrolment(local, { address, token, organisation, feeds })
  return 'joined'
}
