import type { FactId } from '../kernel/ids'
import { type Decide, facts, refuse } from './decide'
import type { Fold } from './fold/fold'
import type { Recorded } from './fold/recorded'
import type { Refusal } from './refusals'

export interface VoidFacts {
  readonly factIds: readonly FactId[]
  readonly reason: string
}

/** 撤销: undo as a fact of its own, with who and why. Refused where something was built on it since. */
export const voidFacts: Decide<VoidFacts> = ({ fold, site }, { factIds, reason }) => {
  if (factIds.length === 0) return refuse('fact-unknown')
  if (reason.trim() === '') return refuse('needs-reason')
  for (const factId of factIds) {
    const scope = fold.recorded(factId) ? fold : site
    const recorded = scope.recorded(factId)
    if (!recorded || recorded.fact.kind === 'FactVoided') return refuse('fact-unknown')
    if (scope.voidOf(factId)) return refuse('already-voided')
    const standing = builtUpon(scope, recorded)
    if (standing) return refuse(standing)
  }
  return facts({ kind: 'FactVoided', v: 1, factIds, reason })
}

function builtUpon(fold: Fold, { fact }: Recorded): Refusal | null {
  switch (fact.kind) {
    case 'ItemPut':
    case 'PortionsWeighed': {
      const bagId = fact.kind === 'ItemPut' ? fact.bag.bagId : fact.bagId
      const bag = fold.state('bag', bagId)
      if (bag && bag.handovers.length > 0) return 'handed-over-since'
      return bag && bag.status !== 'open' ? 'bag-not-open' : null
    }
    case 'BagClosed':
    case 'BagShelved': {
      const bagId = fact.kind === 'BagClosed' ? fact.bag.bagId : fact.bagId
      return (fold.state('bag', bagId)?.handovers.length ?? 0) > 0 ? 'handed-over-since' : null
    }
    case 'GoodsCounted':
      return fold.state('delivery', fact.deliveryId)?.closed ? 'delivery-closed' : null
    default:
      return null
  }
}
