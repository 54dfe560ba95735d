import type { DeliveryState } from '../../../shared/domain/receiving/deliveryState'
import type { DeliveryId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { look } from '../../session/useSession'
import { Icon } from '../../ui/index'
import styles from './ReceiveScreen.module.css'

export function DeliveryTabs({
  deliveries,
  open,
}: {
  deliveries: readonly DeliveryState[]
  open: DeliveryId
}) {
  const { t } = useWords()
  return (
    <nav
      className={styles['tabs']}
      aria-label={t('receive.deliveries')}
      data-deliveries-open={deliveries.filter(({ closed }) => closed === null).length}
    >
      {deliveries.map(({ deliveryId, delivery, closed, lines }) => (
        <button
          key={deliveryId}
          type="button"
          aria-current={deliveryId === open}
          onClick={() => look({ openDelivery: deliveryId, openProduct: null })}
        >
          {closed && <Icon name="check" size={16} />}
          {delivery?.supplierName ?? deliveryId}
          <span>
            {t('words.ofTotal', { n: Object.keys(lines).length, total: delivery?.lines.length ?? 0 })}
          </span>
        </button>
      ))}
    </nav>
  )
}
