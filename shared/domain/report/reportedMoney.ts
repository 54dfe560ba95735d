import type { HouseholdId, OrderId } from '../../kernel/ids'
import { addFen, fen, noFen } from '../../kernel/money'
import { accountOf } from '../account/accountOf'
import type { Fold } from '../fold/fold'

/** The money of all households of a round: of those with orders, also cancelled ones, and those who paid without any. */
export function reportedMoney(fold: Fold) {
  const settled = householdsOf(fold).map((householdId) => accountOf(fold, householdId))
  const owing = settled.filter(({ dueFen }) => dueFen > noFen)
  const owed = settled.filter(({ dueFen }) => dueFen < noFen)
  return {
    chargedFen: addFen(...settled.map((one) => one.chargedFen)),
    refundedFen: addFen(...settled.map((one) => one.refundedFen)),
    paidFen: addFen(...settled.map((one) => one.paidFen)),
    waivedFen: addFen(...settled.map((one) => one.waivedFen)),
    dueFen: addFen(...owing.map((one) => one.dueFen)),
    owedBackFen: fen(-addFen(...owed.map((one) => one.dueFen))),
  }
}

function householdsOf(fold: Fold): readonly HouseholdId[] {
  const ordered = fold.members('orders').flatMap((id) => {
    const order = fold.state('order', id as OrderId)?.order
    return order ? [fold.householdOf(order.householdId)] : []
  })
  return [...new Set([...ordered, ...fold.members('accounts').map((id) => id as HouseholdId)])]
}
