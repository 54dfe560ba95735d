import { packedThenCancelled } from '../../../shared/domain/account/packedThenCancelled'
import { allocationOf } from '../../../shared/domain/allocation/allocationOf'
import { discrepancies, isOpen } from '../../../shared/domain/discrepancy/discrepancies'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { slotsToAssign } from '../../../shared/domain/round/cutOffRound'
import type { ProductId } from '../../../shared/kernel/ids'
import { stampMs } from '../../../shared/kernel/stamp'
import { useDesk } from '../../commands/deskContext'
import { ageText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import type { Task } from '../../ui/index'

export interface TodayTask extends Task {
  /** Where it is settled; null where one act settles it on the spot. */
  readonly path: string | null
}

/** What needs a person, the oldest first. */
export function useTasks(): readonly TodayTask[] {
  const desk = useDesk()
  const { t } = useWords()
  const { fold } = useRound()
  const tasks: TodayTask[] = []
  const act = t('words.act.open')
  for (const one of discrepancies(fold)) {
    if (!isOpen(one) || one.kind !== 'double-handover') continue
    const age = ageText(desk.nowMs() - stampMs(one.since), t)
    const title = t(`terms.discrepancy.${one.kind}`)
    const detail = t('today.tasks.contested', { bag: one.bagId ?? '' })
    tasks.push({ id: one.discrepancyId, tone: 'stop', title, detail, age, act, path: '/discrepancies' })
  }
  const called = packedThenCancelled(fold)
  if (called.length > 0) {
    const slots = [...new Set(called.map(({ slot }) => slot))].join(' · ')
    const title = t('today.tasks.cancelled', { count: called.length })
    const detail = t('today.tasks.cancelledDetail', { slots })
    tasks.push({ id: 'cancelled', tone: 'attention', title, detail, act, path: '/handover' })
  }
  const late = currentRound(fold)?.cutOffAt ? slotsToAssign(fold).length : 0
  if (late > 0) {
    const detail = t('today.tasks.lateDetail')
    const title = t('today.tasks.late', { count: late })
    tasks.push({ id: 'late', tone: 'attention', title, detail, act: t('today.tasks.lateAct'), path: null })
  }
  for (const id of fold.members('products')) {
    const { status, ordered, good } = allocationOf(fold, id as ProductId)
    if (status !== 'undecided' && status !== 'stale') continue
    const name = fold.state('product', id)?.product?.name ?? ''
    const title = t(`today.tasks.${status}`, { name })
    const detail = t('today.tasks.shortDetail', { ordered, good })
    tasks.push({ id: `short:${id}`, tone: 'attention', title, detail, act, path: '/allocate' })
  }
  const unweighed = fold.memberCount('unweighed-bags')
  if (unweighed > 0) {
    const title = t('today.tasks.unweighed', { count: unweighed })
    tasks.push({ id: 'unweighed', tone: 'attention', title, act, path: '/sort' })
  }
  const open = discrepancies(fold).filter(isOpen).length
  if (open > 0) {
    const title = t('today.tasks.discrepancies', { count: open })
    tasks.push({ id: 'discrepancies', tone: 'info', title, act, path: '/discrepancies' })
  }
  return tasks
}
