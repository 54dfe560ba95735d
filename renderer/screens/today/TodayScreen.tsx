import { useHashLocation } from 'wouter/use-hash-location'
import { assignLateSlots } from '../../../shared/domain/order/takeInOrders'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { cutOffRound } from '../../../shared/domain/round/cutOffRound'
import { type NextStep, nextStep } from '../../../shared/domain/round/nextStep'
import { type RoundProgress, roundProgress } from '../../../shared/domain/round/roundProgress'
import { type Translate, useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { playSound } from '../../sound/playSound'
import {
  ActButton,
  BigHint,
  EmptyState,
  type FlowStep,
  Panel,
  RoundFlow,
  Screen,
  TaskList,
} from '../../ui/index'
import { useAct } from '../useAct'
import styles from './TodayScreen.module.css'
import { useTasks } from './useTasks'

const pathOf: Record<NextStep, string> = {
  'take-in-orders': '/intake',
  'cut-off': '/today',
  receive: '/receive',
  allocate: '/allocate',
  sort: '/sort',
  balance: '/balance',
  shelve: '/shelve',
  'hand-over': '/handover',
  'close-day': '/dayClose',
}

/** Where the round stands, the next sensible act, and what needs a person. */
export function TodayScreen() {
  const { t } = useWords()
  const { fold, roundId } = useRound()
  const [, go] = useHashLocation()
  const { act } = useAct()
  const tasks = useTasks()
  const round = currentRound(fold)
  const progress = roundProgress(fold)
  const next = nextStep(progress)
  const goOn = async () => {
    if (next !== 'cut-off') return go(pathOf[next])
    const answer = await act(cutOffRound, {})
    if (answer.ok) playSound('done')
  }
  useKeys('today', { goOn: () => void goOn() })
  if (roundId === null || !round?.opened)
    return (
      <Screen title={t('today.title')}>
        <BigHint icon="intake" title={t('today.noRound.title')} detail={t('today.noRound.detail')}>
          <ActButton weight="main" size="large" icon="intake" onAct={() => go('/intake')}>
            {t('today.noRound.act')}
          </ActButton>
        </BigHint>
      </Screen>
    )
  return (
    <Screen
      title={round.opened.title}
      note={t('today.pickup', { from: round.opened.pickupFrom, until: round.opened.pickupUntil })}
    >
      <div className={styles['page']}>
        <RoundFlow label={t('today.flow')} steps={flowOf(progress, next, t)} onOpen={(path) => go(path)} />
        <div className={styles['next']} data-next={next}>
          <p className={styles['hint']}>{t(`today.next.${next}.hint`)}</p>
          <ActButton weight="main" size="large" keys="Enter" onAct={() => void goOn()}>
            {t(`today.next.${next}.act`)}
          </ActButton>
        </div>
        <Panel title={t('today.tasks.title')} note={t('today.tasks.note', { count: tasks.length })} fill>
          {tasks.length === 0 ? (
            <EmptyState icon="check" title={t('today.tasks.none')} detail={t('today.tasks.noneDetail')} />
          ) : (
            <TaskList
              label={t('today.tasks.title')}
              tasks={tasks}
              onAct={(id) => {
                const task = tasks.find((one) => one.id === id)
                if (task?.path) go(task.path)
                else void act(assignLateSlots, {})
              }}
            />
          )}
        </Panel>
      </div>
    </Screen>
  )
}

function flowOf(progress: RoundProgress, next: NextStep, t: Translate): readonly FlowStep[] {
  const step = (
    path: string,
    icon: FlowStep['icon'],
    name: 'orders' | 'received' | 'allocated' | 'packed' | 'balanced' | 'shelved' | 'handed',
    { done, total }: { done: number; total: number },
    exceptions?: string,
    note?: string,
  ): FlowStep => ({
    id: path,
    icon,
    title: t(`today.step.${name}`),
    n: done,
    total,
    state: pathOf[next] === path ? 'now' : total > 0 && done >= total ? 'done' : 'ahead',
    ...(exceptions ? { exceptions } : {}),
    ...(note ? { note } : {}),
  })
  const { orders, households, shorts, balanced, contested } = progress
  return [
    step(
      '/intake',
      'intake',
      'orders',
      { done: orders, total: orders },
      '',
      t('words.unit.households', { count: households }),
    ),
    step('/receive', 'receive', 'received', progress.deliveries),
    step(
      '/allocate',
      'allocate',
      'allocated',
      shorts,
      shorts.total > 0 ? t('today.shorts', { n: shorts.total }) : '',
    ),
    step('/sort', 'sort', 'packed', progress.pieces),
    step(
      '/balance',
      'balance',
      'balanced',
      balanced,
      balanced.differing > 0 ? t('today.differ', { n: balanced.differing }) : '',
    ),
    step('/shelve', 'shelve', 'shelved', progress.shelved),
    step(
      '/handover',
      'handover',
      'handed',
      progress.handed,
      contested > 0 ? t('today.contested', { n: contested }) : '',
    ),
  ]
}
