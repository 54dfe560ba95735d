import { useWords } from '../../i18n/index'
import { CodeText, Icon, KeyHint, toneIcon, Unseen } from '../../ui/index'
import type { ScanView } from './frameView'
import styles from './ScanLine.module.css'

/** What was just read and what it did; undo and help in their fixed places. */
export function ScanLine(props: { scan: ScanView | null; onUndo: () => void; onHelp: () => void }) {
  const { t } = useWords()
  const { scan } = props
  return (
    <section className={styles['line']} aria-label={t('frame.scanLine.label')}>
      <div className={styles['read']} role="status">
        {scan === null ? <Idle /> : <Read key={scan.seq} scan={scan} />}
      </div>
      <button type="button" onClick={props.onUndo} disabled={scan?.undoable !== true} aria-keyshortcuts="F8">
        <Icon name="undo" size={18} />
        {t('frame.scanLine.undo')}
        <KeyHint keys="F8" />
      </button>
      <button type="button" onClick={props.onHelp} aria-keyshortcuts="F1">
        <Icon name="help" size={18} />
        {t('frame.scanLine.help')}
        <KeyHint keys="F1" />
      </button>
    </section>
  )
}

function Idle() {
  const { t } = useWords()
  return (
    <span className={styles['idle']}>
      <Icon name="scan" />
      <b>{t('frame.scanLine.idle')}</b>
      <span>{t('frame.scanLine.idleHint')}</span>
    </span>
  )
}

function Read({ scan }: { scan: ScanView }) {
  const { t } = useWords()
  return (
    <span className={styles['result']} data-tone={scan.tone} data-seq={scan.seq}>
      <span className={styles['mark']}>
        <Icon name={toneIcon[scan.tone]} size={18} />
      </span>
      <Unseen>{t('frame.scanLine.lastScan')}</Unseen>
      <span className={styles['code']}>
        <CodeText code={scan.text.slice(0, 80)} />
      </span>
      <span className={styles['did']}>{scan.did}</span>
    </span>
  )
}
