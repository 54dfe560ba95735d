import { useEffect, useRef } from 'react'
import type { Need } from '../../../shared/domain/sorting/needs'
import type { ProductTerms } from '../../../shared/domain/terms'
import { useWords } from '../../i18n/index'
import { Icon } from '../../ui/index'
import styles from './Pick.module.css'

/** One line of a household: how many are in, and a tick when all are. */
export function PickLine(props: {
  need: Need
  product: ProductTerms | null
  current: boolean
  typed: string
}) {
  const { t } = useWords()
  const { need, product, current, typed } = props
  const done = need.left === 0
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <li ref={row} data-done={done} aria-current={current} data-zone={product?.zone ?? 'ambient'}>
      <span className={styles['tick']}>{done && <Icon name="check" size={22} />}</span>
      <Icon name={product?.zone ?? 'ambient'} size={20} />
      <span className={styles['name']}>
        <b>{product?.name ?? need.productId}</b> <small>{product?.spec}</small>
      </span>
      {current && typed !== '' && (
        <span className={styles['typed']}>{t('sort.pick.typed', { n: typed })}</span>
      )}
      <span className={styles['pieces']}>
        <b>{need.put}</b> / {need.allocated}
      </span>
    </li>
  )
}
