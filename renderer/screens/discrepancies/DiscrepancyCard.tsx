import { useState } from 'react'
import type { Discrepancy } from '../../../shared/domain/discrepancy/discrepancies'
import { nextStages } from '../../../shared/domain/discrepancy/nextStages'
import { advanceDiscrepancy } from '../../../shared/domain/discrepancy/noteDiscrepancy'
import type { DiscrepancyStage, Responsible } from '../../../shared/domain/terms'
import { stampMs } from '../../../shared/kernel/stamp'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { playSound } from '../../sound/playSound'
import { ActButton, DiffText, Panel, Particulars } from '../../ui/index'
import { PhotoStrip } from '../photos/PhotoStrip'
import { useAct } from '../useAct'
import { useWho } from '../useWho'
import styles from './DiscrepanciesScreen.module.css'
import { DiscrepancyEffects } from './DiscrepancyEffects'
import { useAbout } from './DiscrepancyLine'
import { useAmountText } from './useAmountText'

const responsibles: readonly Responsible[] = ['supplier', 'warehouse', 'point', 'household', 'unknown']

/** Its whole life on one card: seen first by whom, what it did, every step since, and the next one. */
export function DiscrepancyCard({ discrepancy }: { discrepancy: Discrepancy }) {
  const { t } = useWords()
  const { act } = useAct()
  const about = useAbout(discrepancy)
  const amount = useAmountText()
  const [responsible, setResponsible] = useState<Responsible>(discrepancy.responsible)
  const [note, setNote] = useState('')
  const [usual, ...others] = nextStages(discrepancy.kind, discrepancy.stage)

  const advance = async (to: DiscrepancyStage) => {
    const { discrepancyId } = discrepancy
    const answer = await act(advanceDiscrepancy, { discrepancyId, to, responsible, note })
    if (!answer.ok) return
    setNote('')
    playSound(to === 'settled' || to === 'written-off' ? 'done' : 'ok')
  }
  useKeys('discrepancies', usual ? { openCard: () => void advance(usual) } : {})

  return (
    <Panel
      title={t(`terms.discrepancy.${discrepancy.kind}`)}
      note={t(`terms.stage.${discrepancy.stage}`)}
      fill
    >
      <Particulars
        rows={[
          [t('discrepancies.about'), about || t('words.state.nothing')],
          [t('discrepancies.amount'), amount(discrepancy) || '—'],
          ...(discrepancy.reason ? [[t('words.reason'), reasonText(discrepancy.reason, t)] as const] : []),
        ]}
      />
      <DiscrepancyEffects discrepancy={discrepancy} />
      <PhotoStrip discrepancyId={discrepancy.discrepancyId} />
      <Life discrepancy={discrepancy} />
      {usual && (
        <div className={styles['acts']}>
          <label className={styles['field']}>
            <span>{t('discrepancies.responsible')}</span>
            <select value={responsible} onChange={(e) => setResponsible(e.target.value as Responsible)}>
              {responsibles.map((one) => (
                <option key={one} value={one}>
                  {t(`terms.responsible.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className={styles['field']}>
            <span>{t('discrepancies.noteField')}</span>
            <input value={note} maxLength={200} onChange={(e) => setNote(e.target.value)} />
          </label>
          <div className={styles['buttons']}>
            <ActButton weight="main" keys="Enter" onAct={() => void advance(usual)}>
              {t(`discrepancies.to.${usual}`)}
            </ActButton>
            {others.map((stage) => (
              <ActButton key={stage} onAct={() => void advance(stage)}>
                {t(`discrepancies.to.${stage}`)}
              </ActButton>
            ))}
          </div>
        </div>
      )}
    </Panel>
  )
}

/** A reason is one of the desk's own words, or what a person typed. */
function reasonText(reason: string, t: ReturnType<typeof useWords>['t']): string {
  const known = ['uncounted-damage', 'wrong-slot', 'double-put', 'short-receipt', 'loss', 'found'] as const
  const own = known.find((one) => one === reason)
  return own ? t(`discrepancies.because.${own}`) : reason
}

function Life({ discrepancy }: { discrepancy: Discrepancy }) {
  const { t, language } = useWords()
  const { fold } = useRound()
  const who = useWho()
  const first = discrepancy.factIds.flatMap((factId) => fold.recorded(factId) ?? [])
  return (
    <ol className={styles['life']} aria-label={t('discrepancies.life')}>
      {first.slice(-8).map(({ factId, stamp, operatorId, fact }) => (
        <li key={factId}>
          <time>{clockTime(stampMs(stamp), language)}</time>
          <b>{t(`discrepancies.fact.${factWord(fact.kind)}`)}</b>
          {fact.kind === 'GoodsCounted' && (
            <b>
              {t(`terms.condition.${fact.condition}`)} <DiffText n={fact.goods.pieces} />
            </b>
          )}
          <span>{who(operatorId, stamp)}</span>
        </li>
      ))}
      {discrepancy.steps.map((step) => (
        <li key={step.at}>
          <time>{clockTime(stampMs(step.at), language)}</time>
          <b>{t(`terms.stage.${step.to}`)}</b>
          <span>
            {who(step.by, step.at)}
            {step.note && ` · ${step.note}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

function factWord(kind: string): 'counted' | 'handed' | 'shorted' | 'refused' | 'noted' {
  switch (kind) {
    case 'GoodsCounted':
    case 'DeliveryClosed':
    case 'InspectionRecorded':
      return 'counted'
    case 'BagHandedOver':
      return 'handed'
    case 'ItemShorted':
      return 'shorted'
    case 'LineRefused':
      return 'refused'
    default:
      return 'noted'
  }
}
