import type { Discrepancy } from '../../../shared/domain/discrepancy/discrepancies'
import { maskName } from '../../../shared/domain/identity'
import { stampMs } from '../../../shared/kernel/stamp'
import { useDesk } from '../../commands/deskContext'
import { ageText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useLive, useRound } from '../../queries/useLive'
import { Tag } from '../../ui/index'
import styles from './DiscrepanciesScreen.module.css'
import { useAmountText } from './useAmountText'

interface DiscrepancyLineProps {
  readonly discrepancy: Discrepancy
  readonly chosen: boolean
  readonly onChoose: () => void
}

export function DiscrepancyLine({ discrepancy, chosen, onChoose }: DiscrepancyLineProps) {
  const { t } = useWords()
  const desk = useDesk()
  const amount = useAmountText()
  const about = useAbout(discrepancy)
  return (
    <button type="button" className={styles['line']} aria-pressed={chosen} onClick={onChoose}>
      <Tag tone={discrepancy.kind === 'double-handover' ? 'stop' : 'attention'}>
        {t(`terms.discrepancy.${discrepancy.kind}`)}
      </Tag>
      <span className={styles['about']}>{about}</span>
      <span className={styles['amount']}>{amount(discrepancy)}</span>
      <span className={styles['age']}>{ageText(desk.nowMs() - stampMs(discrepancy.since), t)}</span>
    </button>
  )
}

/** Product, household (masked) or bag: whatever says best what it is about. */
export function useAbout({ productId, householdId, bagId, deliveryId }: Discrepancy): string {
  const { fold } = useRound()
  const name = useLive(({ people }) => (householdId === null ? undefined : people.get(householdId)?.name))
  const product = productId === null ? undefined : fold.state('product', productId)?.product
  const supplier =
    deliveryId === null ? undefined : fold.state('delivery', deliveryId)?.delivery?.supplierName
  const parts = [
    product ? `${product.name} ${product.spec}`.trim() : undefined,
    name === undefined ? undefined : maskName(name),
    product ? undefined : (bagId ?? undefined),
    supplier,
  ]
  return parts.filter((part) => part !== undefined && part !== '').join(' · ')
}
