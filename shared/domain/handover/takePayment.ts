import type { HouseholdId, VisitId } from '../../kernel/ids'
import type { Fen } from '../../kernel/money'
import { accountOf } from '../account/accountOf'
import { type Decide, facts, refuse } from '../decide'
import type { PayMethod } from '../facts'
import { drawerDay } from '../site/drawerDay'

export interface TakePayment {
  readonly householdId: HouseholdId
  readonly visitId: VisitId
  /** What the drawer keeps: the amount due or a part of it, without the change given back. */
  readonly fen: Fen
  readonly method: PayMethod
}

/** 收尾款: at most what is due; a part leaves the rest due. */
export const takePayment: Decide<TakePayment> = ({ fold, site, roundId, today, deviceId }, args) => {
  const { visitId, fen, method } = args
  const householdId = fold.householdOf(args.householdId)
  if (fold.memberCount(`orders-of:${householdId}`) === 0) return refuse('household-unknown')
  if (fen <= 0) return refuse('amount-not-positive')
  const { dueFen } = accountOf(fold, householdId)
  if (dueFen <= 0) return refuse('nothing-owed')
  if (fen > dueFen) return refuse('more-than-due')
  const businessDay = drawerDay(site, { today, deviceId })
  return facts({ kind: 'PaymentTaken', v: 1, roundId, householdId, visitId, fen, method, businessDay })
}
