import { type Decide, facts, refuse } from '../decide'
import { currentRound } from './currentRound'

/** A round closes when every bag is out of the house; it then leaves memory, not the disk. */
export const closeRound: Decide<{ readonly evenIfBagsRemain: boolean }> = ({ fold, roundId }, args) => {
  const round = currentRound(fold)
  if (!round?.opened) return refuse('round-unknown')
  if (round.closedAt !== null) return refuse('round-closed')
  const left =
    fold.memberCount('bags:open') + fold.memberCount('bags:closed') + fold.memberCount('bags:on-shelf')
  if (left > 0 && !args.evenIfBagsRemain) return refuse('still-to-do')
  return facts({ kind: 'RoundClosed', v: 1, roundId })
}
