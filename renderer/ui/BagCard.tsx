import type { ReactNode } from 'react'
import type { Zone } from '../../shared/domain/terms'
import { useWords } from '../i18n/index'
import styles from './BagCard.module.css'
import { Icon } from './Icon'
import { ZoneTag } from './ZoneTag'

export interface BagCardProps {
  readonly zone: Zone
  /** Where it stands, '3-2-15', or the slot it is packed in. */
  readonly place: ReactNode
  /** 2 of 3. */
  readonly n: number
  readonly total: number
  readonly state: 'waiting' | 'scanned' | 'missing' | 'refused'
  readonly contents?: ReactNode
  readonly acts?: ReactNode
}

/** One bag of a household; turns green as it is scanned. */
export function BagCard({ zone, place, n, total, state, contents, acts }: BagCardProps) {
  const { t } = useWords()
  const mark = state === 'scanned' ? 'check' : state === 'waiting' ? 'scan' : 'alert'
  return (
    <article className={styles['bag']} data-zone={zone} data-state={state}>
      <header>
        <ZoneTag zone={zone} />
        <span className={styles['of']}>{t('words.bagOf', { n, total })}</span>
      </header>
      <p className={styles['place']}>{place}</p>
      {contents !== undefined && <div className={styles['contents']}>{contents}</div>}
      <footer>
        <span className={styles['state']}>
          <Icon name={mark} size={18} />
          {t(`words.bagState.${state}`)}
        </span>
        {acts}
      </footer>
    </article>
  )
}
