import type { HouseholdId } from '../../kernel/ids'
import { claimsOf } from '../allocation/allocationOf'
import { type Decide, facts, refuse } from '../decide'
import type { FactOf } from '../facts'
import type { Fold } from '../fold/fold'
import { currentRound } from './currentRound'

/** 截团: orders stop, every household gets its sort slot 1…N in 跟团号 order. */
export const cutOffRound: Decide<Record<never, never>> = ({ fold, roundId }) => {
  const round = currentRound(fold)
  if (!round?.opened) return refuse('round-unknown')
  if (fold.memberCount('households') === 0) return refuse('nothing-to-import')
  const slots = slotsToAssign(fold)
  const assigned: FactOf<'SlotsAssigned'>[] =
    slots.length > 0 ? [{ kind: 'SlotsAssigned', v: 1, roundId, slots }] : []
  if (round.cutOffAt !== null && assigned.length === 0) return refuse('nothing-changed')
  if (round.cutOffAt !== null) return facts(...assigned)
  return facts({ kind: 'RoundCutOff', v: 1, roundId }, ...assigned)
}

/** Households with an active order and no slot yet; late ones come after the highest slot given. */
export function slotsToAssign(fold: Fold): { householdId: HouseholdId; slot: number }[] {
  const slots = currentRound(fold)?.slots ?? {}
  const highest = Object.values(slots).reduce((most, slot) => Math.max(most, slot), 0)
  return fold
    .members('households')
    .filter((householdId) => slots[householdId] === undefined)
    .map((id) => ({ householdId: id as HouseholdId, no: firstNo(fold, id as HouseholdId) }))
    .sort((a, b) => a.no - b.no || (a.householdId < b.householdId ? -1 : 1))
    .map(({ householdId }, i) => ({ householdId, slot: highest + i + 1 }))
}

function firstNo(fold: Fold, householdId: HouseholdId): number {
  return claimsOf(fold, householdId).reduce(
    (least, { order }) => Math.min(least, order.participateNo),
    Number.MAX_SAFE_INTEGER,
  )
}
