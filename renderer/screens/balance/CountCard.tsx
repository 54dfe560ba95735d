import type { Explanation } from '../../../shared/domain/balance/explainDifference'
import { grams, pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useTypedNumber } from '../../input/useTypedNumber'
import { ActButton, Figure, KeyHint, Panel, ZoneTag } from '../../ui/index'
import { AmountText, DifferenceText } from './AmountText'
import { AskHousehold } from './AskHousehold'
import styles from './Balance.module.css'
import type { BalanceRow } from './balanceRow'
import { TheoryTrail } from './TheoryTrail'
import type { Balancing } from './useBalance'

const missing: readonly (readonly [Explanation, string])[] = [
  ['uncounted-damage', 'D'],
  ['wrong-slot', 'W'],
  ['short-receipt', 'T'],
  ['loss', 'L'],
]
const extra: readonly (readonly [Explanation, string])[] = [
  ['double-put', 'B'],
  ['wrong-slot', 'W'],
  ['found', 'F'],
]

/** One product: its three numbers, the count being typed, and what explains a difference. */
export function CountCard({ balancing, row }: { balancing: Balancing; row: BalanceRow }) {
  const { t } = useWords()
  const typed = useTypedNumber()
  const { product, byWeight, theory, check, difference } = row
  const counted =
    check === null ? null : { pieces: pieces(check.countedPieces), grams: grams(check.countedGrams ?? 0) }
  const less = (difference?.pieces ?? 0) + (difference?.grams ?? 0) < 0
  return (
    <>
      <Panel title={product.name} note={product.spec} acts={<ZoneTag zone={product.zone} />}>
        <div className={styles['figures']}>
          <Figure label={t('terms.theory')} value={<AmountText amount={theory} byWeight={byWeight} />} />
          <Figure
            label={t('terms.counted')}
            value={counted === null ? '—' : <AmountText amount={counted} byWeight={byWeight} />}
          />
          <Figure
            label={t('terms.difference')}
            value={difference === null ? '—' : <DifferenceText amount={difference} byWeight={byWeight} />}
            {...(row.status === 'agrees' ? { tone: 'ok' as const } : {})}
          />
        </div>
        {balancing.asked === null ? (
          <div className={styles['typed']} data-empty={typed.text === ''} role="status">
            <span className={styles['typedNumber']}>{typed.text === '' ? '0' : typed.text}</span>
            <span className={styles['typedUnit']}>
              {byWeight
                ? t(typed.text.includes('.') ? 'balance.unit.kg' : 'balance.unit.g')
                : t('balance.unit.pcs')}
            </span>
            <span className={styles['typedHint']}>
              {t(byWeight ? 'balance.typeWeight' : 'balance.typeCount')} <KeyHint keys="Enter" />
            </span>
          </div>
        ) : (
          <AskHousehold asked={balancing.asked} typed={typed.text} balancing={balancing} />
        )}
        {row.status === 'differs' && balancing.asked === null && (
          <div className={styles['explain']}>
            <p>{t(less ? 'balance.explain.missing' : 'balance.explain.extra')}</p>
            <div className={styles['explainActs']}>
              {(less ? missing : extra).map(([explanation, keys]) => (
                <ActButton key={explanation} keys={keys} onAct={() => balancing.explainBy(explanation)}>
                  {t(`balance.explanation.${explanation}`)}
                </ActButton>
              ))}
            </div>
          </div>
        )}
      </Panel>
      <TheoryTrail key={row.productId} row={row} />
    </>
  )
}
