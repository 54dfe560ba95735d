import { useEffect } from 'react'
import { useWords } from '../../i18n/index'
import { fenText, StatePanel } from '../../ui/index'
import type { Counter } from './counter'
import type { CounterStage } from './counterState'
import styles from './Handover.module.css'
import { useTypedSearch } from './useTypedSearch'

type Gone = Extract<CounterStage, { at: 'gone' }>

/** One second is enough to see green; money is counted more slowly. ms */
const shownForMs = { green: 1_000, refund: 2_500, change: 8_000 }

export function GoneStage({ counter, stage }: { counter: Counter; stage: Gone }) {
  const { t } = useWords()
  const { visit, changeFen, refundFen } = stage
  const ms = changeFen > 0 ? shownForMs.change : refundFen > 0 ? shownForMs.refund : shownForMs.green
  useEffect(() => {
    const timer = setTimeout(() => counter.rest(visit.visitId), ms)
    return () => clearTimeout(timer)
  }, [counter, visit.visitId, ms])
  useTypedSearch(
    {
      query: '',
      onQuery: (query) => counter.look(query),
      onDigit: () => false,
      onEnter: () => counter.rest(visit.visitId),
      onStep: () => {},
    },
    true,
  )
  const gone = t('handover.gone.title', { slot: stage.slot })
  const [title, detail] =
    changeFen > 0
      ? [t('handover.gone.change', { fen: fenText(changeFen) }), gone]
      : refundFen > 0
        ? [gone, t('handover.gone.refund', { fen: fenText(refundFen) })]
        : [gone, t('handover.gone.bags', { count: stage.bags })]
  return (
    <div className={styles['fill']} data-testid="gone">
      <StatePanel tone="ok" title={title} detail={detail}>
        <p className={styles['nextAct']}>{t('handover.gone.next')}</p>
      </StatePanel>
    </div>
  )
}
