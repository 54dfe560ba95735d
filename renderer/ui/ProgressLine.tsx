import { leftText } from '../i18n/format'
import { useWords } from '../i18n/index'
import { ActButton } from './ActButton'
import { Meter } from './Meter'
import styles from './ProgressLine.module.css'

/** Long work in one line: what, how far, how long still, and a way to stop it. */
export function ProgressLine(props: {
  label: string
  done: number
  total: number
  /** Milliseconds that are probably left. */
  leftMs?: number | null
  onCancel?: () => void
}) {
  const { t } = useWords()
  return (
    <div className={styles['line']} role="status">
      <span className={styles['label']}>{props.label}</span>
      <div className={styles['bar']}>
        <Meter n={props.done} total={props.total} label={props.label} />
      </div>
      {typeof props.leftMs === 'number' && (
        <span className={styles['left']}>{leftText(props.leftMs, t)}</span>
      )}
      {props.onCancel && (
        <ActButton size="small" onAct={props.onCancel}>
          {t('words.act.cancel')}
        </ActButton>
      )}
    </div>
  )
}
