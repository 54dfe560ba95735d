import type { HouseholdId, OrderId } from '../../kernel/ids'
import type { Fold } from '../fold/fold'
import { accountOf } from './accountOf'
import type { PackedTooMuch } from './settlement'

/** Goods of a cancelled order that are still packed in the house: somebody has to take them out. */
export interface PackedThenCancelled extends PackedTooMuch {
  readonly householdId: HouseholdId
  readonly slot: number
}

/** By slot. Looks at cancelled orders only, so it costs nothing in a round without them (design §5). */
export function packedThenCancelled(fold: Fold): readonly PackedThenCancelled[] {
  const households = new Set(
    fold
      .members('cancelled-orders')
      .flatMap((id) => fold.state('order', id as OrderId)?.order ?? [])
      .map(({ householdId }) => fold.householdOf(householdId)),
  )
  return [...households]
    .flatMap((householdId) =>
      accountOf(fold, householdId).tasks.flatMap((task): PackedThenCancelled[] => {
        const inHouse = task.bagIds
          .flatMap((id) => fold.state('bag', id) ?? [])
          .find(({ handovers }) => handovers.length === 0)
        if (task.kind !== 'packed-then-cancelled' || !inHouse) return []
        return [{ ...task, householdId, slot: inHouse.bag?.slot ?? 0 }]
      }),
    )
    .sort((a, b) => a.slot - b.slot || (a.productId < b.productId ? -1 : 1))
}
