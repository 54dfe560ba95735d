import { theoryTrail } from '../../../shared/domain/balance/theoryTrail'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { ActButton, KeyHint } from '../../ui/index'
import styles from './Balance.module.css'
import type { AskedHousehold, Balancing } from './useBalance'

const shownPuts = 4

/** Whose bag was it? A slot typed, a bag scanned, one of the last puts, or nobody knows. */
export function AskHousehold(props: { asked: AskedHousehold; typed: string; balancing: Balancing }) {
  const { t } = useWords()
  const { fold } = useRound()
  const householdText = useHouseholdText()
  const { asked, typed, balancing } = props
  const puts = theoryTrail(fold, asked.row.productId)
    .filter(({ what, householdId }) => what === 'put' && householdId !== null)
    .slice(-shownPuts)
    .toReversed()
  return (
    <div className={styles['ask']} data-tone="attention" role="status">
      <p>
        <b>{t(`balance.ask.${asked.explanation}`)}</b>
        <span>{t('balance.ask.hint')}</span>
      </p>
      <div className={styles['askTyped']}>
        <output>{typed === '' ? '—' : typed}</output>
        <span>
          <KeyHint keys="Enter" /> {t(typed === '' ? 'balance.ask.nobody' : 'balance.ask.slot')}
        </span>
        <span>
          <KeyHint keys="Esc" /> {t('words.act.cancel')}
        </span>
      </div>
      {asked.explanation === 'double-put' && (
        <div className={styles['explainActs']}>
          {puts.map(
            ({ recorded, householdId, slot, change }) =>
              householdId !== null && (
                <ActButton
                  key={recorded.factId}
                  size="small"
                  onAct={() => balancing.answerAsked(householdId)}
                >
                  {t('balance.ask.put', {
                    slot: slot ?? '',
                    n: -change.pieces,
                    who: householdText(householdId),
                  })}
                </ActButton>
              ),
          )}
        </div>
      )}
    </div>
  )
}
