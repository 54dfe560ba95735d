import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { Icon } from '../../ui/index'
import styles from './Allocate.module.css'

/** The short products in a row: what is decided has its tick, what is open its number. */
export function ShortChips(props: {
  shorts: readonly ProductStanding[]
  open: ProductId
  onOpen: (productId: ProductId) => void
}) {
  const { t } = useWords()
  return (
    <nav className={styles['chips']} aria-label={t('allocate.title')}>
      {props.shorts.map(({ productId, product, state, missing }) => (
        <button
          type="button"
          key={productId}
          aria-current={productId === props.open}
          data-state={state}
          onClick={() => props.onOpen(productId)}
        >
          {state === 'decided' && <Icon name="check" size={14} />}
          <span className={styles['chipName']}>{product.name}</span>
          {state !== 'decided' && missing > 0 && <small>−{missing}</small>}
        </button>
      ))}
    </nav>
  )
}
