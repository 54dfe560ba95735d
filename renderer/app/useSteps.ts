import { roundProgress } from '../../shared/domain/round/roundProgress'
import { useRound } from '../queries/useLive'
import type { RailStep, StepView } from '../screens/frame/frameView'
import { railSteps } from '../screens/frame/frameView'

/** The rail's numbers, from the folded round. */
export function useSteps(): Readonly<Record<RailStep, StepView>> {
  const { fold } = useRound()
  const progress = roundProgress(fold)
  const quiet: StepView = { waiting: 0, wrong: false, finished: false }
  const steps = Object.fromEntries(railSteps.map((step) => [step, quiet])) as Record<RailStep, StepView>
  const step = (done: number, total: number, wrong = false): StepView => ({
    waiting: Math.max(0, total - done),
    wrong,
    finished: total > 0 && done >= total && !wrong,
  })
  return {
    ...steps,
    intake: { waiting: 0, wrong: false, finished: progress.cutOff },
    receive: step(progress.deliveries.done, progress.deliveries.total),
    allocate: step(progress.shorts.done, progress.shorts.total),
    sort: step(progress.pieces.done, progress.pieces.total),
    balance: step(progress.balanced.done, progress.balanced.total, progress.balanced.differing > 0),
    shelve: step(progress.shelved.done, progress.shelved.total),
    handover: step(progress.handed.done, progress.handed.total, progress.contested > 0),
    discrepancies: { waiting: progress.openDiscrepancies, wrong: progress.contested > 0, finished: false },
  }
}
