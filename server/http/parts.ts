import type { DeskLine } from '../../shared/contract/deskLine'
import type { OperatorLine } from '../../shared/contract/operatorLine'
import type { EnrolRequest } from '../../shared/contract/sync'
import type { FeedBooks } from '../feed/feedBook'
import type { Hint, Hints } from '../feed/hints'
import type { Caller } from '../hq/accounts'
import type { Shown } from '../hq/backup'
import type { Chance, Enrolment } from '../hq/enrol'
import type { RolesOf } from '../hq/operators'
import type { Log } from '../log'
import type { Metrics } from './metrics'
import type { Rate } from './rateLimit'

/** Everything the centre's requests are answered with; nothing of it is looked up elsewhere. */
export interface Parts {
  readonly books: FeedBooks
  callerByToken(tokenHash: string): Promise<Caller | undefined>
  enrol(request: EnrolRequest, chance: Chance): Promise<Enrolment>
  /** The operators of the site, as the centre names them. */
  operatorsOf(siteId: string): Promise<OperatorLine[]>
  readonly rolesOf: RolesOf
  desksOf(siteIds: readonly string[]): Promise<DeskLine[]>
  /** From now on the device is called so; whoever shows it hears of it. */
  nameDesk(deviceId: string, name: string): Promise<void>
  /** Answers while the database does. */
  ready(): Promise<void>
  readonly nowMs: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly hints: Hints
  /** Says, after a commit, that a feed has come further. */
  tell(hint: Hint): void
  /** Says that a desk was told to come again after so long, for too many came at once. */
  crowded(forMs: number): void
  /** What was shown is gone: begins another epoch after `held`, where it takes one. @returns what holds now */
  beginAfter(held: string, shown: Shown): Promise<string>
  readonly log: Log
  readonly metrics: Metrics
  readonly rates: Rates
  /** Shown as bearer token, it opens /metrics and /openapi.json; null keeps them shut. */
  readonly watchToken: string | null
  /** Whether `x-forwarded-for` comes from a proxy of ours. */
  readonly behindProxy: boolean
}

export interface Rates {
  /** Requests of one device. */
  readonly device: Rate
  /** Tries to enrol, from one address. */
  readonly enrol: Rate
  /** Requests with a token nobody gave out, from one address. */
  readonly stranger: Rate
}

export const usualRates: Rates = {
  device: { burst: 200, perSecond: 20 },
  enrol: { burst: 5, perSecond: 5 / 60 },
  stranger: { burst: 30, perSecond: 0.5 },
}
