import { useEffect, useReducer, useState } from 'react'
import { type PastVisit, recentVisits, servedInLastHour } from '../../../shared/domain/handover/recentVisits'
import { useDesk } from '../../commands/deskContext'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { ActButton, Figure, InlineConfirm, Panel, Tag } from '../../ui/index'
import type { Counter } from './counter'
import styles from './Handover.module.css'

const shownVisits = 5
/** "This hour" moves on while nobody comes; ms */
const refreshMs = 30_000

/** Beside the idle counter: how it goes, and who was just here. */
export function CounterSide({ counter }: { counter: Counter }) {
  const { t } = useWords()
  const { fold } = useRound()
  const desk = useDesk()
  const [, refresh] = useReducer((n: number) => n + 1, 0)
  const [undoing, setUndoing] = useState<PastVisit | null>(null)
  useEffect(() => {
    const timer = setInterval(refresh, refreshMs)
    return () => clearInterval(timer)
  }, [])
  const visits = recentVisits(fold, shownVisits)
  return (
    <aside className={styles['side']}>
      <div className={styles['figures']}>
        <Figure value={servedInLastHour(fold, desk.nowMs())} label={t('handover.idle.served')} />
        <Figure value={fold.memberCount('bags:on-shelf')} label={t('handover.idle.waitingBags')} />
      </div>
      <Panel title={t('handover.idle.last')} fill flush>
        {undoing && <UndoVisit visit={undoing} counter={counter} onEnd={() => setUndoing(null)} />}
        {visits.length === 0 && <p className={styles['noVisits']}>{t('handover.idle.none')}</p>}
        <ul className={styles['past']}>
          {visits.map((visit) => (
            <PastLine key={visit.visitId} visit={visit} counter={counter} onUndo={() => setUndoing(visit)} />
          ))}
        </ul>
      </Panel>
    </aside>
  )
}

function PastLine(props: { visit: PastVisit; counter: Counter; onUndo: () => void }) {
  const { visit, counter } = props
  const { t, language } = useWords()
  const textOf = useHouseholdText()
  return (
    <li>
      <button
        type="button"
        className={styles['pastOpen']}
        title={t('handover.past.open')}
        onClick={() => counter.open(visit.householdId, 'known-face')}
      >
        <b>{visit.slot}</b>
        <span>
          <span>{textOf(visit.householdId)}</span>
          <small>
            {clockTime(visit.atMs, language)} · {t('handover.past.bags', { count: visit.bagIds.length })}
          </small>
        </span>
        {visit.receiver !== 'self' && <Tag tone="info">{t(`terms.receiver.${visit.receiver}`)}</Tag>}
      </button>
      <ActButton size="small" weight="quiet" icon="undo" onAct={props.onUndo}>
        {t('handover.past.undo')}
      </ActButton>
    </li>
  )
}

function UndoVisit(props: { visit: PastVisit; counter: Counter; onEnd: () => void }) {
  const { visit, counter, onEnd } = props
  const { t } = useWords()
  const undo = (reason: string) => {
    void counter.takeBack(visit.handovers, reason)
    onEnd()
  }
  return (
    <div className={styles['undoing']}>
      <InlineConfirm
        question={t('handover.past.undoQuestion', { slot: visit.slot, count: visit.bagIds.length })}
        confirm={t('handover.past.undo')}
        needsReason
        reasons={[
          t('handover.past.reasons.bag'),
          t('handover.past.reasons.scan'),
          t('handover.past.reasons.left'),
        ]}
        onConfirm={undo}
        onCancel={onEnd}
      />
    </div>
  )
}
