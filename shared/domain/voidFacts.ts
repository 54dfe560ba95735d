import type { FactId } from '../kernel/ids'
import { type Decide, facts, refuse } from './decide'
import { deviceOf } from './entry/deviceOf'
import type { Fact } from './facts'
import type { Fold } from './fold/fold'
import type { Recorded } from './fold/recorded'
import { tallyChanges } from './fold/tallyChanges'
import type { Refusal } from './refusals'
import { isDrawerClosed } from './site/drawerDay'
import { builtUpon } from './undo/builtUpon'
import { goodsMovedSince } from './undo/goodsMovedSince'
import { listingUsedSince, packedSince } from './undo/ordersSince'

export interface VoidFacts {
  readonly factIds: readonly FactId[]
  readonly reason: string
}

/** The codec takes no longer list: the import of a long sheet is undone by several. */
const mostInOneVoid = 10_000

/**
 * 撤销: undo as a fact of its own, with who and why. Refused where something was built on it since, and then it says
 * what: no undo leaves a place with less than nothing. Where a command had voided facts among the others it wrote,
 * those happen again.
 */
export const voidFacts: Decide<VoidFacts> = ({ fold, site }, { factIds, reason }) => {
  if (factIds.length === 0) return refuse('fact-unknown')
  if (reason.trim() === '') return refuse('needs-reason')
  const again: Recorded[] = []
  const taken = new Map<Fold, Recorded[]>()
  for (const factId of factIds) {
    const scope = fold.recorded(factId) ? fold : site
    const recorded = scope.recorded(factId)
    if (!recorded) return refuse('fact-unknown')
    if (scope.voidOf(factId)) return refuse('already-voided')
    if (recorded.fact.kind === 'FactVoided')
      again.push(...recorded.fact.factIds.flatMap((id) => scope.recorded(id) ?? []))
    else if (taken.has(scope)) taken.get(scope)?.push(recorded)
    else taken.set(scope, [recorded])
  }
  // An undo by itself is taken back by doing the thing again, not by undoing the undo.
  if (taken.size === 0) return refuse('fact-unknown')
  for (const [scope, list] of taken) {
    const standing = drawersClosedOver(site, list) ?? standingOn(scope, list, scope === fold ? again : [])
    if (standing) return refuse(standing)
  }
  const voids: Fact[] = []
  for (let from = 0; from < factIds.length; from += mostInOneVoid)
    voids.push({ kind: 'FactVoided', v: 1, factIds: factIds.slice(from, from + mostInOneVoid), reason })
  return facts(...voids, ...again.map(({ fact }) => fact))
}

function standingOn(fold: Fold, taken: readonly Recorded[], again: readonly Recorded[]): Refusal | null {
  const together = new Set(taken.map(({ factId }) => factId))
  for (const recorded of taken) {
    const standing = builtUpon(fold, recorded, together)
    if (standing) return standing
  }
  const changes = tallyChanges(fold, { taken, again })
  for (const recorded of taken) {
    const undoing = { changes, together }
    const standing = packedSince(fold, recorded, undoing) ?? listingUsedSince(fold, recorded, undoing)
    if (standing) return standing
  }
  return goodsMovedSince(fold, changes, together)
}

/** Cash that was counted and signed for is given back as a refund, or the close of the day is undone first. */
function drawersClosedOver(site: Fold, taken: readonly Recorded[]): Refusal | null {
  const counted = taken.some(({ fact, entryId }) => {
    if (fact.kind === 'FloatSet') return isDrawerClosed(site, fact.businessDay, deviceOf(entryId))
    if (fact.kind !== 'PaymentTaken' && fact.kind !== 'RefundPaid') return false
    return fact.method === 'cash' && isDrawerClosed(site, fact.businessDay, deviceOf(entryId))
  })
  return counted ? 'day-closed-since' : null
}
