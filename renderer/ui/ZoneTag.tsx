import type { Zone } from '../../shared/domain/terms'
import { useWords } from '../i18n/index'
import { Icon } from './Icon'
import styles from './ZoneTag.module.css'

/** Temperature zone: colour, mark and word, the same everywhere. */
export function ZoneTag({ zone, size = 'small' }: { zone: Zone; size?: 'small' | 'large' }) {
  const { t } = useWords()
  return (
    <span className={styles['zone']} data-zone={zone} data-size={size}>
      <Icon name={zone} size={size === 'large' ? 24 : 15} />
      {t(`terms.zone.${zone}`)}
    </span>
  )
}
