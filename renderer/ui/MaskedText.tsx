import { useWords } from '../i18n/index'
import { Icon } from './Icon'
import styles from './MaskedText.module.css'

/** A name, phone or address, masked. `full` arrives only after the reveal was allowed and recorded. */
export function MaskedText(props: {
  masked: string
  full?: string | undefined
  onReveal?: (() => void) | undefined
  onMask?: (() => void) | undefined
}) {
  const { t } = useWords()
  const open = props.full !== undefined
  const act = open ? props.onMask : props.onReveal
  return (
    <span className={styles['masked']}>
      <span>{props.full ?? props.masked}</span>
      {act && (
        <button type="button" onClick={act} aria-label={open ? t('words.mask') : t('words.reveal')}>
          <Icon name={open ? 'eye-off' : 'eye'} size={16} />
        </button>
      )}
    </span>
  )
}
