import type { ReactNode } from 'react'
import type { DeliveryState } from '../../../shared/domain/receiving/deliveryState'
import { inspectGoods } from '../../../shared/domain/receiving/inspectGoods'
import { splitOut } from '../../../shared/domain/receiving/receiveLine'
import { type LifeVerdict, lifeVerdict } from '../../../shared/domain/receiving/shelfLife'
import { currentRound } from '../../../shared/domain/round/currentRound'
import type { FiveCheck } from '../../../shared/domain/terms'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { playSound } from '../../sound/playSound'
import { ActButton, CheckRow, GramsText, KeyHint, Panel, ZoneTag } from '../../ui/index'
import { useAct } from '../useAct'
import { CountedText } from './CountedText'
import { DayField } from './DayField'
import { LinePhotos } from './LinePhotos'
import styles from './ReceiveScreen.module.css'
import type { ReceivingLine } from './receivingView'
import { SampleFields } from './SampleFields'
import type { DatesInHand } from './useReceiving'

interface LinePanelProps {
  readonly delivery: DeliveryState
  readonly line: ReceivingLine
  /** Digits typed since the scan. */
  readonly typed: string
  readonly dates: DatesInHand
}

/** The line in hand: how many, and the five checks, sold as against arrived. */
export function LinePanel({ delivery, line, typed, dates }: LinePanelProps) {
  const { t } = useWords()
  const { act } = useAct()
  const { product, announced, good } = line
  if (!product) return null
  const byWeight = product.sale.by === 'weight'
  const splitShortDated = async () => {
    const { deliveryId } = delivery
    const { productId } = line
    const answer = await act(splitOut, {
      deliveryId,
      productId,
      pieces: good.pieces,
      as: 'short-dated',
    })
    if (answer.ok) playSound('attention')
  }
  return (
    <Panel
      title={`${product.name} ${product.spec}`}
      note={<ZoneTag zone={product.zone} />}
      fill
      acts={product.supplierName !== null && <span className={styles['quiet']}>{product.supplierName}</span>}
    >
      <div className={styles['count']} data-state={line.state}>
        <b>{typed !== '' ? typed : byWeight ? <GramsText grams={good.grams} /> : good.pieces}</b>
        {announced && (
          <span>
            / <CountedText {...announced} byWeight={byWeight} />
          </span>
        )}
        <em>{t(typed !== '' ? 'receive.typedHint' : `receive.lineState.${line.state}`)}</em>
      </div>
      <p className={styles['keys']}>
        <KeyHint keys="0–9" /> <KeyHint keys="Enter" />{' '}
        {t(byWeight ? 'receive.keys.grams' : 'receive.keys.count')}
        <KeyHint keys="D" /> {t('terms.condition.damaged')} <KeyHint keys="W" /> {t('terms.condition.wrong')}
      </p>
      <LinePhotos delivery={delivery} line={line} />
      <FiveChecks delivery={delivery} line={line} dates={dates} onShortDated={() => void splitShortDated()} />
      <SampleFields delivery={delivery} line={line} />
    </Panel>
  )
}

interface FiveChecksProps {
  readonly delivery: DeliveryState
  readonly line: ReceivingLine
  readonly dates: DatesInHand
  readonly onShortDated: () => void
}

function FiveChecks({ delivery, line, dates, onShortDated }: FiveChecksProps) {
  const { t } = useWords()
  const desk = useDesk()
  const { fold } = useRound()
  const { act } = useAct()
  const { product, announced, good } = line
  if (!product) return null
  const byWeight = product.sale.by === 'weight'
  const differs = (check: FiveCheck) => line.differs.some((one) => one.check === check)
  const toggle = async (check: FiveCheck) => {
    const others = line.differs.filter((one) => one.check !== check)
    const now = differs(check) ? others : [...others, { check, found: t('receive.differs') }]
    const { deliveryId } = delivery
    const sample = delivery.lines[line.productId]?.sample ?? null
    const answer = await act(inspectGoods, { deliveryId, productId: line.productId, differs: now, sample })
    if (answer.ok) playSound(differs(check) ? 'ok' : 'attention')
  }
  const today = businessDayAt(desk.nowMs())
  const pickupUntil = currentRound(fold)?.opened?.pickupUntil ?? today
  const { shelfLifeDays, minLifeDays } = product
  const verdict = lifeVerdict({ shelfLifeDays, minLifeDays, ...dates }, { today, pickupUntil })
  const tooShort =
    verdict.verdict !== 'ok' && verdict.verdict !== 'undated' && verdict.verdict !== 'near-expiry'
  const marked = (check: FiveCheck, arrived: ReactNode) => (
    <span className={styles['marked']}>
      {arrived}
      <ActButton size="small" weight="quiet" onAct={() => void toggle(check)}>
        {t(differs(check) ? 'receive.check.agrees' : 'receive.check.differs')}
      </ActButton>
    </span>
  )
  const dated = (
    <DayField
      label={t('terms.productionDay')}
      value={dates.productionDay}
      today={today}
      onDay={(productionDay) => dates.set({ productionDay, bestBefore: dates.bestBefore })}
    />
  )
  return (
    <div className={styles['checks']}>
      {(['name', 'spec'] as const).map((check) => (
        <CheckRow
          key={check}
          title={t(`terms.fiveCheck.${check}`)}
          soldAs={product[check] || '—'}
          arrived={marked(check, differs(check) ? t('receive.differs') : t('receive.same'))}
          agrees={!differs(check)}
        />
      ))}
      <CheckRow
        title={t('terms.fiveCheck.quantity')}
        soldAs={announced ? <CountedText {...announced} byWeight={byWeight} /> : '—'}
        arrived={
          <CountedText {...good} grams={announced?.grams == null ? null : good.grams} byWeight={byWeight} />
        }
        agrees={line.state === 'agrees'}
      />
      <CheckRow
        title={t('terms.fiveCheck.production-date')}
        soldAs={shelfLifeDays === null ? '—' : t('receive.shelfLife', { count: shelfLifeDays })}
        arrived={marked('production-date', dated)}
        agrees={!differs('production-date')}
      />
      <CheckRow
        title={t('terms.fiveCheck.shelf-life')}
        soldAs={
          <DayField
            label={t('terms.bestBefore')}
            value={dates.bestBefore}
            today={today}
            onDay={(bestBefore) => dates.set({ productionDay: dates.productionDay, bestBefore })}
          />
        }
        arrived={<VerdictText verdict={verdict} />}
        agrees={!tooShort}
        acts={
          tooShort && good.pieces > 0 ? (
            <ActButton size="small" onAct={onShortDated}>
              {t('receive.splitShortDated')}
            </ActButton>
          ) : undefined
        }
      />
    </div>
  )
}

function VerdictText({ verdict }: { verdict: LifeVerdict }) {
  const { t } = useWords()
  if (verdict.verdict === 'undated') return t('receive.life.undated')
  return t(`receive.life.${verdict.verdict}`, { n: verdict.daysLeft })
}
