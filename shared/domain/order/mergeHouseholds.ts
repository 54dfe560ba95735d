import type { HouseholdId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'

/** 合并: two records are one household. Refund lines stay per order; bags already packed stay what they are. */
export const mergeHouseholds: Decide<{ readonly from: HouseholdId; readonly into: HouseholdId }> = (
  { fold, roundId },
  { from, into },
) => {
  const source = fold.householdOf(from)
  const target = fold.householdOf(into)
  if (source === target) return refuse('same-household')
  if (fold.memberCount(`orders-of:${source}`) === 0 || fold.memberCount(`orders-of:${target}`) === 0)
    return refuse('household-unknown')
  if (fold.memberCount(`bags-of:${source}`) > 0 && fold.memberCount(`bags-of:${target}`) > 0)
    return refuse('households-both-packed')
  return facts({ kind: 'HouseholdsMerged', v: 1, roundId, from: source, into: target })
}
