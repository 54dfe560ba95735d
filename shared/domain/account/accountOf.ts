import type { HouseholdId } from '../../kernel/ids'
import { pieces } from '../../kernel/quantity'
import { allocatedPieces, claimsOf } from '../allocation/allocationOf'
import type { Fold } from '../fold/fold'
import { type Settlement, settlementOf } from './settlement'

/** What one household owes or is owed in this round, with the allocation as it stands. */
export function accountOf(fold: Fold, household: HouseholdId): Settlement {
  const householdId = fold.householdOf(household)
  const allocated = new Map(
    claimsOf(fold, householdId).map((claimed) => [
      `${claimed.order.orderId}|${claimed.need.line}|${claimed.need.productId}`,
      allocatedPieces(fold, claimed),
    ]),
  )
  return settlementOf(
    fold,
    householdId,
    (orderId, line, productId) => allocated.get(`${orderId}|${line}|${productId}`) ?? pieces(0),
  )
}
