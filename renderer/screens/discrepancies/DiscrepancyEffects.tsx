import { allocationOf } from '../../../shared/domain/allocation/allocationOf'
import type { Discrepancy } from '../../../shared/domain/discrepancy/discrepancies'
import { stockAt } from '../../../shared/domain/stock/onHand'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { Tag } from '../../ui/index'
import styles from './DiscrepanciesScreen.module.css'

/** What it did: to the allocation, to stock, to the claim. */
export function DiscrepancyEffects({ discrepancy }: { discrepancy: Discrepancy }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { productId } = discrepancy
  if (productId === null) return null
  const allocation = allocationOf(fold, productId)
  const hold = stockAt(fold, 'hold', productId)
  const claimed = discrepancy.steps.some(({ to }) => to === 'claimed')
  return (
    <ul className={styles['effects']} aria-label={t('discrepancies.effects')}>
      <li>
        <Tag
          tone={allocation.status === 'undecided' || allocation.status === 'stale' ? 'attention' : 'quiet'}
        >
          {t(`discrepancies.allocation.${allocation.status}`)}
        </Tag>
      </li>
      {hold.pieces > 0 && (
        <li>
          <Tag tone="attention">{t('discrepancies.onHold', { n: hold.pieces })}</Tag>
        </li>
      )}
      <li>
        <Tag tone={claimed ? 'info' : 'quiet'}>
          {t(claimed ? 'discrepancies.claimed' : 'discrepancies.notClaimed')}
        </Tag>
      </li>
    </ul>
  )
}
