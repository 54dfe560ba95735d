import type { BagId, HouseholdId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { currentRound } from '../round/currentRound'

export interface ShelveBag {
  readonly bagId: BagId
  /** 货架-层, such as 'A-2'. */
  readonly place: string
}

/** 上架. All bags of a household carry one pickup code: 货架-层 of its first bag, then its slot. */
export const shelveBag: Decide<ShelveBag> = ({ fold }, { bagId, place }) => {
  const state = fold.state('bag', bagId)
  if (!state?.bag) return refuse('bag-unknown')
  if (state.handovers.length > 0) return refuse('bag-handed-over')
  if (state.status === 'open') return refuse('bag-not-closed')
  if (!currentRound(fold)?.released) return refuse('round-not-released')
  if (state.status === 'on-shelf' && state.place === place) return refuse('bag-already-shelved-there')
  const householdId = fold.householdOf(state.bag.householdId)
  const pickupCode = pickupCodeOf(fold, householdId) ?? `${place}-${String(state.bag.slot).padStart(4, '0')}`
  return facts({ kind: 'BagShelved', v: 1, bagId, place, pickupCode })
}

/** The household's pickup code in this round; undefined until its first bag is shelved. */
export function pickupCodeOf(fold: Fold, householdId: HouseholdId): string | undefined {
  const codes = fold
    .members(`bags-of:${householdId}`)
    .flatMap((id) => fold.state('bag', id)?.pickupCode ?? [])
    .sort()
  return codes[0]
}
