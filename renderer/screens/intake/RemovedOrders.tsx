import { maskName } from '../../../shared/domain/identity'
import type { KeptOrder } from '../../../shared/intake/import/keptLists'
import { useWords } from '../../i18n/index'
import { ActButton, Panel } from '../../ui/index'
import intake from './Intake.module.css'
import type { Importing, ImportState } from './importing'
import { goodsAsWritten } from './orderTexts'
import styles from './Preview.module.css'

/** Orders that were there before and are gone now: cancelled only where somebody says so. */
export function RemovedOrders(props: {
  importing: Importing
  state: ImportState
  removed: readonly KeptOrder[]
}) {
  const { t } = useWords()
  const { importing, state, removed } = props
  if (removed.length === 0) return null
  const { cancelling } = state
  const all = removed.every(({ orderId }) => cancelling.includes(orderId))
  const toggle = (orderId: KeptOrder['orderId']) =>
    importing.change({
      cancelling: cancelling.includes(orderId)
        ? cancelling.filter((one) => one !== orderId)
        : [...cancelling, orderId],
    })
  return (
    <Panel
      title={t('intake.removed.title', { count: removed.length })}
      acts={
        <ActButton
          size="small"
          onAct={() => importing.change({ cancelling: all ? [] : removed.map(({ orderId }) => orderId) })}
        >
          {t(all ? 'intake.removed.none' : 'intake.removed.all')}
        </ActButton>
      }
    >
      <p className={intake['quiet']}>{t('intake.removed.detail')}</p>
      <ul className={styles['removed']}>
        {removed.slice(0, 200).map(({ order, orderId }) => (
          <li key={orderId}>
            <label>
              <input
                type="checkbox"
                checked={cancelling.includes(orderId)}
                onChange={() => toggle(orderId)}
                aria-label={t('intake.removed.cancel')}
              />
              <b>{maskName(order.name)}</b>
              <span>{goodsAsWritten(order)}</span>
            </label>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
