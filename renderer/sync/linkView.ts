import { protocolVersion } from '../../shared/contract/sync'
import type { Problem } from '../../shared/contract/syncProblem'
import type { AsideEntry } from './sentBook'

/** Why nothing is sent although the network is there. Everything is kept; a person has to do something. */
export type Halt = 'revoked' | 'taken-over' | 'desk-too-old' | 'desk-too-new'

/** The centre has too much to do, or a fault of its own: the same is asked again. */
export function isForLater({ code }: Problem): boolean {
  return code === 'slow-down' || code === 'busy' || code === 'broken'
}

/** What was sent cannot be taken as it is: in smaller parts, or not at all. */
export function isOfContent({ code }: Problem): boolean {
  return code === 'too-large' || code === 'bad-json' || code === 'bad-request'
}

export function haltOf({ code, min = protocolVersion }: Problem): Halt | null {
  if (code === 'revoked') return 'revoked'
  if (code === 'unauthorised') return 'taken-over'
  if (code !== 'protocol') return null
  return protocolVersion < min ? 'desk-too-old' : 'desk-too-new'
}

/** Where this desk stands with the centre, for whoever shows it. */
export interface LinkView {
  readonly state: 'connecting' | 'in-step' | 'sending' | 'receiving' | 'offline' | 'twin' | Halt
  /** Own entries, and edits of people made here, that the centre has not said it has. */
  readonly unsent: number
  /** Those of them that are edits of people. */
  readonly peopleUnsent: number
  /** Those of the unsent that are for feeds this desk may not write into any more. They stay, and wait. */
  readonly heldBack: number
  /** When the oldest of them was written, ms since 1970 UTC. */
  readonly oldestUnsentMs: number | null
  /** ms since 1970 UTC */
  readonly lastContactMs: number | null
  /** This desk's clock less the centre's, ms; null while it is not worth a word. */
  readonly skewMs: number | null
  /** Positions of a feed, while a long absence is made up for. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** What `progress` counts, or else the own queue, will probably still take so long, ms; null where that cannot be said. */
  readonly leftMs: number | null
  /** Own entries the centre keeps apart, also of devices this one goes on for. */
  readonly aside: readonly AsideEntry[]
  /** What came and could not be read, or would have replaced an entry of this log. */
  readonly keptOut: number
  /** Edits of people that the centre had otherwise; what this desk had is kept aside. */
  readonly lostPeople: number
  /** People as they are here and as the centre cannot read them. */
  readonly refusedPeople: number
  /** Photos taken here that the centre has not said it has. */
  readonly photosWaiting: number
  /** Grows with every photo that came from the centre. */
  readonly photosFetched: number
}

/** Past this a clock is wrong, not just inexact. */
export const skewWorthAWordMs = 120_000

/**
 * What has still to be sent: entries, and edits of people.
 * @param people when each of those was made that can be sent, and how many are for feeds that are not this desk's
 */
export function waitingOf(
  entries: Pick<LinkView, 'unsent' | 'heldBack' | 'oldestUnsentMs'>,
  people: { readonly sinceMs: readonly number[]; readonly held: number },
): Pick<LinkView, 'unsent' | 'peopleUnsent' | 'heldBack' | 'oldestUnsentMs'> {
  const { unsent, heldBack, oldestUnsentMs } = entries
  const known = unsent === heldBack || oldestUnsentMs === null ? [] : [oldestUnsentMs]
  const sinceMs = [...known, ...people.sinceMs]
  const peopleUnsent = people.sinceMs.length + people.held
  return {
    unsent: unsent + peopleUnsent,
    peopleUnsent,
    heldBack: heldBack + people.held,
    oldestUnsentMs: sinceMs.length === 0 ? null : Math.min(...sinceMs),
  }
}

/** Where a desk stands whose centre takes it. */
export function wayOf(
  reached: 'not-yet' | 'yes' | 'no',
  { sending, receiving }: { readonly sending: boolean; readonly receiving: boolean },
): 'connecting' | 'offline' | 'sending' | 'receiving' | 'in-step' {
  if (reached === 'not-yet') return 'connecting'
  if (reached === 'no') return 'offline'
  if (sending) return 'sending'
  return receiving ? 'receiving' : 'in-step'
}
