import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import type { Refusal } from '../refusals'
import { currentRound } from '../round/currentRound'
import { balances } from './balanceOf'

/** What stands between the round and its release, the most pressing first. */
export function releaseObstacles(fold: Fold): readonly Refusal[] {
  const all = balances(fold)
  const obstacles: Refusal[] = []
  if (fold.memberCount('bags:open') > 0) obstacles.push('bags-still-open')
  if (all.length === 0) obstacles.push('not-received')
  if (all.some(({ status }) => status === 'uncounted')) obstacles.push('balance-uncounted')
  if (all.some(({ status }) => status === 'differs')) obstacles.push('balance-differs')
  if (fold.memberCount('unweighed-bags') > 0) obstacles.push('weights-unconfirmed')
  return obstacles
}

/** The gate: theory equals actual for every product, or a person answers for it with a reason. */
export const releaseRound: Decide<{ readonly overrideReason: string | null }> = (
  { fold, roundId },
  { overrideReason },
) => {
  const round = currentRound(fold)
  if (!round?.opened) return refuse('round-unknown')
  if (round.released) return refuse('nothing-changed')
  const [obstacle] = releaseObstacles(fold)
  if (obstacle !== undefined && overrideReason === null) return refuse(obstacle)
  if (overrideReason?.trim() === '') return refuse('needs-reason')
  return facts({ kind: 'RoundReleased', v: 1, roundId, overrideReason: obstacle ? overrideReason : null })
}
