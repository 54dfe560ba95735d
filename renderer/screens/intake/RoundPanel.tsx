import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { cutOffRound } from '../../../shared/domain/round/cutOffRound'
import { openRound } from '../../../shared/domain/round/openRound'
import { idOf, type RoundId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { sentencesText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { openRound as lookAtRound, notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Figure, InlineConfirm, Panel, StatePanel } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './Intake.module.css'
import { RoundFields } from './RoundFields'
import { useDoubts } from './useDoubts'
import { useNewRound } from './useNewRound'

/** The round: opened by hand or by the first import, and cut off from here. */
export function RoundPanel({ isNew }: { isNew: boolean }) {
  const { roundId } = useRound()
  return isNew || roundId === null ? <NewRound /> : <OpenRoundPanel />
}

function NewRound() {
  const { t } = useWords()
  const desk = useDesk()
  const [, go] = useHashLocation()
  const [roundId] = useState(() => idOf<RoundId>(desk.newId()))
  const [round, change] = useNewRound(roundId, '')
  const unless =
    round.title.trim() === ''
      ? t('intake.round.needsTitle')
      : round.pickupUntil < round.pickupFrom
        ? t('intake.round.daysWrong')
        : undefined
  const open = async () => {
    const answer = await desk.run(roundId, openRound, round)
    if (!answer.ok) {
      playSound('stop')
      notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${answer.refusal}`) })
      return
    }
    lookAtRound(roundId)
    playSound('ok')
    notify({ tone: 'ok', title: t('intake.round.opened', { title: round.title }) })
    go('/intake')
  }
  return (
    <Panel title={t('intake.round.new')}>
      <RoundFields round={round} onChange={change} plain />
      <ActButton onAct={() => void open()} unless={unless}>
        {t('intake.round.open')}
      </ActButton>
    </Panel>
  )
}

function OpenRoundPanel() {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [asking, setAsking] = useState(false)
  const round = currentRound(fold)
  const households = fold.memberCount('households')
  const isCutOff = round?.cutOffAt != null
  const cutOff = async () => {
    const answer = await act(cutOffRound, {})
    setAsking(false)
    if (!answer.ok) return
    playSound('done')
    notify({ tone: 'ok', title: t('intake.round.cutOffDone', { count: households }) })
  }
  useKeys('intake', { cutOff: () => setAsking(true) }, { open: !isCutOff && households > 0 })
  return (
    <Panel
      title={round?.opened?.title ?? ''}
      acts={
        isCutOff ? (
          <StatePanel size="band" tone="ok" title={t('intake.home.cutOffAt')} />
        ) : (
          households > 0 && (
            <ActButton keys="C" onAct={() => setAsking(true)}>
              {t('intake.round.cutOff')}
            </ActButton>
          )
        )
      }
    >
      <div className={styles['figures']} data-plain="true">
        <Figure value={fold.memberCount('orders')} label={t('terms.order')} />
        <Figure value={households} label={t('terms.household')} />
        <Figure value={fold.memberCount('products')} label={t('terms.product')} />
        <Figure value={fold.memberCount('deliveries')} label={t('terms.delivery')} />
      </div>
      {asking && <CutOffQuestion onConfirm={() => void cutOff()} onCancel={() => setAsking(false)} />}
    </Panel>
  )
}

/** What is still odd about the orders is said before they stop: over the limit, a wrong phone, two alike. */
function CutOffQuestion(props: { onConfirm: () => void; onCancel: () => void }) {
  const { t } = useWords()
  const { open } = useDoubts()
  const over = open.filter(({ kind }) => kind === 'over-limit').length
  const doubts = open.length > 0 ? t('intake.round.cutOffDoubts', { count: open.length, over }) : ''
  return (
    <InlineConfirm
      question={sentencesText([doubts, t('intake.round.cutOffQuestion')], t)}
      confirm={t('intake.round.cutOff')}
      {...props}
    />
  )
}
