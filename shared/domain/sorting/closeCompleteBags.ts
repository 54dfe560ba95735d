import type { BagId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { bagClosed, isComplete, type NamedBag, namedBag } from './bagContents'

/** Open bags that wait for nothing any more. */
export function completeOpenBags(fold: Fold): readonly NamedBag[] {
  return fold
    .members('bags:open')
    .toSorted()
    .flatMap((id) => {
      const state = namedBag(fold, id as BagId)
      return state && isComplete(fold, state) ? [state] : []
    })
}

/** Closes every bag that is complete; what is not is left open. */
export const closeCompleteBags: Decide<Record<never, never>> = ({ fold }) => {
  const bags = completeOpenBags(fold)
  return bags.length === 0 ? refuse('nothing-changed') : facts(...bags.map(({ bag }) => bagClosed(bag)))
}
