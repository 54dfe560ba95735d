import type { HouseholdId, VisitId } from '../../kernel/ids'
import { type Fen, fen as wholeFen } from '../../kernel/money'
import { accountOf } from '../account/accountOf'
import { type Decide, facts, refuse } from '../decide'
import type { PayMethod } from '../facts'
import { drawerDay } from '../site/drawerDay'

export interface PayBack {
  readonly householdId: HouseholdId
  readonly visitId: VisitId
  readonly fen: Fen
  readonly method: PayMethod
}

/** 退款: what is owed to the household, given back at the counter; never more than is owed. */
export const payBack: Decide<PayBack> = ({ fold, site, roundId, today, deviceId }, args) => {
  const { visitId, fen, method } = args
  const householdId = fold.householdOf(args.householdId)
  if (fold.memberCount(`orders-of:${householdId}`) === 0) return refuse('household-unknown')
  if (fen <= 0) return refuse('amount-not-positive')
  const owedFen = wholeFen(-accountOf(fold, householdId).dueFen)
  if (owedFen <= 0) return refuse('nothing-owed')
  if (fen > owedFen) return refuse('more-than-due')
  const businessDay = drawerDay(site, { today, deviceId })
  return facts({ kind: 'RefundPaid', v: 1, roundId, householdId, visitId, fen, method, businessDay })
}
