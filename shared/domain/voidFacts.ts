import type { BagId, FactId } from '../kernel/ids'
import { type Decide, facts, refuse } from './decide'
import type { Fact } from './facts'
import type { Fold } from './fold/fold'
import type { Recorded } from './fold/recorded'
import type { Refusal } from './refusals'

export interface VoidFacts {
  readonly factIds: readonly FactId[]
  readonly reason: string
}

/** The codec takes no longer list: the import of a long sheet is undone by several. */
const mostInOneVoid = 10_000

/**
 * 撤销: undo as a fact of its own, with who and why. Refused where something was built on it since.
 * Where a command had voided facts among the others it wrote, those happen again.
 */
export const voidFacts: Decide<VoidFacts> = ({ fold, site }, { factIds, reason }) => {
  if (factIds.length === 0) return refuse('fact-unknown')
  if (reason.trim() === '') return refuse('needs-reason')
  const again: Fact[] = []
  let undone = 0
  for (const factId of factIds) {
    const scope = fold.recorded(factId) ? fold : site
    const recorded = scope.recorded(factId)
    if (!recorded) return refuse('fact-unknown')
    if (scope.voidOf(factId)) return refuse('already-voided')
    if (recorded.fact.kind === 'FactVoided') {
      again.push(...recorded.fact.factIds.flatMap((id) => scope.recorded(id)?.fact ?? []))
      continue
    }
    undone += 1
    const standing = builtUpon(scope, recorded, factIds)
    if (standing) return refuse(standing)
  }
  // An undo by itself is taken back by doing the thing again, not by undoing the undo.
  if (undone === 0) return refuse('fact-unknown')
  const voids: Fact[] = []
  for (let from = 0; from < factIds.length; from += mostInOneVoid)
    voids.push({ kind: 'FactVoided', v: 1, factIds: factIds.slice(from, from + mostInOneVoid), reason })
  return facts(...voids, ...again)
}

function builtUpon(fold: Fold, { fact }: Recorded, together: readonly FactId[]): Refusal | null {
  switch (fact.kind) {
    case 'ItemPut':
    case 'PortionsWeighed': {
      const bagId = fact.kind === 'ItemPut' ? fact.bag.bagId : fact.bagId
      const bag = fold.state('bag', bagId)
      if (bag && bag.handovers.length > 0) return 'handed-over-since'
      return bag && bag.status !== 'open' && !opensWith(fold, bag.bagId, together) ? 'bag-not-open' : null
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

/** True when what closed the bag is taken back in the same breath: a last put closes its bag by itself. */
function opensWith(fold: Fold, bagId: BagId, together: readonly FactId[]): boolean {
  const history = fold.history('bag', bagId)
  const reopened = history.findLastIndex(({ fact }) => fact.kind === 'BagReopened')
  const since = history
    .slice(reopened + 1)
    .filter(({ fact }) => fact.kind === 'BagClosed' || fact.kind === 'BagShelved')
  return since.every(({ factId }) => together.includes(factId))
}
