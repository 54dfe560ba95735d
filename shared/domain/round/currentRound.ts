import type { Fold } from '../fold/fold'
import type { RoundState } from './roundState'

/** A fold holds one round; undefined until a fact has named it. */
export function currentRound(fold: Fold): RoundState | undefined {
  const [roundId] = fold.members('rounds')
  return roundId === undefined ? undefined : fold.state('round', roundId)
}
