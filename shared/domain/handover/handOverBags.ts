import type { BagId, VisitId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'
import type { HandoverProof, Receiver } from '../facts'

export interface HandOverBags {
  readonly bagIds: readonly BagId[]
  readonly visitId: VisitId
  readonly proof: HandoverProof
  readonly receiver: Receiver
}

/** 核销: bags leave with their household, one by one or several in one visit; the rest stay under the same code. */
export const handOverBags: Decide<HandOverBags> = ({ fold }, { visitId, proof, receiver, ...args }) => {
  // A bag named twice leaves once: the second handover would contest the first.
  const bagIds = [...new Set(args.bagIds)]
  const households = new Set<string>()
  for (const bagId of bagIds) {
    const state = fold.state('bag', bagId)
    if (!state?.bag) return refuse('bag-unknown')
    if (state.handovers.length > 0) return refuse('bag-handed-over')
    if (state.status !== 'on-shelf') return refuse('bag-not-on-shelf')
    households.add(fold.householdOf(state.bag.householdId))
  }
  if (households.size === 0) return refuse('bag-unknown')
  if (households.size > 1) return refuse('bag-of-other-household')
  return facts(
    ...bagIds.map((bagId) => ({
      kind: 'BagHandedOver' as const,
      v: 1 as const,
      bagId,
      visitId,
      proof,
      receiver,
    })),
  )
}
