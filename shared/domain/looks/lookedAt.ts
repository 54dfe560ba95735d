import type { HouseholdId } from '../../kernel/ids'
import { type Decide, facts } from '../decide'
import type { EraseReason, RevealReason } from '../facts'
import type { Fold } from '../fold/fold'
import { compareRecorded, type Recorded } from '../fold/recorded'
import { emptyYield, type SubjectRule } from '../fold/subject'

/** How often a household's name, phone and address were unmasked or erased. Goods and money do not hang on it. */
export interface LooksState {
  readonly householdId: HouseholdId
  readonly times: number
}

export const looksRule: SubjectRule<LooksState> = {
  begin: (id) => ({ householdId: id as HouseholdId, times: 0 }),
  evolve: (state) => ({ ...state, times: state.times + 1 }),
  yieldOf: (state) => ({ ...emptyYield, links: [[looked, state.householdId]] }),
}

const looked = 'looked-at'

/** Recorded first, shown then: nobody sees a whole name or phone without a trace of who, when and why. */
export const revealIdentity: Decide<{
  readonly householdId: HouseholdId
  readonly reason: RevealReason
}> = (_at, { householdId, reason }) => facts({ kind: 'IdentityRevealed', v: 1, householdId, reason })

/** Recorded first, erased then: the record says that and why, never who. */
export const eraseIdentity: Decide<{
  readonly householdIds: readonly HouseholdId[]
  readonly reason: EraseReason
}> = (_at, { householdIds, reason }) =>
  facts(
    ...householdIds.map((householdId) => ({ kind: 'IdentityErased', v: 1, householdId, reason }) as const),
  )

/** Every look at somebody's name, phone or address, and every erasure of them, the latest first. */
export function looksOf(fold: Fold): readonly Recorded[] {
  return fold
    .members(looked)
    .flatMap((householdId) => fold.history('looks', householdId))
    .sort((a, b) => compareRecorded(b, a))
}
