import { useWords } from '../../i18n/index'
import { ActButton, StatePanel } from '../../ui/index'
import styles from './Frame.module.css'

/**
 * That this desk shared its name with another and goes on as one of its own.
 * @param props.counter null until the centre has given it one
 */
export function PartedBand({ counter, onRead }: { counter: string | null; onRead: () => void }) {
  const { t } = useWords()
  return (
    <div className={styles['band']}>
      <StatePanel
        size="band"
        tone="info"
        title={counter === null ? t('frame.parted.unnamed') : t('frame.parted.named', { n: counter })}
        detail={t('frame.parted.detail')}
      >
        <ActButton size="small" onAct={onRead}>
          {t('frame.parted.read')}
        </ActButton>
      </StatePanel>
    </div>
  )
}
