import type { BusinessDay } from '../kernel/businessDay'
import { type Decision, decided, refused } from '../kernel/decision'
import type { DeviceId, RoundId } from '../kernel/ids'
import type { Fact } from './facts'
import type { Fold } from './fold/fold'
import type { Refusal } from './refusals'

/** Where and when a decision is made. Clock and chance come in here and nowhere else. */
export interface At {
  readonly roundId: RoundId
  /** The round's fold; an empty one for a round that is about to open. */
  readonly fold: Fold
  readonly site: Fold
  /** ms since 1970 UTC. */
  readonly nowMs: number
  readonly today: BusinessDay
  readonly deviceId: DeviceId
  /** A fresh id, never given twice. */
  newId(): string
}

export type Decided = Decision<Fact, Refusal>

/** A rule: what may happen here and now. Pure. */
export type Decide<Args> = (at: At, args: Args) => Decided

export function facts(...list: readonly Fact[]): Decided {
  return decided(...list)
}

export function refuse(refusal: Refusal): Decided {
  return refused(refusal)
}
