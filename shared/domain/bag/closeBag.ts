import type { BagId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'

/** The last piece is in, or it is full: its label is printed and what follows goes into the next bag. */
export const closeBag: Decide<{ readonly bagId: BagId }> = ({ fold }, { bagId }) => {
  const state = fold.state('bag', bagId)
  if (!state?.bag) return refuse('bag-unknown')
  if (state.status !== 'open') return refuse('bag-not-open')
  if (state.items.length === 0) return refuse('bag-empty')
  return facts({ kind: 'BagClosed', v: 1, bag: state.bag })
}

/** A closed bag changes only after it was opened again, with a reason. */
export const reopenBag: Decide<{ readonly bagId: BagId; readonly reason: string }> = (
  { fold },
  { bagId, reason },
) => {
  const state = fold.state('bag', bagId)
  if (!state?.bag) return refuse('bag-unknown')
  if (state.handovers.length > 0) return refuse('bag-handed-over')
  if (state.status === 'open') return refuse('nothing-changed')
  if (reason.trim() === '') return refuse('needs-reason')
  return facts({ kind: 'BagReopened', v: 1, bagId, reason })
}
