import type { BagId } from '../../../shared/kernel/ids'
import type { CounterDesk } from './counter'
import type { Remark } from './counterState'

type StoppedBag = Extract<
  Remark,
  { kind: 'bag-unknown' | 'other-round' | 'contested' | 'already-handed' | 'bag-open' | 'bag-not-shelved' }
>

/** What stands against handing this bag over; undefined when nothing does. */
export function bagRemark(
  desk: Pick<CounterDesk, 'fold' | 'otherRounds'>,
  bagId: BagId,
): StoppedBag | undefined {
  const fold = desk.fold()
  const state = fold.state('bag', bagId)
  if (!state?.bag) {
    const other = desk.otherRounds().find((round) => round.fold.state('bag', bagId)?.bag)
    if (!other) return { kind: 'bag-unknown', text: bagId }
    return { kind: 'other-round', roundId: other.roundId, title: other.title }
  }
  const { slot } = state.bag
  const [handover] = state.handovers
  if (state.handovers.length > 1) return { kind: 'contested', slot, handovers: state.handovers }
  if (handover) {
    const householdId = fold.householdOf(state.bag.householdId)
    return { kind: 'already-handed', slot, handover, householdId }
  }
  if (state.status === 'open') return { kind: 'bag-open', slot }
  return state.status === 'on-shelf' ? undefined : { kind: 'bag-not-shelved', slot }
}
