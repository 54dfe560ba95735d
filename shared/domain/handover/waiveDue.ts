import type { HouseholdId, VisitId } from '../../kernel/ids'
import type { Fen } from '../../kernel/money'
import { accountOf } from '../account/accountOf'
import { type Decide, facts, refuse } from '../decide'

export interface WaiveDue {
  readonly householdId: HouseholdId
  readonly visitId: VisitId
  readonly fen: Fen
  readonly reason: string
}

/** 免收: what is due is let go, and somebody says why. */
export const waiveDue: Decide<WaiveDue> = ({ fold, roundId }, { visitId, fen, reason, ...args }) => {
  const householdId = fold.householdOf(args.householdId)
  if (fold.memberCount(`orders-of:${householdId}`) === 0) return refuse('household-unknown')
  if (fen <= 0) return refuse('amount-not-positive')
  const { dueFen } = accountOf(fold, householdId)
  if (dueFen <= 0) return refuse('nothing-owed')
  if (fen > dueFen) return refuse('more-than-due')
  if (reason.trim() === '') return refuse('needs-reason')
  return facts({ kind: 'DueWaived', v: 1, roundId, householdId, visitId, fen, reason })
}
