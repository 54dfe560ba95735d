import { centreOriginOf } from '../../shared/contract/centreAddress'
import type { Identity } from '../../shared/domain/identity'
import type { DeskCentre, JoinOutcome } from '../queries/useCentre'
import type { CentreLink } from '../sync/centreLink'
import {
  type Enrolment,
  type FormerEnrolment,
  forgetFormer,
  readEnrolment,
  readFormer,
  withoutToken,
} from '../sync/enrolment'
import type { LinkView } from '../sync/linkView'
import type { LostEdit } from '../sync/peopleBook'
import type { NamedPhoto } from '../sync/photoSync'
import { askToJoin, type JoinBy, type JoiningParts } from './askToJoin'
import { askUntilLetIn } from './askUntilLetIn'
import {
  forgetJoinAsked,
  mayReach,
  noteCentre,
  notedCentre,
  type PendingJoin,
  reloadForCentre,
  reloadToJoin,
  takePendingJoin,
} from './centreAccess'
import { reloadPage } from './ownReload'
import { noteChangesOfPeople, startLink } from './startLink'
import { untilNobodyIsAtIt } from './untilNobodyIsAtIt'

/** Opens the desk's way to its centre; a desk that was never enrolled asks the network for nothing. */
export async function openCentre(parts: CentreParts): Promise<DeskCentre> {
  const centre = new CentreOfDesk(parts)
  const { stores, workplace } = parts
  const enrolment = (await readEnrolment(stores.local)) ?? (await keyLost(parts))
  const former = enrolment ? undefined : await readFormer(stores.local)
  if (!enrolment) await noteChangesOfPeople(workplace, stores)
  const { address } = enrolment ?? former?.enrolment ?? {}
  if (address === undefined) return centre
  if (!mayReach(address)) {
    noteCentre(address)
    reloadForCentre()
  }
  if (enrolment) await centre.begin(enrolment)
  // Nothing waits for it: the centre may be out of reach for days.
  else if (former) void centre.goOnFor(former)
  return centre
}

async function keyLost({ stores: { local }, workplace }: CentreParts): Promise<Enrolment | undefined> {
  const address = notedCentre()
  if (address === null || (await readFormer(local))) return undefined
  return withoutToken(local, { address, sites: workplace.view.sites })
}

const nobodyLost: readonly LostEdit[] = []
const nobodyRefused: readonly Identity[] = []

class CentreOfDesk implements DeskCentre {
  joined: Enrolment | null = null
  byItself: DeskCentre['byItself'] = null
  /** Goes on by itself once; after that a person asks. */
  pending = takePendingJoin()
  private link: CentreLink | null = null
  private parting: Promise<void> | undefined
  private readonly listeners = new Set<() => void>()

  constructor(private readonly parts: CentreParts) {}

  async begin(enrolment: Enrolment): Promise<void> {
    const { workplace, stores, ambient } = this.parts
    const link = await startLink(workplace, stores, enrolment, ambient)
    this.link = link
    this.joined = enrolment
    this.byItself = null
    link.subscribe(() => {
      this.changed()
      if (link.view.state === 'twin') this.parting ??= this.part()
    })
    window.addEventListener('online', () => link.wake())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && link.wake())
    this.changed()
  }

  get view(): LinkView | null {
    return this.link?.view ?? null
  }

  get lost(): readonly LostEdit[] {
    return this.link?.people.lost ?? nobodyLost
  }

  get refused(): readonly Identity[] {
    return this.link?.people.refused ?? nobodyRefused
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The first time, or once more with a new code: after the token was revoked or given to another. */
  async join(address: string, code: string): Promise<JoinOutcome> {
    this.pending = null
    const origin = centreOriginOf(address)
    if (origin === undefined) return 'not-an-address'
    if (!mayReach(origin)) {
      reloadToJoin({ origin, code })
      return 'reloading'
    }
    return this.ask(origin, { code })
  }

  private async ask(origin: string, by: JoinBy): Promise<JoinOutcome> {
    // Only the disk can fail it: what the centre let in is let in again with the same code.
    const outcome = await askToJoin(this.parts, origin, by).catch(() => 'not-kept' as const)
    if (typeof outcome === 'string') return outcome
    noteCentre(origin)
    // A desk that took over another site begins anew as one of it; one that stays what it is goes on at once.
    if (this.link || outcome.feeds[0]?.siteId !== this.parts.workplace.own.identity.siteId) reloadPage()
    else await this.begin(outcome)
    return 'joined'
  }

  async joinByItself({ origin, code }: PendingJoin): Promise<void> {
    const outcome = await this.askUntil(origin, () => this.join(origin, code), notThereMs)
    if (outcome === 'joined') forgetJoinAsked()
  }

  /** Records were set aside here: this device goes on in place of the one that wrote them, or beside it. */
  async goOnFor({ enrolment: { address, token }, beside }: FormerEnrolment): Promise<void> {
    const ask = () => this.ask(address, { formerToken: token, ...(beside ? { beside } : {}) })
    const outcome = await this.askUntil(address, ask, farAwayMs)
    if (outcome === 'joined') await forgetFormer(this.parts.stores.local)
  }

  private askUntil(
    origin: string,
    ask: () => Promise<JoinOutcome>,
    awayMs: number,
  ): Promise<JoinOutcome | undefined> {
    return askUntilLetIn({
      ask,
      isOver: () => this.joined !== null,
      said: (refusal) => {
        this.byItself = { origin, refusal }
        this.changed()
      },
      wait: (ms) => this.parts.ambient.wait(ms),
      awayMs,
    })
  }

  wantPhoto(photo: NamedPhoto): void {
    this.link?.photos.want(photo)
  }

  async dismissLost(lost: LostEdit): Promise<void> {
    await this.link?.dismissLost(lost)
    this.link?.wake()
  }

  lookNow(): void {
    // The page is loaded anew as a device of its own.
    if (this.link?.view.state === 'twin') reloadPage()
    else this.link?.wake()
  }

  /** Another desk writes in this one's name. The next start gives it its own: as soon as nobody is at it. */
  private async part(): Promise<void> {
    if (!this.parts.mayPart) return
    await untilNobodyIsAtIt(this.parts.workplace, this.parts.ambient)
    reloadPage()
  }

  async tryAsideAgain(): Promise<void> {
    await this.link?.tryAsideAgain()
  }

  private readonly changed = (): void => {
    for (const listener of this.listeners) listener()
  }
}

/** A centre that is just being started, ms. */
const notThereMs = 700
/** A centre that may be out of reach for days, ms. */
const farAwayMs = 20_000

interface CentreParts extends JoiningParts {
  /** False where this start could not give the desk its own name: it is not begun over and over. */
  readonly mayPart: boolean
}
