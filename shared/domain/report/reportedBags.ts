import type { BagId } from '../../kernel/ids'
import { stampMs } from '../../kernel/stamp'
import { bagStatuses } from '../bag/bagState'
import type { Fold } from '../fold/fold'
import type { ReportedBag } from './reportRows'

/** The bags of a round that hold something or held it, by id. */
export function reportedBags(fold: Fold): readonly ReportedBag[] {
  return bagStatuses
    .flatMap((status) => fold.members(`bags:${status}`))
    .sort()
    .flatMap((id): ReportedBag[] => {
      const state = fold.state('bag', id as BagId)
      if (!state?.bag) return []
      const { householdId, slot, zone, bagNo } = state.bag
      const [first] = state.handovers
      return [
        {
          bagId: state.bagId,
          householdId: fold.householdOf(householdId),
          slot,
          zone,
          bagNo,
          status: state.status,
          handovers: state.handovers.length,
          handedOverAtMs: first ? stampMs(first.at) : null,
        },
      ]
    })
}
